"""Self check-in: for a while everybody with a seat may say «I am here» on a page of the session.

Nobody saw them. What their word weighs, the rule of the event says (``Terms.own_word``), and evidence names it as such.
The host opens it; a rule may open it as well, from the start of each session on (``AttendanceRule.own_minutes``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .access import HOSTS_EARLY
from .beside.boards import locked
from .exceptions import CheckInRefused, NotRegistered
from .models import AttendanceInterval, AttendanceRule, CheckInWindow, Session

SELF = AttendanceInterval.Source.SELF


@dataclass(frozen=True)
class OpenCheckIn:
    """Until when it is open, and what opened it."""

    until: datetime
    reference: str


def open_among(sessions, *, now):
    """{key of a session: ``OpenCheckIn``} of those of ``sessions`` in which it is open now. At most two queries."""
    near = {session.pk: session for session in sessions if may_be_opened(session, now=now)}
    if not near:
        return {}
    found = {pk: [] for pk in near}
    for row in CheckInWindow.objects.open(now=now).filter(session__in=list(near)):
        found[row.session_id].append(OpenCheckIn(row.closes_at, f"window {row.pk}"))
    rules = AttendanceRule.objects.filter(event__sessions__in=list(near)).order_by("number")
    newest = {pk: facts for pk, *facts in rules.values_list("event__sessions", "number", "own_minutes")}
    for pk, (number, minutes) in newest.items():
        starts = near[pk].starts_at
        until = starts + timedelta(minutes=minutes or 0)
        if starts <= now < until:
            found[pk].append(OpenCheckIn(min(until, near[pk].ends_at), f"rule {number}"))
    return {pk: max(each, key=lambda one: one.until) for pk, each in found.items() if each}


def open_in(session, *, now):
    """The ``OpenCheckIn`` of one session, or None."""
    return open_among([session], now=now).get(session.pk)


def may_be_opened(session, *, now):
    """By its host or a rule, from an hour before the start until the end."""
    return session.state == Session.State.SCHEDULED and session.starts_at - HOSTS_EARLY <= now < session.ends_at


@transaction.atomic
def open_window(*, session, minutes, by, now):
    """Let everybody check in for so many minutes from now on, at most until the end; again: for so many from now."""
    session = Session.objects.locked(session.pk)
    locked(session)  # the pages beside the room show it
    if not may_be_opened(session, now=now):
        raise CheckInRefused(_("Self check-in can be opened from an hour before the start until the end."))
    until = min(now + timedelta(minutes=minutes), session.ends_at)
    window = session.check_in_windows.open(now=now).first()
    window = window or CheckInWindow(session=session, opens_at=now, opened_by=by)
    window.closes_at = until
    window.save()
    log(session, "webinars.self_check_in.open", user=by.user if by else None, data={"until": until.isoformat()})
    return window


@transaction.atomic
def close_window(*, session, by, now):
    """Nobody checks in any more by what the host opened. Who did, did."""
    session = Session.objects.locked(session.pk)
    if session.check_in_windows.open(now=now).update(closes_at=now):
        locked(session)
        log(session, "webinars.self_check_in.close", user=by.user if by else None)


@transaction.atomic
def say_here(*, person, session, now):
    """``person`` says to be there from now until the end; the second time changes nothing.

    What was said before the session moved is said anew for its hours now, from the first word on where these overlap.
    Raises ``CheckInRefused`` also where the host took it back.
    """
    session = Session.objects.locked(session.pk)
    if known := word_of(person, session):
        return known
    if person is None or not session.registrations.active().filter(person=person).exists():
        raise NotRegistered(_("You are not registered for this session. Register first, then check in."))
    found = open_in(session, now=now)
    if found is None:
        raise CheckInRefused(_("Self check-in is not open now. The host says when it is."))
    if is_taken_back(person, session):
        raise CheckInRefused(_("The host took your check-in back. Tell the host that you are here."))
    said = own_words(session).filter(person=person).first()
    begun = max(said.started_at, session.starts_at) if said and _overlaps(said, session) else now
    own_words(session).filter(person=person).update(withdrawn_at=now)
    reference = f"{found.reference}, person {person.public_id}"
    return session.intervals.create(
        person=person, source=SELF, started_at=begun, ended_at=session.ends_at, reference=reference
    )


def word_of(person, session):
    """What ``person`` said of the session as it is planned now, or None."""
    return own_words(session).filter(person=person, ended_at=session.ends_at).first()


def is_taken_back(person, session):
    """Whether the host saw that ``person`` was not there in spite of their word."""
    last = session.intervals.filter(source=SELF, person=person).order_by("pk").last()
    return last is not None and last.withdrawn_at is not None and _overlaps(last, session)


def _overlaps(word, session):
    """Whether ``word`` was said of hours that are still among those of the session."""
    return word.started_at < session.ends_at and word.ended_at > session.starts_at


def own_words(session):
    """The intervals of who checked in by themselves, those that were not taken back."""
    return session.intervals.counted().filter(source=SELF).select_related("person").order_by("started_at", "pk")
