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
from .models import Attendance, AttendanceInterval, CatchUpTry, Session
from .rooms import Role
from .rule_versions import kept, rule_of
from .rules import GRACE, Seen, caught_up, judge
from .signals import session_attended
from .sources.room_server import read_room

DECIDE_AFTER = timedelta(minutes=30)
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
    Person.objects.select_for_update().get(pk=person.pk)  # two pages opened at once begin one interval
    begun = seen.filter(started_at__lte=now, ended_at__gte=now - GRACE).first()
    return begun or session.intervals.create(person=person, source=Source.PAGE, started_at=now, ended_at=now)


@transaction.atomic
def mark_on_sheet(*, session, person, by, now, **told):
    """The trainer ``by`` saw ``person``: the whole session counts. After the end it is decided at once.

    ``told`` are key and moment of a mark that a device sent; it is kept even where it changes nothing.
    """
    session = Session.objects.locked(session.pk)
    opens, _closes = joining_window(session, role=Role.HOST)
    if session.state != Session.State.SCHEDULED or now < opens:
        raise AttendanceRefused(_("Attendance can be marked from an hour before the start."))
    interval, created = session.intervals.get_or_create(
        person=person,
        source=Source.SHEET,
        defaults={"started_at": session.starts_at, "ended_at": session.ends_at, "recorded_by": by},
    )
    if created or told:
        _note(session, person, here=True, by=by, now=now, told=told)
    if session.is_over(now=now):
        _decide(session, [person], now=now)
    return interval


def _note(session, person, *, here, by, now, told):
    """The mark itself stays, whatever is said later."""
    session.sheet_marks.create(**{"person": person, "here": here, "by": by, "said_at": now, "received_at": now, **told})


@transaction.atomic
def unmark_on_sheet(*, session, person, by, now, **told):
    """Take a mark back, because it was a mistake; without one nothing happens."""
    session = Session.objects.locked(session.pk)
    taken_back, _rows = session.intervals.filter(person=person, source=Source.SHEET).delete()
    if taken_back or told:
        _note(session, person, here=False, by=by, now=now, told=told)
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
    """Everybody a decision is due for: who has a seat, who was seen without one, and who was seen by mistake."""
    rows = (session.registrations.active(), session.intervals.counted(), session.attendances.all())
    registered, seen, decided = (Q(pk__in=found.values("person")) for found in rows)
    return Person.objects.filter(registered | seen | decided)


@transaction.atomic
def decide(*, session, now):
    """Decide present or absent for everybody concerned, by the share of the session they were seen.

    Deciding again changes only what new evidence changes; what a person corrected stays.
    """
    session = Session.objects.locked(session.pk)
    if session.state != Session.State.SCHEDULED:
        return []
    if not session.is_over(now=now):
        raise AttendanceRefused(_("Attendance is decided after the end."))
    read_room(room_name=session.room_name, now=now)
    decided = _decide(session, list(people_of(session)), now=now)
    session.decided_at = now
    session.save(update_fields=["decided_at"])
    return decided


@transaction.atomic
def decide_for(*, session, person, now):
    """Decide about one alone, of whom there is new evidence after the end."""
    return _decide(Session.objects.locked(session.pk), [person], now=now)[0]


def decide_ended(*, now):
    """Decide every session that ended half an hour ago or earlier and was not decided yet; how many they were."""
    due = Session.objects.scheduled().filter(ends_at__lte=now - DECIDE_AFTER, decided_at__isnull=True)
    sessions = list(due.order_by("ends_at"))
    for session in sessions:
        decide(session=session, now=now)
    return len(sessions)


@transaction.atomic
def correct(*, attendance, status, reason, by, now):
    """A person overrules the rule, and says why; what was measured stays, and later decisions leave it alone."""
    if not reason.strip():
        raise AttendanceRefused(_("Say why the attendance is corrected."))
    Session.objects.locked(attendance.session_id)  # a decision that is under way reads before it writes
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related("rule_version").get(pk=attendance.pk)
    was, was_credited = attendance.status, attendance.is_credited
    if not attendance.corrected_by_id:
        attendance.measured_status = was
    attendance.status, attendance.reason = Attendance.Status(status), reason.strip()
    attendance.counts = (attendance.rule_version or rule_of(attendance.session)).terms.counts(status)
    attendance.corrected_by, attendance.decided_at = by, now
    attendance.save()
    data = {"from": was, "to": attendance.status, "reason": attendance.reason}
    log(attendance, "webinars.attendance.correct", user=by.user, data=data)
    _tell(attendance, was_credited=was_credited, now=now)
    return attendance


def judged(session, people, *, rule=None):
    """Each of ``people`` with what the rule says of them now, and what stands written (or None); writes nothing.

    The rule is that of the session, unless another version is given.
    """
    seen = defaultdict(list)
    for row in session.intervals.counted().filter(person__in=people):
        seen[row.person_id].append(Seen(row.source, row.started_at, row.ended_at, row.reference))
    known = {row.person_id: row for row in session.attendances.filter(person__in=people)}
    outages, terms = list(session.outages.standing()), (rule or rule_of(session)).terms
    passed = {row.person_id: row for row in CatchUpTry.objects.filter(catch_up__session=session, passed=True)}
    for person in people:
        dark = [(outage.started_at, outage.ended_at) for outage in outages if outage.concerns(person)]
        times = {"starts": session.starts_at, "ends": session.ends_at}
        verdict = judge(seen[person.pk], terms=terms, outages=dark, **times)
        if later := passed.get(person.pk):
            reference = f"check {later.pk}, version {later.number}"
            verdict = caught_up(verdict, at=later.answered_at, reference=reference)
        yield person, verdict, known.get(person.pk)


def _decide(session, people, *, now):
    """By the version that the session was decided by before, or the newest; it is kept beside each decision."""
    rule = kept(rule_of(session), now=now)
    if session.attendance_rule_id != rule.pk:
        session.attendance_rule = rule
        session.save(update_fields=["attendance_rule"])
    return [
        write_verdict(written or Attendance(session=session, person=person), verdict, rule=rule, now=now)
        for person, verdict, written in judged(session, people, rule=rule)
    ]


def says(attendance, verdict):
    """True where the verdict stands written already."""
    found = (attendance.status, attendance.percent, attendance.rule, attendance.counts)
    return found == (verdict.status, verdict.percent, verdict.rule, verdict.counts)


def write_verdict(attendance, verdict, *, rule, now):
    """Write the verdict down with what it was drawn from, unless it stands there already or a person overruled it."""
    if attendance.corrected_by_id or (attendance.pk and says(attendance, verdict)):
        return attendance
    was_credited = bool(attendance.pk) and attendance.is_credited
    attendance.status, attendance.percent = Attendance.Status(verdict.status), verdict.percent
    attendance.rule, attendance.evidence, attendance.counts = verdict.rule, verdict.evidence, verdict.counts
    attendance.rule_version, attendance.decided_at = rule, now
    attendance.save()
    _tell(attendance, was_credited=was_credited, now=now)
    return attendance


def _tell(attendance, *, was_credited, now):
    """Tell the apps above, once each time somebody becomes credited."""
    if attendance.is_credited and not was_credited:
        session_attended.send(sender=Session, person=attendance.person, session=attendance.session, now=now)
