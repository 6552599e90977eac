"""What a certificate rests on, as plain facts: read from the rows once, when it is issued, and never again."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

from courses import grading
from courses.models import CohortSession, Enrollment, QuizAttempt
from webinars.models import Attendance, Session


def facts_of(evidence):
    """The facts behind the keys of a verdict's ``evidence``: attendance, attempts, completion."""
    return facts_of_all({None: evidence})[None]


def facts_of_all(evidence):
    """The facts behind each of several verdicts' ``evidence``, by its key; in as many queries for many as for one."""
    completions = completed([one["enrollment"] for one in evidence.values() if one.get("enrollment")])
    return {key: _facts(one) | completions.get(one.get("enrollment"), {}) for key, one in evidence.items()}


def _facts(evidence):
    facts = {}
    if keys := evidence.get("attendances"):
        facts["attended"] = attended(Attendance.objects.filter(pk__in=keys))
    if keys := evidence.get("attempts"):
        facts["tried"] = tried(QuizAttempt.objects.filter(pk__in=keys))
    if keys := evidence.get("places"):
        facts["courses"] = courses_done(keys)
    if keys := evidence.get("hosted"):
        facts["hosted_at"] = hosted(keys)
    return facts


def attended(rows):
    """One for each session, in their order. Times are minutes; ``seen`` follows from the percent that was measured."""
    return [_attendance(row) for row in in_order(rows)]


def in_order(rows):
    return rows.select_related("session__event", "rule_version").order_by("session__starts_at", "pk")


def _attendance(row):
    minutes = int(row.session.length.total_seconds() // 60)
    return {
        "title": row.session.full_title,
        "on": row.session.starts_at.isoformat(),
        "minutes": minutes,
        "seen": minutes * row.percent // 100,
        "status": str(row.status),
        "rule": row.rule,
        "version": row.rule_version.number if row.rule_version else None,
        "corrected": row.corrected_by_id is not None,
    }


def tried(attempts):
    return [_attempt(attempt) for attempt in graded(attempts)]


def graded(attempts):
    return attempts.graded().select_related("quiz").defer("snapshot").order_by("finished_at", "pk")


def _attempt(attempt):
    percent = grading.percent(score=attempt.score, max_score=attempt.max_score)
    return {
        "title": attempt.quiz.title,
        "number": attempt.number,
        "on": attempt.finished_at.isoformat(),
        "mark": str(grading.readable(percent)),
        "asked": attempt.pass_percent,
        "passed": attempt.passed,
    }


def completed(keys):
    """When courses were completed, with the attempts and the attendance that it took until then; by enrollment."""
    enrollments = Enrollment.objects.select_related("cohort__course").in_bulk(keys)
    if not enrollments:
        return {}
    people = {one.person_id for one in enrollments.values()}
    paths = {one.cohort.course.path for one in enrollments.values()}
    within = reduce(or_, (Q(quiz__path__startswith=path) for path in paths))
    attempts, attendances = defaultdict(list), defaultdict(list)
    for attempt in graded(QuizAttempt.objects.filter(within, person__in=people)):
        attempts[attempt.person_id].append(attempt)
    cohorts = {one.cohort_id for one in enrollments.values()}
    live = set(CohortSession.objects.filter(cohort__in=cohorts).values_list("cohort", "session"))
    credited = Attendance.objects.credited().filter(person__in=people)
    for row in in_order(credited.filter(session__in=[session for _cohort, session in live])):
        attendances[row.person_id].append(row)
    return {
        key: _completed(one, attempts[one.person_id], attendances[one.person_id], live)
        for key, one in enrollments.items()
    }


def _completed(enrollment, attempts, attendances, live):
    """Of one; ``live`` are pairs of cohort and session."""
    until, cohort = enrollment.completed_at, enrollment.cohort
    return {
        "completed": {"on": until.isoformat(), "cohort": cohort.number},
        "tried": [
            _attempt(one)
            for one in attempts
            if one.finished_at <= until and one.quiz.path.startswith(cohort.course.path)
        ],
        "attended": [
            _attendance(row)
            for row in attendances
            if row.session.starts_at <= until and (cohort.pk, row.session_id) in live
        ],
    }


def courses_done(keys):
    """The courses of a programme, each with its cohort and when it was completed."""
    places = Enrollment.objects.filter(pk__in=keys).select_related("cohort__course").order_by("completed_at", "pk")
    return [
        {"title": place.cohort.course.title, "cohort": place.cohort.number, "on": place.completed_at.isoformat()}
        for place in places
    ]


def hosted(keys):
    """Title and start of each session."""
    sessions = Session.objects.filter(pk__in=keys).select_related("event").order_by("starts_at", "pk")
    return [{"title": session.full_title, "on": session.starts_at.isoformat()} for session in sessions]
