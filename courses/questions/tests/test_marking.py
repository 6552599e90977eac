"""Marking is arithmetic: it is held to its rules over all kinds and answers, then to examples of what people write."""

import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.asking import asked
from courses.questions.codec import from_json, to_json
from courses.questions.marking import points_of, right_answer, share_of
from courses.questions.values import (
    ALL,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)

from .made import CLOZE, GAPS, MATCHING, MULTIPLE, NUMERIC, ORDERING, QUESTIONS, SHORT, answered, answers_to, several


@given(QUESTIONS)
def test_a_question_comes_back_from_json_as_it_was(question):
    assert from_json(json.loads(json.dumps(to_json(question)))) == question


@given(answered(), st.integers())
def test_the_snapshot_is_marked_as_the_question_was(pair, seed):
    question, answer = pair
    kept = json.loads(json.dumps([asked(question, chance=random.Random(seed)), answer]))

    assert share_of(from_json(kept[0]), kept[1]) == share_of(question, answer)


@given(answered())
def test_a_share_lies_within_its_bounds(pair):
    question, answer = pair
    share = share_of(question, answer)

    assert -100 <= share <= 100
    assert abs(points_of(question, share)) <= question.points


@given(answered(MULTIPLE), st.randoms())
def test_permuting_options_changes_nothing(pair, chance):
    question, answer = pair
    order = list(range(len(question.options)))
    chance.shuffle(order)
    mixed = replace(question, options=tuple(question.options[which] for which in order))
    again = answer and [order.index(place) for place in answer]

    assert share_of(mixed, again) == share_of(question, answer)


@given(answered(SHORT | NUMERIC), st.randoms())
def test_permuting_accepted_answers_changes_nothing(pair, chance):
    question, answer = pair
    mixed = replace(question, answers=tuple(chance.sample(question.answers, len(question.answers))))

    assert share_of(mixed, answer) == share_of(question, answer)


@given(answered(MATCHING), st.randoms())
def test_permuting_pairs_changes_nothing(pair, chance):
    question, answer = pair
    order = list(range(len(question.pairs)))
    chance.shuffle(order)
    mixed = replace(question, pairs=tuple(question.pairs[which] for which in order))

    assert share_of(mixed, answer and [answer[which] for which in order]) == share_of(question, answer)


@given(answered(CLOZE), st.randoms())
def test_permuting_gaps_changes_nothing(pair, chance):
    question, answer = pair
    order = list(range(len(question.gaps)))
    chance.shuffle(order)
    mixed = replace(question, gaps=tuple(question.gaps[which] for which in order))

    assert share_of(mixed, answer and [answer[which] for which in order]) == pytest.approx(share_of(question, answer))


@given(MULTIPLE, st.data())
def test_one_more_right_tick_never_costs_and_one_more_wrong_never_earns(question, data):
    question = replace(question, scoring=data.draw(st.sampled_from([Scoring.PARTIAL, Scoring.NEGATIVE])))
    answer = data.draw(answers_to(question)) or []
    more = data.draw(st.sampled_from(range(len(question.options))))
    before, after = share_of(question, answer), share_of(question, sorted({*answer, more}))

    assert after >= before if question.options[more].share > 0 else after <= before


def with_a_right_answer(gap):
    match gap.kind:
        case "single" | "multiple":
            return replace(gap, options=(Option(text="так", share=ALL), *gap.options))
        case "short":
            return replace(gap, answers=(Option(text="так", share=ALL), *gap.answers))
        case "numeric":
            return replace(gap, answers=(NumericOption(value=Decimal(7)), *gap.answers), unit_needed=False)
    return gap


ANSWERABLE = st.builds(Cloze, text=st.just(""), gaps=several(GAPS.map(with_a_right_answer)))


@given(MATCHING | ORDERING | ANSWERABLE, st.data())
def test_one_more_right_part_never_costs(question, data):
    right = right_answer(question)
    answer = data.draw(answers_to(question).filter(bool))
    place = data.draw(st.sampled_from(range(len(answer))))
    better = [*answer]
    if question.kind == "ordering":  # a place for each: the two change places
        better[better.index(right[place])] = better[place]
    better[place] = right[place]

    assert share_of(question, better) >= share_of(question, answer)


OBJECT = ShortText(text="Що?", answers=(Option(text="об’єднання", share=ALL), Option(text="спіл*", share=Decimal(50))))


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("об’єднання", 100),
        ("об'єднання", 100),
        ("обʼєднання", 100),
        ("  Об’ЄДНАННЯ ", 100),
        ("спілка  громад", 50),
        ("спіл", 50),
        ("громада", 0),
        ("", 0),
    ],
)
def test_a_word_is_taken_however_its_apostrophe_and_spaces_are_written(written, share):
    assert share_of(OBJECT, written) == share


def test_case_may_matter():
    question = replace(OBJECT, case_matters=True)

    assert [share_of(question, word) for word in ("об'єднання", "Об’єднання")] == [100, 0]


@pytest.mark.parametrize(
    ("pattern", "written", "fits"),
    [
        ("а*б*в", "аxбyв", True),
        ("а*б*в", "ав", False),
        ("*", "будь-що", True),
        ("5\\*", "5*", True),
        ("аб*бв", "абв", False),
    ],
)
def test_stars_stand_for_anything(pattern, written, fits):
    assert share_of(ShortText(text="", answers=(Option(text=pattern, share=ALL),)), written) == (100 if fits else 0)


LENGTH = Numeric(
    text="Скільки?",
    answers=(
        NumericOption(value=Decimal("1234.5"), tolerance=Decimal("0.5")),
        NumericOption(value=Decimal("1234.5"), tolerance=Decimal(10), share=Decimal(50)),
    ),
    units=(Unit(name="м"), Unit(name="км", factor=Decimal(1000))),
)


@pytest.mark.parametrize(
    ("number", "unit", "share"),
    [
        ("1234,5", "", 100),
        ("1 234,5", "", 100),
        ("1.234,5", "", 100),
        ("1,234.5", "м", 100),
        ("1235", "", 100),
        ("1235,01", "", 50),
        ("1,2345", "км", 100),
        ("1,2345 км", "", 100),
        ("1,2345e3", "", 100),
        ("1245", "", 0),
        ("1234,5", "миль", 0),
        ("−1234,5", "", 0),
        ("слово", "", 0),
        ("1e999999999", "", 0),
    ],
)
def test_a_number_is_taken_with_its_tolerance_unit_and_either_comma(number, unit, share):
    assert share_of(LENGTH, {"number": number, "unit": unit}) == share


def test_a_unit_may_be_needed():
    question = replace(LENGTH, unit_needed=True)

    assert [share_of(question, {"number": "1234,5", "unit": unit}) for unit in ("", "м")] == [0, 100]


def options(*shares):
    return tuple(Option(text=str(place), share=Decimal(share)) for place, share in enumerate(shares))


@pytest.mark.parametrize(
    ("scoring", "chosen", "share"),
    [
        (Scoring.EXACT, [0, 1], 100),
        (Scoring.EXACT, [0], 0),
        (Scoring.EXACT, [0, 1, 2], 0),
        (Scoring.PARTIAL, [0], 50),
        (Scoring.PARTIAL, [0, 2], 0),
        (Scoring.PARTIAL, [2], 0),
        (Scoring.NEGATIVE, [2], -50),
    ],
)
def test_several_right_answers_count_as_the_question_says(scoring, chosen, share):
    question = MultipleChoice(text="", options=options(50, 50, -50), scoring=scoring)

    assert share_of(question, chosen) == share


def test_parts_add_up_exactly():
    pairs = tuple(Pair(prompt=str(number), match=str(number)) for number in range(3))
    gaps = (SingleChoice(text="", options=options(100, 0), points=Decimal(3)), replace(OBJECT, points=Decimal(1)))

    assert share_of(Matching(text="", pairs=pairs), ["0", "1", "2"]) == 100
    assert points_of(
        Matching(text="", pairs=pairs), share_of(Matching(text="", pairs=pairs), ["0", "", ""])
    ) == Decimal("0.33333")
    assert share_of(Ordering(text="", items=("а", "б", "в")), ["а", "в", "б"]) == Decimal(100) / 3
    assert share_of(Cloze(text="{{1}} {{2}}", gaps=gaps), [[0], None]) == 75


def test_a_gap_of_any_kind_weighs_as_much_as_its_points():
    gaps = (
        MultipleChoice(text="", options=options(50, 50, -50), points=Decimal(2)),
        TrueFalse(text="", right=False),
        Matching(text="", pairs=(Pair(prompt="а", match="1"), Pair(prompt="б", match="2")), points=Decimal(4)),
        Ordering(text="", items=("а", "б", "в"), points=Decimal(3)),
    )
    question = Cloze(text="", gaps=gaps)

    assert share_of(question, right_answer(question)) == 100
    assert share_of(question, [[0], None, None, None]) == 10
    assert share_of(question, [None, False, None, None]) == 10
    assert share_of(question, [[0, 2], True, ["1", ""], ["а", "в", "б"]]) == 30


def test_an_essay_waits_for_its_reader_unless_nothing_was_written():
    essay = Essay(text="Розкажіть")

    assert [share_of(essay, written) for written in ("Ось що.", "  ", None)] == [None, 0, 0]
