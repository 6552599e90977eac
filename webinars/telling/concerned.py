"""Whom a change of a session concerns besides those with a seat; each is told once, as what they are first."""

from people.models import Person
from webinars.meetings.access import invited_people
from webinars.models import MeetingAnswer, Registration, SeatRequest, WaitingPlace, WayIn

from .word import GUEST, HOST, MOVED, PLACE, REQUEST, WAY_IN, leave_word


def tell_concerned(session, *, about, by=None, before=None, note=""):
    """Leave word that ``session`` has ``moved`` (from what it was ``before``), is ``cancelled`` or ``restored``.

    In this order: who is in the queue or has an offer, who asked for a seat, whom an organization invited, who is
    invited to a meeting, the host, unless it is their own doing. Who has a seat hears of it with their calendar.
    """
    if session.is_private:
        return
    sequence = session.sequence if about == MOVED else None
    told = {address for address in _with_a_seat(session) if address}
    for kind, row, person, address in _concerned(session, by=by):
        who = address.casefold()
        if who and who not in told:
            told.add(who)
            reader = person.pk if person else who
            leave_word(
                row, kind=kind, about=about, reader=reader, session=session, sequence=sequence, before=before, note=note
            )


def others_concerned(sessions):
    """How many people wait for one of ``sessions``, have asked for a seat in one or are invited, and sit in none.

    The host is not among them: it is mostly their doing.
    """
    here = {"session__in": sessions}
    waiting = WaitingPlace.objects.open().filter(**here), SeatRequest.objects.waiting().filter(**here)
    addresses = {address for rows in waiting for address in rows.values_list("person__email", flat=True)}
    invited = WayIn.objects.invited().filter(**here).values_list("person__email", "email")
    addresses |= {known or named for known, named in invited}
    for event in {session.event for session in sessions}:
        addresses |= {person.email for person in _guests(event)}
    seated = Registration.objects.active().filter(**here).values_list("person__email", flat=True)
    return len({address.casefold() for address in addresses} - {address.casefold() for address in seated} - {""})


def _with_a_seat(session):
    seats = session.registrations.active().values_list("person__email", flat=True)
    return [address.casefold() for address in seats]


def _concerned(session, *, by):
    """(kind, row, person or nothing, address)."""
    for kind, rows in (
        (PLACE, session.waiting_places.open()),
        (REQUEST, session.requests.waiting()),
        (WAY_IN, session.ways_in.invited().select_related("organization")),
    ):
        for row in rows.select_related("person"):
            yield kind, row, row.person, row.address if kind == WAY_IN else row.person.email
    for person in _guests(session.event):
        yield GUEST, person, person, person.email
    host = Person.objects.filter(pk=session.host_id).exclude(user__isnull=False, user=by).first()
    if host:
        yield HOST, host, host, host.email


def _guests(event):
    """Who is invited to a meeting and has not said no."""
    if not event.by_invitation:
        return []
    declined = MeetingAnswer.objects.filter(meeting__event_key=event.translation_key, comes=False)
    return invited_people(event).exclude(pk__in=declined.values("person"))
