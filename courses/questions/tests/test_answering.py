"""Forms of answers: what is given, shown again and sent again is the same; and no page tells what is right."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.questions.answering import AnswerForm
from courses.questions.asking import asked, choices_of
from courses.questions.codec import from_json
from courses.questions.explaining import explained
from courses.questions.gaps import text_with_gaps
from courses.questions.marking import share_of
from courses.questions.markup import plain, split_heading
from courses.questions.values import (
    ALL,
    Cloze,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    SingleChoice,
    TrueFalse,
    Unit,
)

from .made import ESSAY, GRADED, MATCHING, answered


def form_of(question, answer=None, data=None, *, seed=0):
    entry = asked(question, chance=random.Random(seed))
    return AnswerForm(data, question=from_json(entry), order=entry["order"], given=answer)


def sent(form):
    """What the browser sends of a form as it is shown."""
    values = {bound.html_name: bound.initial for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "")}


@settings(max_examples=200)
@given(answered(GRADED | ESSAY), st.integers(0, 99))
def test_what_was_answered_is_shown_and_sent_again_as_it_was(pair, seed):
    question, answer = pair
    form = form_of(question, data=sent(form_of(question, answer, seed=seed)), seed=seed)

    if answer is None:
        assert not form.is_valid() or question.kind == "cloze"
    else:
        assert form.is_valid(), form.errors
        assert share_of(question, form.given()) == share_of(question, answer)


@given(MATCHING, st.integers(0, 99))
def test_a_page_names_matches_by_where_they_stand(question, seed):
    form = form_of(question, seed=seed)
    values = [value for value, _text in next(iter(form.fields.values())).choices]

    assert values == ["", *map(str, range(len(choices_of(question))))]


def test_options_are_mixed_and_named_by_where_they_stand():
    question = SingleChoice(text="", options=tuple(Option(text=letter) for letter in "абвгґд"))
    shown = {
        seed: [text for _value, text in form_of(question, seed=seed).fields["answer"].choices] for seed in range(20)
    }

    assert len({tuple(texts) for texts in shown.values()}) > 10
    form = form_of(question, data={"answer": str(shown[3].index("а"))}, seed=3)
    assert form.is_valid()
    assert form.given() == [0]


def test_items_never_stand_in_their_right_order_by_rule():
    question = Ordering(text="", items=("а", "б", "в", "г"))
    orders = {tuple(field.label for field in form_of(question, seed=seed).fields.values()) for seed in range(30)}

    assert len(orders) > 10


def test_two_items_in_one_place_are_asked_for_again():
    question = Ordering(text="", items=("а", "б"))

    assert "place of its own" in str(form_of(question, data={"answer_1": "1", "answer_2": "1"}).errors)


def test_a_row_may_be_left_out_but_not_all_of_them():
    question = Matching(text="", pairs=(Pair(prompt="а", match="1"), Pair(prompt="б", match="2")))

    assert form_of(question, data={"answer_1": "0"}).is_valid()
    assert not form_of(question, data={}).is_valid()


METRES = Numeric(
    text="",
    answers=(NumericOption(value=Decimal(1200)),),
    units=(Unit(name="м"), Unit(name="км", factor=Decimal(1000))),
)


@pytest.mark.parametrize(
    ("question", "written", "says"),
    [
        (METRES, "1,2 км", ""),
        (METRES, "1200", ""),
        (METRES, "1200 миль", "Units here: м, км."),
        (METRES, "багато", "Write a number"),
        (replace(METRES, units=()), "1200", ""),
        (replace(METRES, units=()), "1200 днів", "Write the number alone"),
        (replace(METRES, units=()), "25 %", "Write the number alone"),
    ],
)
def test_a_unit_that_nobody_knows_is_asked_about_and_not_marked_as_wrong(question, written, says):
    form = form_of(question, data={"answer": written})

    assert form.is_valid() == (not says)
    assert says in str(form.errors)


def test_pictures_without_words_have_names_of_their_own():
    question = SingleChoice(text="", options=tuple(Option(text=f'<embed alt="" id="{key}"/>') for key in "12"))
    labels = [plain(label) for _value, label in form_of(question).fields["answer"].choices]

    assert labels == ["Picture 1", "Picture 2"]


GAPS = Cloze(
    text="<p>{{1}} {{2}} {{3}} {{4}} {{5}}</p>",
    gaps=(
        MultipleChoice(text="", options=(Option(text="<b>податки</b>", share=ALL), Option(text="видатки"))),
        TrueFalse(text="", right=False, feedback_false="Саме так."),
        Matching(text="", pairs=(Pair(prompt="рада", match="ухвалює"), Pair(prompt="виконком", match="виконує"))),
        Ordering(text="", items=("проєкт", "рішення")),
        Numeric(text="", answers=(NumericOption(value=Decimal(1)),), units=(Unit(name="км"),)),
    ),
)


def test_a_page_names_every_gap_and_what_stands_in_it():
    """A gap of several controls is a group with a name; all of it may stand in a paragraph."""
    page = BeautifulSoup(text_with_gaps(form_of(GAPS)), "html.parser")

    groups = {group.find(id=group["aria-labelledby"]).text: group for group in page.find_all(role="group")}
    assert list(groups) == ["Gap 1", "Gap 3", "Gap 4"]
    assert all(group.find(id=group["aria-describedby"]).text for group in groups.values())
    controls = page.find_all(["input", "select"])
    labels = [page.find("label", attrs={"for": control["id"]}).get_text() for control in controls]
    assert sorted(labels[:2]) == ["видатки", "податки"]
    assert labels[2:5] == ["Gap 2", "рада", "виконком"]
    assert sorted(labels[5:7]) == ["проєкт", "рішення"]
    assert labels[7:] == ["Gap 5", "Gap 5: unit"]
    assert {tag.name for tag in page.p.find_all(True)} <= {"span", "label", "input", "select", "option", "b"}


def test_false_in_a_gap_is_an_answer_and_what_is_left_out_is_none():
    form = form_of(GAPS, data={"answer_2": "false", "answer_3_1": "0"})

    assert form.is_valid(), form.errors
    assert form.given()[:2] == [None, False]
    assert form.given()[3:] == [None, None]
    assert "Саме так." in explained(GAPS, form.given()).why
    assert explained(GAPS, form.given()).given.startswith("1) ?; 2) False; 3) рада – ")


def test_items_half_placed_in_a_gap_are_asked_for_again():
    form = form_of(GAPS, data={"answer_2": "true", "answer_4_1": "1"})

    assert not form.is_valid()
    assert list(form.errors) == ["answer_4_1"]
    page = BeautifulSoup(text_with_gaps(form), "html.parser")
    group = page.find(id="id_answer_4_1").find_parent(role="group")
    assert "place of its own" in page.find(id=group["aria-describedby"].split()[1]).text
    assert form_of(GAPS, data={"answer_4_1": "2", "answer_4_2": "1"}).is_valid()


@given(answered(GRADED | ESSAY))
def test_every_answer_is_explained(pair):
    question, answer = pair
    row = explained(question, answer)

    assert row.share == share_of(question, answer)
    assert bool(row.given) == (answer is not None)


def test_a_heading_is_the_first_paragraph():
    assert split_heading("<p>Що <b>далі</b>?</p><p>Подумайте.</p>") == ("Що <b>далі</b>?", "<p>Подумайте.</p>")
    assert split_heading("Що далі?") == ("Що далі?", "")
    assert plain('<p>Що?</p><embed alt="Графік" id="1"/>') == "Що? Графік"
    assert plain("<p>Рад<b>а</b></p>\n<p>громади &amp; Ко</p>") == "Рада громади & Ко"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("10<sup>3</sup> м<sup>2</sup>", "10³ м²"),
        ("CO<sub>2</sub>", "CO₂"),
        ("a<sub>i</sub> + x<sup>a&nbsp;+&nbsp;b</sup>", "a_i + x^(a + b)"),
        ("x<sup><em>−1</em></sup><sup></sup>", "x⁻¹"),
    ],
)
def test_a_formula_keeps_its_meaning_without_tags(html, said):
    assert plain(html) == said
    assert ALL == 100
