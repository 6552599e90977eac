"""A course with rules of opening, to test with: a first module that is open, a second one that holds secrets."""

from types import SimpleNamespace

from django.utils import timezone

from courses.models import CohortSession, OpeningRule
from courses.opening.ruling import set_rule
from webinars.tests.factories import make_person, make_session

from .factories import (
    DAY,
    make_closed_course,
    make_cohort,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
)
from .test_assignments import make_assignment

SECRET = "Таємниця двадцяти громад"


def make_ruled(now=None):
    """Olena takes part; nothing has a rule yet."""
    now = now or timezone.now()
    course = make_closed_course(title="Громада")
    first, second = make_module(course, title="Перший модуль"), make_module(course, title="Другий модуль")
    begun = make_lesson(first, title="Початок")
    lesson = make_lesson(second, title="Далі", text=SECRET)
    quiz = make_quiz(second, title="Тест далі", intro=SECRET, questions=[make_question(SECRET)])
    assignment = make_assignment(second, title="Завдання далі")
    cohort = make_cohort(course, now=now, starts_on=timezone.localdate(now) - 2 * DAY)
    olena = make_enrollment(cohort, make_person(), now=now).person
    return SimpleNamespace(
        now=now, course=course, first=first, second=second, begun=begun, lesson=lesson, quiz=quiz,
        assignment=assignment, cohort=cohort, olena=olena,
    )  # fmt: skip


def rule(scene, page=None, *, when="date", by=None, now=None, **values):
    """A rule for the second module, which opens in three days unless told otherwise."""
    if when == "date":
        values.setdefault("opens_at", scene.now + 3 * DAY)
    made = OpeningRule(page_id=(page or scene.second).pk, when=when, **values)
    return set_rule(rule=made, by=by, now=now or scene.now)


def make_live(scene, *, starts_at=None, **fields):
    """A session of the cohort, tomorrow unless told otherwise."""
    session = make_session(title="Разом", starts_at=starts_at or scene.now + DAY, **fields)
    CohortSession.objects.create(cohort=scene.cohort, session=session)
    return session
