"""Attempts at a quiz: what was asked stays what was asked, answers are kept one by one, the mark is reached or not."""

import copy
from dataclasses import replace
from random import Random

import pytest
from django.db import IntegrityError, transaction

from courses.bank import keep_question
from courses.drawing import snapshot_of
from courses.enrollment import withdraw
from courses.exceptions import LearningRefused
from courses.models import LessonCompletion, QuizAnswer, QuizAttempt
from courses.questions.codec import to_json
from courses.questions.values import ALL, Cloze, MultipleChoice, Option, SingleChoice, TrueFalse
from courses.quizzes import (
    attempts_left,
    finish_attempt,
    first_unanswered,
    fits,
    save_answer,
    start_attempt,
)
from webinars.tests.factories import NOON, make_person

from .factories import (
    DAY,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
)

pytestmark = pytest.mark.django_db
RIGHT = {0: [0], 1: [0, 1]}  # of the quiz the factory makes


@pytest.fixture
def quiz():
    return make_quiz(pass_percent=100)


@pytest.fixture
def learner(quiz):
    return make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person


@pytest.fixture
def attempt(quiz, learner):
    return start_attempt(person=learner, quiz=quiz, now=NOON)


def answer(attempt, answers, *, now=NOON):
    for position, given in answers.items():
        save_answer(attempt=attempt, position=position, given=given, now=now)
    return attempt


def refused(verb, **arguments):
    """The words in which a verb refuses; nothing may be written."""
    before = list(QuizAnswer.objects.values_list("attempt", "position", "given"))
    with pytest.raises(LearningRefused) as caught:
        verb(**arguments)
    assert before == list(QuizAnswer.objects.values_list("attempt", "position", "given"))
    return str(caught.value)


def test_an_attempt_keeps_what_is_asked_in_its_order_and_the_rules_of_its_day(quiz, attempt):
    texts = [question["text"] for question in attempt.snapshot]
    assert texts == ["<p>Хто затверджує бюджет?</p>", "<p>Що є доходами?</p>"]
    assert [(option["text"], option["share"]) for option in attempt.snapshot[1]["options"]] == [
        ("Податки", "50"),
        ("Дотації", "50"),
        ("Видатки", "0"),
    ]
    assert (attempt.number, attempt.max_score, attempt.pass_percent, attempt.started_at) == (1, 2, 100, NOON)


def test_editing_or_deleting_questions_changes_no_attempt(quiz, learner, attempt):
    asked = copy.deepcopy(attempt.snapshot)
    answer(attempt, RIGHT)
    first, second = (line.question for line in quiz.draws.all())
    other = replace(first.as_value(), options=(Option(text="Голова громади", share=ALL), Option(text="Рада")))
    keep_question(value=other, category=first.category, question=first)
    quiz.draws.get(question=second).delete()
    second.delete()
    quiz.pass_percent = 1
    quiz.save()

    finished = finish_attempt(attempt=attempt, now=NOON)

    finished.refresh_from_db()
    assert finished.snapshot == asked
    assert (finished.score, finished.max_score, finished.pass_percent, finished.passed) == (2, 2, 100, True)
    assert [row["text"] for row in start_attempt(person=learner, quiz=quiz, now=NOON).snapshot] == [
        "<p>Хто затверджує бюджет?</p>"
    ]


def test_starting_again_goes_on_with_the_open_attempt(quiz, learner, attempt):
    answer(attempt, {0: [1]})

    again = start_attempt(person=learner, quiz=quiz, now=NOON + DAY)

    assert (again, again.started_at, first_unanswered(again)) == (attempt, NOON, 1)


def test_the_open_attempt_goes_on_even_after_leaving_and_when_attempts_are_used(quiz, learner, attempt):
    quiz.attempts_allowed = 1
    quiz.save()
    withdraw(person=learner, cohort=quiz.course.cohorts.get(), now=NOON)

    assert start_attempt(person=learner, quiz=quiz, now=NOON) == attempt


def test_finished_attempts_are_counted_and_numbered():
    quiz = make_quiz(attempts_allowed=2)
    learner = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    left, numbers = [attempts_left(person=learner, quiz=quiz)], []
    for _number in range(2):
        attempt = start_attempt(person=learner, quiz=quiz, now=NOON)
        numbers.append(attempt.number)
        finish_attempt(attempt=attempt, now=NOON)
        left.append(attempts_left(person=learner, quiz=quiz))

    assert (left, numbers) == ([2, 1, 0], [1, 2])
    assert "used" in refused(start_attempt, person=learner, quiz=quiz, now=NOON)
    assert attempts_left(person=make_person(), quiz=quiz) == 2


def test_without_a_limit_one_tries_as_often_as_one_likes(quiz, learner):
    for _number in range(3):
        finish_attempt(attempt=start_attempt(person=learner, quiz=quiz, now=NOON), now=NOON)

    assert attempts_left(person=learner, quiz=quiz) is None
    assert start_attempt(person=learner, quiz=quiz, now=NOON).number == 4


def test_lowering_the_limit_below_what_was_used_leaves_none(quiz, learner):
    for _number in range(3):
        finish_attempt(attempt=start_attempt(person=learner, quiz=quiz, now=NOON), now=NOON)
    quiz.attempts_allowed = 2

    assert attempts_left(person=learner, quiz=quiz) == 0


def test_who_is_not_enrolled_starts_nothing(quiz):
    assert "Enroll" in refused(start_attempt, person=make_person(), quiz=quiz, now=NOON)
    assert "Enroll" in refused(start_attempt, person=make_enrollment(now=NOON).person, quiz=quiz, now=NOON)
    assert not QuizAttempt.objects.exists()


def test_a_quiz_without_questions_is_not_started():
    quiz = make_quiz(questions=[])
    learner = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person

    assert "no questions" in refused(start_attempt, person=learner, quiz=quiz, now=NOON)


def test_an_answer_is_changed_until_the_end(attempt):
    answer(attempt, {0: [1]})
    answer(attempt, {0: [0]}, now=NOON + DAY)

    assert list(attempt.answers.values_list("position", "given", "saved_at")) == [(0, [0], NOON + DAY)]


@pytest.mark.parametrize("position", [-1, 2, 99])
def test_a_question_that_was_not_asked_takes_no_answer(attempt, position):
    assert "no such question" in refused(save_answer, attempt=attempt, position=position, given=[0], now=NOON)


@pytest.mark.parametrize(
    ("position", "chosen", "says"),
    [
        (0, [2], "not one of the answers"),
        (0, [-1], "not one of the answers"),
        (0, [0, 1], "not one of the answers"),
        (0, "слово", "not one of the answers"),
    ],
)
def test_an_answer_that_was_not_offered_is_not_taken(attempt, position, chosen, says):
    assert says in refused(save_answer, attempt=attempt, position=position, given=chosen, now=NOON)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ([[1], [0, 1], False], True),
        ([None, None, True], True),
        ([[-1], None, None], False),
        ([[0, 1], None, None], False),
        ([None, [0, -1], None], False),
        ([[0], None], False),
    ],
)
def test_an_answer_in_a_gap_is_one_that_was_offered(given, taken):
    two = (Option(text="рада", share=ALL), Option(text="голова"))
    gaps = (SingleChoice(text="", options=two), MultipleChoice(text="", options=two), TrueFalse(text="", right=True))

    assert fits(to_json(Cloze(text="<p>{{1}} {{2}} {{3}}</p>", gaps=gaps)), given) is taken


def test_a_finished_attempt_takes_no_answer(attempt):
    answer(attempt, RIGHT)
    finish_attempt(attempt=attempt, now=NOON)

    assert "finished" in refused(save_answer, attempt=attempt, position=0, given=[1], now=NOON)


def test_nobody_answers_or_finishes_for_somebody_else(attempt):
    other = make_person()

    assert "not your" in refused(save_answer, attempt=attempt, position=0, given=[0], now=NOON, person=other)
    assert "not your" in refused(finish_attempt, attempt=attempt, now=NOON, person=other)
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_finishing_twice_changes_nothing(attempt):
    answer(attempt, RIGHT)
    finish_attempt(attempt=attempt, now=NOON)

    again = finish_attempt(attempt=attempt, now=NOON + DAY)

    assert (again.finished_at, again.score, again.passed) == (NOON, 2, True)


@pytest.mark.parametrize(
    ("answers", "score", "passed"),
    [
        (RIGHT, 2, True),
        ({0: [0]}, 1, False),
        ({}, 0, False),
        ({0: [0], 1: [0]}, 1, False),
        ({0: [1], 1: [0, 1]}, 1, False),
    ],
)
def test_a_result_has_its_points_and_its_mark(attempt, answers, score, passed):
    finished = finish_attempt(attempt=answer(attempt, answers), now=NOON)

    finished.refresh_from_db()
    assert (finished.score, finished.passed, finished.finished_at) == (score, passed, NOON)


def test_a_passed_quiz_stays_passed_when_a_later_attempt_fails(quiz, learner, attempt):
    finish_attempt(attempt=answer(attempt, RIGHT), now=NOON)

    finish_attempt(attempt=start_attempt(person=learner, quiz=quiz, now=NOON), now=NOON)

    assert QuizAttempt.objects.filter(passed=True).count() == 1


def test_passing_the_last_requirement_completes_the_course(quiz, learner, attempt):
    finish_attempt(attempt=answer(attempt, RIGHT), now=NOON)

    assert learner.enrollments.get().completed_at == NOON


def test_failing_does_not(quiz, learner, attempt):
    finish_attempt(attempt=attempt, now=NOON)

    assert learner.enrollments.get().completed_at is None


def test_passing_does_not_replace_a_lesson_left():
    course = make_course()
    module = make_module(course)
    lesson, quiz = make_lesson(module), make_quiz(module)
    learner = make_enrollment(make_cohort(course, now=NOON), now=NOON).person

    finish_attempt(attempt=answer(start_attempt(person=learner, quiz=quiz, now=NOON), RIGHT), now=NOON)

    assert not LessonCompletion.objects.filter(lesson=lesson).exists()
    assert learner.enrollments.get().completed_at is None


def test_the_database_itself_keeps_one_open_attempt(quiz, attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(
            person=attempt.person, quiz=quiz, number=2, snapshot=[], pass_percent=70, started_at=NOON, max_score=0
        )


def test_a_snapshot_takes_as_many_queries_for_many_questions_as_for_one(django_assert_num_queries):
    for number in (1, 4):
        quiz = make_quiz(questions=[make_question() for _number in range(number)])
        quiz = type(quiz).objects.get(pk=quiz.pk)
        with django_assert_num_queries(2):
            assert len(snapshot_of(quiz, chance=Random(0))) == number
