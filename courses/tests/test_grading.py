"""Grading is arithmetic: it is held to its rules over all attempts, not over examples."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.grading import counted, is_passed, max_score, readable, score
from courses.questions.asking import asked
from courses.questions.tests.made import ESSAY, GRADED, answered

CHANCE = random.Random(0)
marks = st.integers(1, 100)
points = st.integers(0, 200).map(lambda quarters: Decimal(quarters) / 4)


@st.composite
def attempts(draw):
    """(snapshot, answers): some questions answered somehow, others not at all."""
    pairs = draw(st.lists(answered(GRADED), max_size=6))
    snapshot = [asked(question, chance=CHANCE) for question, _answer in pairs]
    return snapshot, {place: answer for place, (_question, answer) in enumerate(pairs) if answer is not None}


@given(attempts())
def test_a_score_lies_between_nothing_and_all_points(attempt):
    snapshot, answers = attempt

    assert 0 <= score(snapshot, answers) <= max_score(snapshot)


@given(st.lists(GRADED, max_size=6))
def test_no_answer_gives_no_point(questions):
    assert score([asked(question, chance=CHANCE) for question in questions], {}) == 0


@given(attempts(), st.randoms())
def test_the_order_of_questions_does_not_matter(attempt, chance):
    snapshot, answers = attempt
    order = list(range(len(snapshot)))
    chance.shuffle(order)
    mixed = {place: answers[which] for place, which in enumerate(order) if which in answers}

    assert score([snapshot[which] for which in order], mixed) == score(snapshot, answers)


@given(answered(ESSAY), st.integers(0, 100))
def test_an_essay_waits_for_its_mark_and_then_is_worth_it(pair, mark):
    question, answer = pair
    snapshot, answers = [asked(question, chance=CHANCE)], {0: answer}

    assert (score(snapshot, answers) is None) == (answer is not None)
    assert score(snapshot, answers, {0: Decimal(mark)}) == question.points * mark / 100


@given(points, st.integers(1, 50), marks)
def test_the_pass_mark_is_compared_exactly(reached, possible, percent):
    reached = min(reached, Decimal(possible))

    passed = is_passed(score=reached, max_score=Decimal(possible), pass_percent=percent)

    assert passed == (Fraction(reached) / possible >= Fraction(percent, 100))


@given(points, st.integers(1, 50), marks)
def test_one_point_more_never_turns_a_pass_into_a_failure(reached, possible, percent):
    now, then = (is_passed(score=value, max_score=possible, pass_percent=percent) for value in (reached, reached + 1))

    assert then or not now


@given(marks)
def test_nothing_asked_is_nothing_passed(percent):
    assert not is_passed(score=0, max_score=0, pass_percent=percent)


def test_seventy_percent_of_ten_is_exactly_seven():
    assert [is_passed(score=value, max_score=10, pass_percent=70) for value in (6, 7)] == [False, True]


@pytest.mark.parametrize(("counts", "percent"), [("best", 90), ("last", 30), ("average", 60)])
def test_the_attempt_that_counts_is_the_quizs_choice(counts, percent):
    assert counted(counts, [Decimal(60), Decimal(90), Decimal(30)]) == percent
    assert counted(counts, []) is None


@pytest.mark.parametrize(
    ("points", "read"), [("2.00000", "2"), ("10.00000", "10"), ("2.50000", "2.5"), ("0.33333", "0.33"), ("0", "0")]
)
def test_points_are_written_without_digits_that_say_nothing(points, read):
    assert str(readable(Decimal(points))) == read
