"""Who has earned a certificate, and if not, why: decided for one person and for a list in as many queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from content.wording import in_kyiv
from courses.models import Enrollment
from courses.models.pages import CourseTrainer
from people.models import Person
from webinars.models import Attendance, Session
from webinars.models.pages import EventSpeaker

from .models import Role

QUIET = timedelta(days=1)  # after the last session: until then another day may be announced, or a sheet put right


@dataclass(frozen=True)
class Verdict:
    """Whether somebody has earned it. If not, a reason as code and facts; ``until`` is when to ask again."""

    earned: bool
    problem: str = ""
    facts: dict = field(default_factory=dict)
    until: datetime | None = None
    evidence: dict = field(default_factory=dict)


def has_earned(*, rule, person, now):
    """True when ``person`` has done what ``rule`` asks."""
    return judge(rule=rule, people=[person.pk], now=now)[person.pk].earned


def judge(*, rule, people, now, cohort=None):
    """The verdict on each of ``people`` (keys), by key; of a course only in ``cohort``, where one is given."""
    if rule.role == Role.TRAINER:
        return _judge_trainers(rule, people, now=now)
    if rule.course_id:
        return _judge_course(rule, people, cohort)
    return _judge_event(rule, people, now=now)


def candidates(*, rule, cohort=None):
    """Everybody whom the rule could be about, earned or not."""
    if rule.role == Role.TRAINER:
        return Person.objects.filter(pk__in=_trainers(rule))
    if rule.course_id:
        places = Enrollment.objects.filter(Q(withdrawn_at__isnull=True) | Q(completed_at__isnull=False))
        places = places.filter(cohort=cohort) if cohort else places.filter(cohort__course=rule.course_id)
        return Person.objects.filter(pk__in=places.values("person"))
    registered = Q(registrations__session__event=rule.event_id, registrations__cancelled_at__isnull=True)
    attended = Q(attendances__session__event=rule.event_id)
    return Person.objects.filter(pk__in=Person.objects.filter(registered | attended).values("pk"))


def _judge_course(rule, people, cohort):
    completed = Enrollment.objects.filter(person__in=people, completed_at__isnull=False)
    completed = completed.filter(cohort=cohort) if cohort else completed.filter(cohort__course=rule.course_id)
    latest = {row.person_id: row for row in completed.order_by("completed_at", "pk")}
    return {
        person: Verdict(True, evidence={"enrollment": latest[person].pk, "cohort": latest[person].cohort_id})
        if person in latest
        else Verdict(False, "not_completed")
        for person in people
    }


def _judge_event(rule, people, *, now):
    """By what the rule counts; where it counts nothing, every session, and not before no other can follow."""
    held = {session.pk: session for session in Session.objects.scheduled().filter(event=rule.event_id)}
    rows = Attendance.objects.credited().filter(person__in=people, session__in=held)
    credited = defaultdict(list)
    for row in rows.order_by("session__starts_at", "pk"):
        credited[row.person_id].append(row)
    asks = {"sessions": rule.min_sessions, "days": rule.min_days, "hours": rule.min_hours}
    until = None
    if not any(asks.values()):
        asks["sessions"], until = len(held), quiet_from(rule.event_id)
    return {person: _attended(credited[person], held, asks, until, now=now) for person in people}


def _attended(rows, held, asks, until, *, now):
    if not held:
        return Verdict(False, "no_sessions")
    sessions = [held[row.session_id] for row in rows]
    hours = sum((session.length for session in sessions), timedelta()) / timedelta(hours=1)
    days = len({in_kyiv(session.starts_at).date() for session in sessions})
    done = {"sessions": len(sessions), "days": days, "hours": f"{hours:g}"}
    for what, asked in asks.items():
        if float(done[what]) < asked:
            return Verdict(False, what, {"done": done[what], "asked": asked})
    if until and until > now:
        return Verdict(False, "too_early", until=until)
    return Verdict(True, evidence={"attendances": [row.pk for row in rows], **done})


def quiet_from(event_id):
    """When a day has passed since the last session of an event, announced or not; None without any."""
    planned = Session.objects.filter(event=event_id).exclude(state=Session.State.CANCELLED)
    last = planned.order_by("ends_at").last()
    return last and last.ends_at + QUIET


def _trainers(rule):
    """The keys of those who teach the course, or host or speak at the event."""
    if rule.course_id:
        speakers = CourseTrainer.objects.filter(course=rule.course_id)
        return set(speakers.filter(speaker__person__isnull=False).values_list("speaker__person", flat=True))
    hosts = Session.objects.scheduled().filter(event=rule.event_id, host__isnull=False).values_list("host", flat=True)
    speakers = EventSpeaker.objects.filter(event=rule.event_id, speaker__person__isnull=False)
    return {*hosts, *speakers.values_list("speaker__person", flat=True)}


def _judge_trainers(rule, people, *, now):
    """Thanked once it is over; of a course, which goes on with the next cohort, at any time."""
    trainers, until = _trainers(rule), None if rule.course_id else quiet_from(rule.event_id)
    if rule.event_id and until is None:
        return dict.fromkeys(people, Verdict(False, "no_sessions"))
    late = until and until > now
    earned = Verdict(False, "too_early", until=until) if late else Verdict(True, evidence={"trainer": True})
    return {person: earned if person in trainers else Verdict(False, "not_trainer") for person in people}
