"""Whoever was named, or came by a link, is given what there is: a seat, a place in the queue, a request."""

from wagtail.log_actions import log

from . import approval
from .lines import refusal_by_limit
from .models import Session, WayIn
from .registration import register, withdraw
from .telling.word import WAY_IN, leave_word
from .waiting import join_queue, offer_free_seats

State = WayIn.State


def let_in(way_in, session, *, now, by, answers=None):
    """Give ``way_in.person`` what there is: a seat, a place in the queue, or a request. The caller holds the session.

    The seat of whoever they come instead of passes on in the same step, past the queue: it was not free.
    """
    if former := _seat_to_pass_on(way_in):
        end(former, by=by)
        withdraw(person=former.person, session=session, now=now, by=by, passed_on=True)
    way_in.state = State.GIVEN
    way_in.save(update_fields=["state", "person"])
    _give(way_in, session, now=now, by=by, answers=answers)
    if former:
        offer_free_seats(session, now=now)  # if a seat was held for them anyway


def _give(way_in, session, *, now, by, answers):
    person = way_in.person
    session = Session.objects.select_related("event").get(pk=session.pk)  # counts anew
    who = {"person": person, "session": session, "now": now, "by": by, "answers": answers}
    if session.waiting_places.offered().filter(person=person).exists():
        register(**who)
    elif session.event.approval:
        approval.ask_for_seat(**who)
        leave_word(way_in, kind=WAY_IN, about="asked")
    elif session.is_full() or refusal_by_limit(person, session):
        join_queue(**who)
        leave_word(way_in, kind=WAY_IN, about="queued")
    else:
        register(**who)


def _seat_to_pass_on(way_in):
    """The way in of whoever gives the seat up for this one, if they have it still."""
    former = way_in.instead_of
    if former is None or former.state != State.GIVEN:
        return None
    seats = former.session.registrations.active()
    return former if seats.filter(person=former.person).exists() else None


def end(way_in, *, by):
    """Nobody comes by ``way_in`` any more. The caller holds the session's row."""
    way_in.state = State.TAKEN_BACK
    way_in.save(update_fields=["state"])
    log(way_in, "webinars.organization.take_back", user=by.user)
