"""Two at once, over two real connections: one last seat, one attempt, one completion."""

import pytest

from courses.enrollment import enroll
from courses.exceptions import EnrollmentRefused
from courses.models import LessonCompletion, QuizAttempt
from courses.planning import plan_cohort
from courses.progress import complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt
from courses.signals import course_completed
from webinars.tests.factories import NOON, make_person

from .connections import at_once, one_inside_the_other
from .factories import (
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_the_last_seat_is_given_once():
    cohort = make_cohort(now=NOON, seats=1)
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: enroll(person=person, cohort=cohort, now=NOON) for person in people))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert cohort.enrollments.active().count() == 1


def test_one_person_clicking_twice_has_one_place():
    cohort, person = make_cohort(now=NOON), make_person()

    first, second = at_once(*[lambda: enroll(person=person, cohort=cohort, now=NOON)] * 2)

    assert first == second
    assert cohort.enrollments.count() == 1


def test_seats_are_not_taken_away_while_they_are_given():
    cohort = make_cohort(now=NOON, seats=2)
    make_enrollment(cohort, now=NOON)
    cohort.seats = 1

    refusal = one_inside_the_other(
        lambda: enroll(person=make_person(), cohort=cohort, now=NOON), lambda: plan_cohort(cohort=cohort, by=None)
    )

    assert refusal.field == "seats"
    cohort.refresh_from_db()
    assert (cohort.seats, cohort.enrollments.active().count()) == (2, 2)


def test_two_starts_are_one_attempt():
    quiz = make_quiz(make_module(make_course()))
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person

    first, second = at_once(*[lambda: start_attempt(person=person, quiz=quiz, now=NOON)] * 2)

    assert first == second
    assert QuizAttempt.objects.count() == 1


def test_two_answers_to_one_question_leave_one():
    quiz = make_quiz()
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)

    at_once(
        lambda: save_answer(attempt=attempt, position=0, given=[0], now=NOON),
        lambda: save_answer(attempt=attempt, position=0, given=[1], now=NOON),
    )

    assert attempt.answers.get().given in ([0], [1])


def test_done_clicked_twice_is_done_once():
    lesson = make_lesson()
    person = make_enrollment(make_cohort(lesson.course, now=NOON), now=NOON).person

    first, second = at_once(*[lambda: complete_lesson(person=person, lesson=lesson, now=NOON)] * 2)

    assert first == second
    assert LessonCompletion.objects.count() == 1


def test_the_last_two_requirements_met_at_once_complete_the_course_once():
    module = make_module()
    lesson, quiz = make_lesson(module), make_quiz(module, pass_percent=1)
    enrollment = make_enrollment(make_cohort(lesson.course, now=NOON), now=NOON)
    person = enrollment.person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, given=[0], now=NOON)
    said = []

    def hear(sender, enrollment, now, **kwargs):
        said.append(enrollment.pk)

    course_completed.connect(hear)
    one_inside_the_other(
        lambda: complete_lesson(person=person, lesson=lesson, now=NOON),
        lambda: finish_attempt(attempt=attempt, now=NOON),
    )
    course_completed.disconnect(hear)

    enrollment.refresh_from_db()
    assert enrollment.completed_at == NOON
    assert said == [enrollment.pk]
