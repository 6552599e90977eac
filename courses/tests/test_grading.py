"""Grading is arithmetic: it is held to its rules over all attempts, not over examples."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from courses.grading import is_passed, points, right_places, score


@st.composite
def questions(draw):
    """A question of one or several right answers, as a snapshot holds it."""
    rights = draw(st.lists(st.booleans(), min_size=2, max_size=6).filter(any))
    kind = draw(st.sampled_from(["single", "multiple"]))
    if kind == "single":
        only = draw(st.integers(0, len(rights) - 1))
        rights = [place == only for place in range(len(rights))]
    return {"kind": kind, "choices": [{"text": str(place), "right": right} for place, right in enumerate(rights)]}


snapshots = st.lists(questions(), max_size=8)
marks = st.integers(1, 100)


@st.composite
def attempts(draw):
    """(snapshot, answers): some questions answered somehow, others not at all."""
    snapshot = draw(snapshots)
    answers = {
        position: draw(st.lists(st.sampled_from(range(len(question["choices"]))), unique=True))
        for position, question in enumerate(snapshot)
        if draw(st.booleans())
    }
    return snapshot, answers


@given(snapshots)
def test_all_right_answers_give_all_points(snapshot):
    answers = {position: sorted(right_places(question)) for position, question in enumerate(snapshot)}

    assert score(snapshot, answers) == len(snapshot)


@given(snapshots)
def test_no_answer_gives_no_point(snapshot):
    assert score(snapshot, {}) == 0


@given(questions(), st.data())
def test_a_point_is_given_for_exactly_the_right_answers(question, data):
    chosen = data.draw(st.lists(st.sampled_from(range(len(question["choices"])))))

    assert points(question, chosen) == (set(chosen) == right_places(question))


@given(attempts(), st.randoms())
def test_the_order_of_ticks_and_of_answers_does_not_matter(attempt, chance):
    snapshot, answers = attempt
    mixed = [(position, chance.sample(chosen, len(chosen))) for position, chosen in answers.items()]
    chance.shuffle(mixed)

    assert score(snapshot, dict(mixed)) == score(snapshot, answers)


@given(attempts())
def test_a_score_is_the_sum_over_its_questions(attempt):
    snapshot, answers = attempt

    each = [score([question], {0: answers.get(position, [])}) for position, question in enumerate(snapshot)]
    assert score(snapshot, answers) == sum(each)
    assert 0 <= score(snapshot, answers) <= len(snapshot)


@given(attempts(), st.data())
def test_correcting_one_answer_never_costs_a_point(attempt, data):
    snapshot, answers = attempt
    if snapshot:
        position = data.draw(st.sampled_from(range(len(snapshot))))
        better = {**answers, position: sorted(right_places(snapshot[position]))}

        assert score(snapshot, better) >= score(snapshot, answers)


@given(st.integers(0, 50), st.integers(1, 50), marks)
def test_the_pass_mark_is_compared_exactly(reached, possible, percent):
    reached = min(reached, possible)

    passed = is_passed(score=reached, max_score=possible, pass_percent=percent)

    assert passed == (Fraction(reached, possible) >= Fraction(percent, 100))


@given(st.integers(0, 49), st.integers(1, 50), marks)
def test_one_point_more_never_turns_a_pass_into_a_failure(reached, possible, percent):
    now, then = (is_passed(score=value, max_score=possible, pass_percent=percent) for value in (reached, reached + 1))

    assert then or not now


@given(marks)
def test_nothing_asked_is_nothing_passed(percent):
    assert not is_passed(score=0, max_score=0, pass_percent=percent)


def test_seventy_percent_of_ten_is_exactly_seven():
    assert [is_passed(score=value, max_score=10, pass_percent=70) for value in (6, 7)] == [False, True]
