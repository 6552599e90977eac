"""What a certificate rests on, as plain facts: read from the rows once, when it is issued, and never again."""

from django.db.models import Q

from courses import grading
from courses.models import CohortSession, Enrollment, QuizAttempt
from webinars.models import Attendance, Session


def facts_of(evidence):
    """The facts behind the keys of a verdict's ``evidence``: attendance, attempts, completion."""
    facts = {}
    if keys := evidence.get("attendances"):
        facts["attended"] = attended(Attendance.objects.filter(pk__in=keys))
    if keys := evidence.get("attempts"):
        facts["tried"] = tried(QuizAttempt.objects.filter(pk__in=keys))
    if key := evidence.get("enrollment"):
        facts |= completed(Enrollment.objects.select_related("cohort__course").get(pk=key))
    if keys := evidence.get("places"):
        facts["courses"] = courses_done(keys)
    if keys := evidence.get("hosted"):
        facts["hosted_at"] = hosted(keys)
    return facts


def attended(rows):
    """One for each session, in their order. Times are minutes; ``seen`` follows from the percent that was measured."""
    rows = rows.select_related("session__event", "rule_version").order_by("session__starts_at", "pk")
    return [_attendance(row) for row in rows]


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
    attempts = attempts.graded().select_related("quiz").defer("snapshot").order_by("finished_at", "pk")
    return [_attempt(attempt) for attempt in attempts]


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


def completed(enrollment):
    """When a course was completed, with the attempts and the attendance that it took until then."""
    person, course, cohort = enrollment.person_id, enrollment.cohort.course, enrollment.cohort
    quizzes = Q(quiz__path__startswith=course.path, finished_at__lte=enrollment.completed_at)
    live = CohortSession.objects.filter(cohort=cohort, session__starts_at__lte=enrollment.completed_at)
    return {
        "completed": {"on": enrollment.completed_at.isoformat(), "cohort": cohort.number},
        "tried": tried(QuizAttempt.objects.filter(quizzes, person=person)),
        "attended": attended(Attendance.objects.credited().filter(person=person, session__in=live.values("session"))),
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
