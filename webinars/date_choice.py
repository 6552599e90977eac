"""Seats in several dates of an event at once: what is wanted is taken, what is not wanted any more is given back."""

from dataclasses import dataclass, field

from django.db import transaction

from calendars.acts import together

from .approval import ask_for_seat, take_back
from .exceptions import SeatsTaken
from .lines import LINES
from .models import Registration, SeatRequest, Session, WaitingPlace
from .registration import register, withdraw
from .scheduling import lock


@dataclass(frozen=True)
class Chosen:
    """What a choice changed: sessions registered for, sessions left, and those in which a seat is asked for."""

    taken: list = field(default_factory=list)
    left: list = field(default_factory=list)
    asked: list = field(default_factory=list)


@transaction.atomic
@together()
def choose_dates(*, person, offered, wanted, now, answers=None, without_full=False):
    """Make ``person`` registered in exactly those of ``offered`` that are ``wanted``, through the verbs of one seat.

    All of it or nothing. Raises ``SeatsTaken``, which names the dates without a seat, unless the rest is agreed to
    (``without_full``). What the person has is kept, full or not; sessions beyond ``offered`` are not touched.
    """
    numbers = [session.pk for session in offered]
    lock(offered)
    rows = list(Session.objects.filter(pk__in=numbers).select_related("event").with_taken().order_by("starts_at", "pk"))
    mine = set(
        Registration.objects.active().filter(person=person, session__in=numbers).values_list("session", flat=True)
    )
    asked = set(
        SeatRequest.objects.waiting().filter(person=person, session__in=numbers).values_list("session", flat=True)
    )
    wanted = {session.pk for session in wanted}
    new = [session for session in rows if session.pk in wanted - mine - asked]
    held = set(WaitingPlace.objects.offered().filter(person=person).values_list("session", flat=True))
    to_ask = [session for session in new if session.event.approval and session.pk not in held]
    new = [session for session in new if session not in to_ask]
    closed = LINES.keeps_out(person, new)  # by the limit of their organization
    full = [session for session in new if (session.is_full() or session.pk in closed) and session.pk not in held]
    if full and not without_full:
        raise SeatsTaken(full)
    left = [session for session in rows if session.pk in (mine | asked) - wanted]
    for session in left:
        give_back = withdraw if session.pk in mine else take_back
        give_back(person=person, session=session, now=now)
    taken = [session for session in new if session not in full]
    for session in taken:
        register(person=person, session=session, now=now, answers=answers)
        answers = None  # once for all dates
    for session in to_ask:
        ask_for_seat(person=person, session=session, now=now, answers=answers)
        answers = None
    return Chosen(taken, left, to_ask)
