"""The queue for a session without free seats: who waits, who is offered a seat, and for how long.

Every verb holds the session's row, like ``registration`` does, so seats and offers are counted together: never more of
both than there are seats. Whose turn it is say the rules of the session, and each offer keeps the one that said so.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.acts import together
from people.queues import steps

from .asking.keeping import keep_answers
from .exceptions import RegistrationRefused
from .lines import LINES, refusal_by_limit
from .models import Session, WaitingPlace
from .telling.word import PLACE, leave_word

LONGEST_OFFER = timedelta(hours=24)
SHORTEST_OFFER = timedelta(minutes=30)

Outcome = WaitingPlace.Outcome
GIVEN_UP = {Outcome.LEFT, Outcome.DECLINED, Outcome.EXPIRED}


@transaction.atomic
def join_queue(*, person, session, now, answers=None, approved=False, by=None):
    """Wait for a seat; asking twice returns the same place. Where one may take a seat, one registers instead.

    Where a coordinator approves, only who is ``approved`` waits. ``answers`` are those that a seat would ask for: who
    is offered one only takes it. ``by`` is who does it for them.
    """
    session = Session.objects.locked(session.pk)
    if place := session.waiting_places.open().filter(person=person).first():
        return place
    if not offers_seats(session, now=now):
        raise RegistrationRefused(_("Registration for this session is closed."))
    if session.event.by_invitation:
        raise RegistrationRefused(_("One comes to this meeting by invitation."))
    if session.registrations.active().filter(person=person).exists():
        raise RegistrationRefused(_("You have a seat already."))
    if not session.is_full() and not refusal_by_limit(person, session):
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


@transaction.atomic
def call_ahead(*, place, reason, by, now):
    """Let the next free seat go to ``place``, whatever the order and the limits; at once if there is one.

    Who is called already, or has an offer, stays as they are. Raises ``RegistrationRefused``.
    """
    session = Session.objects.locked(place.session_id)
    place = session.waiting_places.select_related("person").get(pk=place.pk)
    if place.ended_at:
        raise RegistrationRefused(_("This person waits no longer."))
    if place.is_offered or place.called_at:
        return place
    if not reason.strip():
        raise RegistrationRefused(_("Say why: the reason stands in the log."))
    if not offers_seats(session, now=now):
        raise RegistrationRefused(_("Nobody can be offered a seat in this session now."))
    steps.call(place, reason=reason, by=by, now=now)
    offer_free_seats(session, now=now)
    place.refresh_from_db()
    return place


def offers_seats(session, *, now):
    """Nothing is offered once the session has begun: nobody could answer in time."""
    return session.accepts_registrations(now=now) and now < session.starts_at


def offer_free_seats(session, *, now):
    """Hold each free seat for whose turn it is and tell them. The caller holds the session's row."""
    if not offers_seats(session, now=now) or not session.waiting_places.waiting().exists():
        return
    session = Session.objects.get(pk=session.pk)  # count anew
    for place in steps.hold_next(session, lines=LINES, until=offer_end(session, now=now), now=now):
        tell(place)


def pause_queue(session):
    """The session is called off: nobody is held to an offer, all keep their place."""
    steps.pause(session.waiting_places)


def follow_move(session, *, now):
    """The session has another time: nobody is held to an offer beyond its start."""
    for place in session.waiting_places.offered().filter(offer_ends_at__gt=session.starts_at):
        place.offer_ends_at = offer_end(session, now=now)
        place.save(update_fields=["offer_ends_at"])


def offer_end(session, *, now):
    """A day to answer; less before a session that is near: half of the time left, but half an hour at least."""
    return now + min(LONGEST_OFFER, max(SHORTEST_OFFER, (session.starts_at - now) / 2))


@transaction.atomic
@together()
def expire_offers(*, now):
    """The sweep: offers that nobody answered go to the next in the queue. How many there were.

    Where one organization may have so many people only, it also sees whom a changed profile has let in meanwhile.
    """
    expired = 0
    due = WaitingPlace.objects.offered().filter(offer_ends_at__lte=now)
    kept_back = Q(session__organization_limit__gt=0, session__starts_at__gt=now)
    sessions = (due | WaitingPlace.objects.waiting().filter(kept_back)).order_by().values_list("session", flat=True)
    for session_pk in sorted(set(sessions)):
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
    """Take ``place`` out of the queue; an organization that sent the person reads so. The caller holds the session."""
    steps.end(place, outcome, now=now, by=by)
    if outcome in GIVEN_UP:
        place.session.ways_in.leave(place.person)


def tell(place):
    """Word of a step: an offer, or its end."""
    leave_word(place, kind=PLACE, about=place.outcome or "offered")
