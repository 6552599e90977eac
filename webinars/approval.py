"""Requests for a seat, where a coordinator approves: sent, taken back, decided. Only approving takes a seat.

Each verb holds the session's row, as registration and the queue do.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .asking.keeping import keep_answers
from .exceptions import RegistrationRefused
from .models import SeatRequest, Session
from .registration import register
from .telling.word import REQUEST, leave_word
from .waiting import join_queue

State = SeatRequest.State


@transaction.atomic
def ask_for_seat(*, person, session, now, answers=None, by=None):
    """Ask for a seat, also where all are taken; who waits for a decision already keeps the same request.

    ``by`` is who does it for them.
    """
    session = Session.objects.locked(session.pk)
    if waiting := session.requests.waiting().filter(person=person).first():
        return waiting
    if refusal := refusal_to_ask(person, session, now=now):
        raise RegistrationRefused(refusal)
    keep_answers(person=person, event=session.event, answers=answers, now=now, by=by)
    request = session.requests.create(person=person, asked_at=now)
    log(request, "webinars.request.send", user=(by or person).user)
    return request


def refusal_to_ask(person, session, *, now):
    """Why ``person`` cannot ask for a seat in ``session``, in words."""
    if not session.event.approval or session.is_private:
        return _("For this event one registers without a request.")
    if not session.accepts_registrations(now=now) or now >= session.starts_at:
        return _("Registration for this session is closed.")
    if session.registrations.active().filter(person=person).exists():
        return _("You have a seat already.")
    if session.waiting_places.open().filter(person=person).exists():
        return _("You are in the queue already.")
    if session.requests.filter(person=person, state=State.DECLINED).exists():
        return _("Your request for this session was declined.")
    return ""


@transaction.atomic
def take_back(*, person, session, now, by=None):
    """Wait for a decision no longer; without a waiting request nothing happens."""
    session = Session.objects.locked(session.pk)
    request = session.requests.waiting().filter(person=person).first()
    if request:
        _end(request, State.TAKEN_BACK, now=now)
        log(request, "webinars.request.take_back", user=(by or person).user)
    return request


@transaction.atomic
def decide(*, request, approved, by, now, reason=""):
    """Give a seat, or the next place in the queue if all are taken, or decline with a ``reason`` that the person reads.

    The same decision twice is one; declined may become approved. Raises ``RegistrationRefused``.
    """
    session = Session.objects.locked(request.session_id)
    request = session.requests.select_related("person__user").get(pk=request.pk)
    state = State.APPROVED if approved else State.DECLINED
    if request.state == state:
        return request
    if refusal := refusal_to_decide(request, session, approved=approved, reason=reason, now=now):
        raise RegistrationRefused(refusal)
    _end(request, state, now=now, reason=reason)
    log(request, f"webinars.request.{state}", user=by)  # the reason stands in the request
    if not approved:
        leave_word(request, kind=REQUEST, about="declined")
    elif _give(request.person, session, now=now):
        leave_word(request, kind=REQUEST, about="queued")
    return request


def refusal_to_decide(request, session, *, approved, reason, now):
    """Why this cannot be decided so, in words for the coordinator."""
    if request.state == State.TAKEN_BACK:
        return _("This request was taken back.")
    if request.state == State.APPROVED:
        return _("This request is approved already.")
    if not approved:
        return "" if reason.strip() else _("Say why: the person reads it.")
    if not session.accepts_registrations(now=now):
        return _("Registration for this session is closed.")
    if session.is_full() and now >= session.starts_at:
        return _("All seats are taken.")
    return ""


def _give(person, session, *, now):
    """A seat, which tells its person by itself; or a place in the queue, which is returned."""
    if session.registrations.active().filter(person=person).exists() or not session.is_full():
        register(person=person, session=session, now=now, approved=True)
        return None
    return join_queue(person=person, session=session, now=now, approved=True)


def _end(request, state, *, now, reason=""):
    request.state, request.decided_at, request.reason = state, now, reason
    request.save(update_fields=["state", "decided_at", "reason"])
    if state != State.APPROVED:
        request.session.ways_in.leave(request.person)
