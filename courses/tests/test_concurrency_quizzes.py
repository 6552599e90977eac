"""Submits, time and marks that meet in one attempt: real connections to PostgreSQL."""

from decimal import Decimal

import pytest

from courses.marking import mark_attempt
from courses.questions.values import Essay
from courses.quizzes import GRACE, finish_attempt, finish_expired, save_answer, start_attempt
from webinars.tests.factories import NOON

from .connections import at_once, one_inside_the_other
from .factories import (
    DAY,
    keep,
    make_cohort,
    make_enrollment,
    make_quiz,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def begun(**rules):
    quiz = make_quiz(**rules)
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, given=[0], now=NOON)
    return attempt


def test_two_submits_of_one_attempt_are_one_result():
    attempt = begun(pass_percent=50)

    first, second = at_once(*[lambda: finish_attempt(attempt=attempt, now=NOON)] * 2)

    assert (first.score, first.finished_at) == (second.score, second.finished_at) == (1, NOON)
    assert attempt.person.enrollments.get().completed_at == NOON


def test_an_answer_sent_while_time_runs_out_is_kept_whole_or_not_at_all():
    attempt = begun(minutes_allowed=30)
    late = attempt.due_at + GRACE

    refusal = one_inside_the_other(
        lambda: finish_expired(now=late + DAY),
        lambda: save_answer(attempt=attempt, position=1, given=[0, 1], now=late),
    )

    attempt.refresh_from_db()
    assert "finished" in str(refusal)
    assert (attempt.answers.count(), attempt.score) == (1, 1)


def test_an_answer_just_in_time_counts_although_the_sweep_comes_meanwhile():
    attempt = begun(minutes_allowed=30)
    late = attempt.due_at + GRACE

    one_inside_the_other(
        lambda: save_answer(attempt=attempt, position=1, given=[0, 1], now=late),
        lambda: finish_expired(now=late + DAY),
    )

    attempt.refresh_from_db()
    assert (attempt.answers.count(), attempt.score) == (2, 2)


def test_two_trainers_who_mark_at_once_do_not_overwrite_each_other():
    quiz = make_quiz(questions=[keep(Essay(text="<p>Розкажіть.</p>"))])
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, given="Ось.", now=NOON)
    finish_attempt(attempt=attempt, now=NOON)

    refusal = one_inside_the_other(
        lambda: mark_attempt(attempt=attempt, marks={0: (Decimal(1), "")}, by=None, now=NOON),
        lambda: mark_attempt(attempt=attempt, marks={0: (Decimal(0), "")}, by=None, now=NOON),
    )

    attempt.refresh_from_db()
    assert "meanwhile" in str(refusal)
    assert attempt.score == 1
