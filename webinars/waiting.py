"""The queue for a session without free seats: who waits, who is offered a seat, and for how long.

Every verb holds the session's row, like ``registration`` does, so seats and offers are counted together: never more of
both than there are seats. Offers go out in the order of the queue, the moment a seat is free.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .asking.keeping import keep_answers
from .exceptions import RegistrationRefused
from .models import Session, WaitingPlace
from .tasks import send_waiting_mail

LONGEST_OFFER = timedelta(hours=24)
SHORTEST_OFFER = timedelta(minutes=30)

Outcome = WaitingPlace.Outcome
BY_ITSELF = {Outcome.EXPIRED, Outcome.CLOSED}
GIVEN_UP = {Outcome.LEFT, Outcome.DECLINED, Outcome.EXPIRED}


@transaction.atomic
def join_queue(*, person, session, now, answers=None, approved=False, by=None):
    """Wait for a seat; asking twice returns the same place. Where a seat is free, one registers instead.

    Where a coordinator approves, only who is ``approved`` waits. ``answers`` are those that a seat would ask for: who
    is offered one only takes it. ``by`` is who does it for them.
    """
    session = Session.objects.locked(session.pk)
    if place := session.waiting_places.open().filter(person=person).first():
        return place
    if not session.accepts_registrations(now=now) or now >= session.starts_at:
        raise RegistrationRefused(_("Registration for this session is closed."))
    if session.registrations.active().filter(person=person).exists():
        raise RegistrationRefused(_("You have a seat already."))
    if not session.is_full():
        raise RegistrationRefused(_("There is a free seat: register, and it is yours."))
    if not approved:
        if session.event.approval:
            raise RegistrationRefused(_("A coordinator approves registrations for this event: ask for a seat."))
        keep_answers(person=person, event=session.event, answers=answers, now=now, by=by)
    place = session.waiting_places.create(person=person, joined_at=now)
    log(place, "webinars.waiting.join", user=(by or person).user)
    return place


@transaction.atomic
def leave_queue(*, person, session, now, by=None):
    """Wait no longer, or decline the offer, which goes to the next; without a place nothing happens."""
    session = Session.objects.locked(session.pk)
    place = session.waiting_places.open().filter(person=person).first()
    if place is None:
        return None
    end(place, Outcome.DECLINED if place.is_offered else Outcome.LEFT, now=now, by=by)
    offer_free_seats(session, now=now)
    return place


def offer_free_seats(session, *, now):
    """Hold each free seat for the next in the queue and tell them. The caller holds the session's row.

    Nothing is offered once the session has begun: nobody could answer in time.
    """
    if not session.accepts_registrations(now=now) or now >= session.starts_at:
        return
    session = Session.objects.get(pk=session.pk)  # count anew
    waiting = session.waiting_places.waiting()
    free = waiting.count() if session.seats_left is None else session.seats_left
    for place in waiting[:free]:
        place.offered_at, place.offer_ends_at = now, offer_end(session, now=now)
        place.save(update_fields=["offered_at", "offer_ends_at"])
        log(place, "webinars.waiting.offer", data={"until": place.offer_ends_at.isoformat()})
        tell(place)


def pause_queue(session):
    """The session is called off: nobody is held to an offer, all keep their place and are told."""
    session.waiting_places.offered().update(offered_at=None, offer_ends_at=None)
    for place in session.waiting_places.waiting():
        log(place, "webinars.waiting.pause")
        send_waiting_mail.enqueue(place.pk, "cancelled")


def follow_move(session, *, now):
    """The session has another time: nobody is held to an offer beyond its start, and all in the queue are told."""
    for place in session.waiting_places.open():
        if place.is_offered and place.offer_ends_at > session.starts_at:
            place.offer_ends_at = offer_end(session, now=now)
            place.save(update_fields=["offer_ends_at"])
        send_waiting_mail.enqueue(place.pk, "moved", sequence=session.sequence)


def offer_end(session, *, now):
    """A day to answer; less before a session that is near: half of the time left, but half an hour at least."""
    return now + min(LONGEST_OFFER, max(SHORTEST_OFFER, (session.starts_at - now) / 2))


@transaction.atomic
def expire_offers(*, now):
    """The sweep: offers that nobody answered go to the next in the queue. How many there were."""
    expired = 0
    due = WaitingPlace.objects.offered().filter(offer_ends_at__lte=now)
    for session_pk in sorted(set(due.values_list("session", flat=True))):
        session = Session.objects.locked(session_pk)
        for place in due.filter(session=session):  # asked anew: another sweep may have been here
            end(place, Outcome.EXPIRED, now=now)
            tell(place)
            expired += 1
        offer_free_seats(session, now=now)
    return expired


@transaction.atomic
def close_queues(*, now):
    """The sweep: nobody waits for what is over. How many did."""
    left = WaitingPlace.objects.open().filter(session__ends_at__lte=now)
    places = list(left.select_for_update(of=("self",)).select_related("person__user").order_by("pk"))
    for place in places:
        end(place, Outcome.CLOSED, now=now)
    return len(places)


def end(place, outcome, *, now, by=None):
    """Take ``place`` out of the queue. The caller holds the session's row."""
    place.ended_at, place.outcome = now, outcome
    place.save(update_fields=["ended_at", "outcome"])
    if outcome in GIVEN_UP:
        place.session.ways_in.leave(place.person)
    log(place, f"webinars.waiting.{outcome}", user=None if outcome in BY_ITSELF else (by or place.person).user)


def tell(place):
    """One mail for each step of a place: the task finds in its row what is true then."""
    send_waiting_mail.enqueue(place.pk, place.outcome or "offered")
