"""Seats in several dates of an event at once: what is wanted is taken, what is not wanted any more is given back."""

from dataclasses import dataclass, field

from django.db import transaction

from .exceptions import SeatsTaken
from .models import Registration, Session, WaitingPlace
from .registration import register, withdraw
from .scheduling import lock


@dataclass(frozen=True)
class Chosen:
    """What a choice changed: sessions registered for, and sessions left."""

    taken: list = field(default_factory=list)
    left: list = field(default_factory=list)


@transaction.atomic
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
    wanted = {session.pk for session in wanted}
    new = [session for session in rows if session.pk in wanted - mine]
    held = set(WaitingPlace.objects.offered().filter(person=person).values_list("session", flat=True))
    full = [session for session in new if session.is_full() and session.pk not in held]
    if full and not without_full:
        raise SeatsTaken(full)
    left = [session for session in rows if session.pk in mine - wanted]
    for session in left:
        withdraw(person=person, session=session, now=now)
    taken = [session for session in new if session not in full]
    for session in taken:
        register(person=person, session=session, now=now, answers=answers)
        answers = None  # once for all dates
    return Chosen(taken, left)
