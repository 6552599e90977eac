"""How many people an organization invites by mail in a day, and how often the same one: each gets a mail unasked."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.limits import DAY, Limit
from webinars.asking.questions import lacks_answers
from webinars.exceptions import SendingRefused

INVITATIONS = Limit("organization-invitations", tries=60, seconds=DAY)  # by organization
TO_ONE = Limit("organization-mailbox", tries=3, seconds=DAY)  # by organization and mailbox


def check_mails(people, *, organization, event, now):
    """Refuse those of ``people`` (``Somebody``) whom the mails of a day do not reach. Raises ``SendingRefused``."""
    left, problems = INVITATIONS.left(organization.pk, now=now), {}
    for somebody in people:
        address = _invited_at(somebody, event)
        if not address:
            continue
        left -= 1
        if TO_ONE.left(f"{organization.pk} {address}", now=now) == 0:
            problems[somebody.field] = [_("This person was invited several times today. Try again tomorrow.")]
        elif left < 0:
            problems[somebody.field] = [_many()]
    if problems:
        raise SendingRefused(problems)


def count_mails(ways_in, *, organization, now):
    """Count the mails that ``ways_in`` brought: one for each person, however many dates it names."""
    for address in {row.address.casefold() for row in ways_in if row.is_invited}:
        INVITATIONS.count(organization.pk, now=now)
        TO_ONE.count(f"{organization.pk} {address}", now=now)


def _invited_at(somebody, event):
    """Where the invitation goes; empty for a member who comes in at once."""
    if somebody.person is None:
        return somebody.email.casefold()
    return somebody.person.email.casefold() if lacks_answers(somebody.person, event) else ""


def _many():
    words = ngettext(
        "In a day an organization invites at most %(number)d person by mail. Name this one tomorrow.",
        "In a day an organization invites at most %(number)d people by mail. Name this one tomorrow.",
        INVITATIONS.tries,
    )
    return words % {"number": INVITATIONS.tries}
