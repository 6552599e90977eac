"""Whoever an organization invited says yes or no, by the link in their mail; its contact answers for members.

The link went to their address and to nobody else, so whoever has it speaks for that address.
"""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.acts import together
from people.accounts import write_down
from people.models import Membership
from webinars.exceptions import RegistrationRefused
from webinars.letting_in import let_in
from webinars.models import WayIn
from webinars.scheduling import lock
from webinars.tasks import send_way_in_mail

from .sending import locked

State = WayIn.State


def beside(way_in):
    """All dates of the event for which the same organization waits for the word of the same person, this one too."""
    who = {"person": way_in.person_id} if way_in.person_id else {"person": None, "email__iexact": way_in.email}
    rows = WayIn.objects.invited().filter(
        organization=way_in.organization_id, session__event__translation_key=way_in.session.event.translation_key, **who
    )
    return rows.select_related("session__event__locale", "organization", "person__user").order_by(
        "session__starts_at", "pk"
    )


@transaction.atomic
def accept(*, way_in, person, now, answers=None, by=None):
    """``person`` comes: a seat, a place in the queue or a request is theirs. Twice is once.

    From now on they belong to the organization in our records. ``by`` is the contact who answered the questions for
    them. Raises ``RegistrationRefused``.
    """
    session, way_in = locked(way_in)
    if way_in.state == State.GIVEN and way_in.person_id == person.pk:
        return way_in
    if refusal := refusal_to_accept(way_in, person=person, now=now):
        raise RegistrationRefused(refusal)
    way_in.person = person
    Membership.objects.get_or_create(person=person, organization=way_in.organization)
    let_in(way_in, session, now=now, by=by or person, answers=answers)
    return way_in


@transaction.atomic
@together()
def accept_all(*, way_in, person, name, now, answers=None):
    """Say yes to every date that is open still, as ``person``, or as somebody new called ``name``; return the person.

    Raises ``RegistrationRefused`` where there is none.
    """
    lock([row.session for row in beside(way_in)])  # before the person, as guests do: nobody waits for each other
    rows = [row for row in beside(way_in) if not refusal_to_accept(row, person=person, now=now)]
    if not rows:
        raise RegistrationRefused(refusal_to_accept(way_in, person=person, now=now))
    known = {"language": get_language(), "consented_at": now}
    person = person or write_down(name=name, email=way_in.email, **known)
    for row in rows:
        accept(way_in=row, person=person, now=now, answers=answers)
    return person


def refusal_to_accept(way_in, *, person, now):
    """Why ``person`` (None for somebody new) cannot come by this invitation now, in words; empty when they can."""
    session, organization = way_in.session, way_in.organization
    if way_in.state != State.INVITED or not session.accepts_registrations(now=now):
        return _("This invitation is no longer open. Ask %(organization)s.") % {"organization": organization}
    if person is None:
        return ""
    if session.registrations.active().filter(person=person).exists():
        return _("You have a seat already.")
    others = session.ways_in.in_use().filter(organization=organization, person=person).exclude(pk=way_in.pk)
    return _("You are named already.") if others.exists() else ""  # by another address


@transaction.atomic
def decline(*, way_in):
    """They do not come, to none of the dates; the contact is told, once. False if there is nothing to decline."""
    lock([row.session for row in beside(way_in)])
    rows = list(beside(way_in))  # as they are now
    for row in rows:
        row.state = State.DECLINED
        row.save(update_fields=["state"])
        log(row, "webinars.organization.decline", user=row.person and row.person.user)
    if rows:
        send_way_in_mail.enqueue(way_in.pk, "declined")
    return bool(rows) or way_in.state == State.DECLINED
