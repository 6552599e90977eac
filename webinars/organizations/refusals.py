"""Why an organization cannot send somebody to a session, in words for its contact. Reads only.

Of members it says what stands in the way. Of an address that belongs to nobody of the organization it says nothing
but what the organization did itself: whether the school knows it, nobody learns here.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Person
from webinars.models import Registration, SeatRequest, Session, WaitingPlace

MOST_STRANGERS = 40  # each of them gets a mail: nobody writes to the whole region from here


@dataclass(frozen=True)
class Somebody:
    """Whom a contact names: a member of the organization, or a name and an address. ``field`` is where in the form."""

    field: str
    person: Person | None = None
    name: str = ""
    email: str = ""


def refusals_in(session, *, organization, people, now):
    """(somebody, why not) for those of ``people`` who cannot be sent to ``session``; as many queries for any number."""
    if not session.accepts_registrations(now=now) or now >= session.starts_at:
        return [(somebody, _("Registration for this session is closed.")) for somebody in people]
    members = [somebody.person for somebody in people if somebody.person]
    known = _of_members(session, organization, members)
    strangers = session.ways_in.filter(organization=organization).exclude(email="")
    invited = {email.casefold() for email in strangers.invited().values_list("email", flat=True)}
    room = MOST_STRANGERS - strangers.count()
    found = []
    for somebody in people:
        if somebody.person:
            why = known.get(somebody.person.pk, "")
        elif somebody.email.casefold() in invited:
            why = _("Somebody with this e-mail is named already.")
        else:
            room -= 1
            why = "" if room >= 0 else _("Many people were named one after another. Write to the school, please.")
        if why:
            found.append((somebody, why))
    return found


def _of_members(session, organization, members):
    """What stands in the way, by person."""
    here = {"session": session, "person__in": members}
    declined = SeatRequest.objects.filter(state=SeatRequest.State.DECLINED, **here)
    invited = session.ways_in.invited().filter(organization=organization, person__in=members)
    reasons = [  # the last that fits is said
        (_busy(session, members), _("Expected elsewhere at that time.")),
        (declined.values_list("person", flat=True), _("The request for this session was declined.")),
        (invited.values_list("person", flat=True), _("Named already, and has not answered yet.")),
        (_people(SeatRequest.objects.waiting().filter(**here)), _("Has asked for a seat already.")),
        (_people(WaitingPlace.objects.open().filter(**here)), _("Is in the queue already.")),
        (_people(Registration.objects.active().filter(**here)), _("Has a seat already.")),
    ]
    return {pk: reason for people, reason in reasons for pk in people}


def _people(rows):
    return rows.values_list("person", flat=True)


def _busy(session, members):
    """Those who have a seat or lead elsewhere while ``session`` takes place."""
    then = Session.objects.scheduled().exclude(pk=session.pk)
    then = then.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    seats = Registration.objects.active().filter(session__in=then, person__in=members)
    hosts = Person.objects.filter(Q(hosted_sessions__in=then), pk__in=[member.pk for member in members])
    return {*seats.values_list("person", flat=True), *hosts.values_list("pk", flat=True)}
