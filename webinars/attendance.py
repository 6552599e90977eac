"""Presence as evidence: what was seen is written down as intervals; what it amounts to is decided by a rule.

The own page and the trainer's sheet are sources here. Intervals of all sources are merged, never summed twice.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from people.models import Person

from .access import joining_window
from .exceptions import AttendanceRefused
from .intervals import clipped, merge, share
from .models import Attendance, AttendanceInterval, Session
from .rooms import Role
from .signals import session_attended

GRACE = timedelta(minutes=3)
DECIDE_AFTER = timedelta(minutes=30)
RULE = "share-1"  # raise the number when the rule changes: each decision names the one it was made by
Source = AttendanceInterval.Source


def record_join(*, person, session, now):
    """Somebody opened the room page."""
    return _seen(person=person, session=session, now=now, begin=True)


def record_heartbeat(*, person, session, now):
    """Somebody's room page is still open."""
    return _seen(person=person, session=session, now=now, begin=True)


def record_leave(*, person, session, now):
    """Somebody left: what was seen of them ends now, unless it ended long ago."""
    return _seen(person=person, session=session, now=now, begin=False)


@transaction.atomic
def _seen(*, person, session, now, begin):
    """Extend the last interval of the own page, or ``begin`` a new one after a longer gap; None if neither."""
    role = Role.HOST if session.host_id == person.pk else Role.PARTICIPANT
    opens, closes = joining_window(session, role=role)
    if session.state != Session.State.SCHEDULED or now < opens:
        return None
    moment = min(now, closes)
    seen = session.intervals.filter(person=person, source=Source.PAGE).select_for_update()
    last = seen.order_by("-ended_at", "-pk").first()
    if last and last.started_at <= moment and now - last.ended_at <= GRACE:
        if moment > last.ended_at:
            last.ended_at = moment
            last.save(update_fields=["ended_at"])
        return last
    if not begin or now > closes:
        return None
    return session.intervals.create(person=person, source=Source.PAGE, started_at=now, ended_at=now)


@transaction.atomic
def mark_on_sheet(*, session, person, by, now):
    """The trainer ``by`` saw ``person``: the whole session counts. After the end it is decided at once."""
    session = _locked(session)
    opens, _closes = joining_window(session, role=Role.HOST)
    if session.state != Session.State.SCHEDULED or now < opens:
        raise AttendanceRefused(_("Attendance can be marked from an hour before the start."))
    interval, _created = session.intervals.get_or_create(
        person=person,
        source=Source.SHEET,
        defaults={"started_at": session.starts_at, "ended_at": session.ends_at, "recorded_by": by},
    )
    if session.is_over(now=now):
        _decide(session, [person], now=now)
    return interval


@transaction.atomic
def unmark_on_sheet(*, session, person, by, now):
    """Take a mark back, because it was a mistake; without one nothing happens."""
    session = _locked(session)
    taken_back, _rows = session.intervals.filter(person=person, source=Source.SHEET).delete()
    if not taken_back:
        return
    log(
        session,
        "webinars.attendance.unmark",
        user=by.user if by else None,
        data={"person": str(person.public_id)},
    )
    if session.is_over(now=now):
        _decide(session, [person], now=now)


def people_of(session):
    """Everybody a decision is due for: who has a seat, and who was seen without one."""
    registered, seen = session.registrations.active(), session.intervals.all()
    return Person.objects.filter(Q(pk__in=registered.values("person")) | Q(pk__in=seen.values("person")))


@transaction.atomic
def decide(*, session, now):
    """Decide present or absent for everybody concerned, by the share of the session they were seen.

    Deciding again changes only what new evidence changes; what a person corrected stays.
    """
    session = _locked(session)
    if session.state != Session.State.SCHEDULED:
        return []
    if not session.is_over(now=now):
        raise AttendanceRefused(_("Attendance is decided after the end."))
    decided = _decide(session, list(people_of(session)), now=now)
    session.decided_at = now
    session.save(update_fields=["decided_at"])
    return decided


def decide_ended(*, now):
    """Decide every session that ended half an hour ago or earlier and was not decided yet; how many they were."""
    due = Session.objects.scheduled().filter(ends_at__lte=now - DECIDE_AFTER, decided_at__isnull=True)
    sessions = list(due.order_by("ends_at"))
    for session in sessions:
        decide(session=session, now=now)
    return len(sessions)


@transaction.atomic
def correct(*, attendance, status, reason, by, now):
    """A person overrules the rule, and says why; later decisions leave it alone."""
    if not reason.strip():
        raise AttendanceRefused(_("Say why the attendance is corrected."))
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    was, was_credited = attendance.status, attendance.is_credited
    attendance.status, attendance.reason = Attendance.Status(status), reason.strip()
    attendance.corrected_by, attendance.decided_at = by, now
    attendance.save()
    data = {"from": was, "to": attendance.status, "reason": attendance.reason}
    log(attendance, "webinars.attendance.correct", user=by.user, data=data)
    _tell(attendance, was_credited=was_credited, now=now)
    return attendance


def _decide(session, people, *, now):
    spans = defaultdict(list)
    for row in session.intervals.filter(person__in=people):
        spans[row.person_id].append((row.started_at, row.ended_at))
    known = {row.person_id: row for row in session.attendances.filter(person__in=people)}
    return [
        _decide_one(known.get(person.pk) or Attendance(session=session, person=person), spans[person.pk], now=now)
        for person in people
    ]


def _decide_one(attendance, spans, *, now):
    """Rule share-1: present from the event's percent on, of a time in which one was seen at all."""
    session = attendance.session
    threshold = session.event.attendance_percent
    percent = share(spans, session.starts_at, session.ends_at, grace=GRACE)
    was_there = bool(clipped(merge(spans, GRACE), session.starts_at, session.ends_at))
    status = Attendance.Status.PRESENT if was_there and percent >= threshold else Attendance.Status.ABSENT
    result = {"status": status, "percent": percent, "rule": f"{RULE}:{threshold}"}
    same = all(getattr(attendance, name) == value for name, value in result.items())
    if attendance.corrected_by_id or (attendance.pk and same):
        return attendance
    was_credited = bool(attendance.pk) and attendance.is_credited
    for name, value in result.items():
        setattr(attendance, name, value)
    attendance.decided_at = now
    attendance.save()
    _tell(attendance, was_credited=was_credited, now=now)
    return attendance


def _tell(attendance, *, was_credited, now):
    """Tell the apps above, once each time somebody becomes credited."""
    if attendance.is_credited and not was_credited:
        session_attended.send(sender=Session, person=attendance.person, session=attendance.session, now=now)


def _locked(session):
    return Session.objects.select_for_update(of=("self",)).select_related("event").get(pk=session.pk)
