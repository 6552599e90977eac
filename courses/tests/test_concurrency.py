"""Two at once, over two real connections: one last seat, one attempt, one completion."""

import threading

import pytest
from django.db import close_old_connections, connection, transaction

from courses.assignments.submitting import save_draft, submit
from courses.enrollment import enroll
from courses.exceptions import CohortRefused, EnrollmentRefused, LearningRefused, MarkRefused
from courses.models import LessonCompletion, Mark, QuizAttempt, Submission
from courses.planning import plan_cohort
from courses.progress import complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt
from courses.signals import course_completed
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort, make_course, make_enrollment, make_lesson, make_module, make_quiz
from .test_assignments import give, hand_in, make_assignment, make_learner

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run ``calls`` in threads that start together; their results or refusals, in order."""
    gate, results = threading.Barrier(len(calls), timeout=10), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            results[place] = call()
        except (CohortRefused, EnrollmentRefused, LearningRefused, MarkRefused) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return results


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


def one_inside_the_other(first, second):
    """Run ``second`` while ``first`` is done and not committed: with a lock it waits, without one it sees nothing."""
    done, overtaken = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            first()
            done.set()
            overtaken.wait(timeout=1)

    def meanwhile():
        done.wait(timeout=10)
        try:
            return second()
        finally:
            overtaken.set()

    return at_once(slowly, meanwhile)[1]


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
        lambda: save_answer(attempt=attempt, position=0, chosen=[0], now=NOON),
        lambda: save_answer(attempt=attempt, position=0, chosen=[1], now=NOON),
    )

    assert attempt.answers.get().chosen in ([0], [1])


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
    save_answer(attempt=attempt, position=0, chosen=[0], now=NOON)
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


def test_two_graders_at_once_leave_one_mark():
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))

    results = at_once(lambda: give(submission, points=9), lambda: give(submission, points=7))

    assert sorted(isinstance(result, MarkRefused) for result in results) == [False, True]
    assert Mark.objects.get() in results


def test_work_sent_twice_at_once_is_handed_in_once():
    assignment = make_assignment()
    person = make_learner(assignment)
    save_draft(person=person, assignment=assignment, text="Шановна радо!", now=NOON)

    results = at_once(*[lambda: submit(person=person, assignment=assignment, now=NOON)] * 2)

    assert sorted(isinstance(result, LearningRefused) for result in results) == [False, True]
    assert Submission.objects.submitted().count() == 1
