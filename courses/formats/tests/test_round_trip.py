"""What goes out and comes back is the same, but for what the format says it cannot carry."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from courses.formats import gift, moodle_xml, qti
from courses.formats.base import FIELDS
from courses.questions.values import (
    ALL,
    Cloze,
    Essay,
    File,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Pair,
    Scoring,
    SingleChoice,
    TrueFalse,
)
from courses.questions.values import KINDS as ALL_KINDS

from . import strategies

FORMATS = {"gift": gift, "moodle_xml": moodle_xml, "qti": qti}
SLOW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_question_of_every_kind_comes_back_as_the_format_carries_it(form, kind):
    @SLOW
    @given(strategies.KINDS[kind])
    def comes_back(question):
        carried = form.carried(question)
        if carried is None:
            assert [problem.code for problem in form.write([question]).problems] == ["no_kind"]
            return
        written = form.write([question])

        read = form.read(written.content)

        assert read.questions == (carried,)
        assert read.problems == ()
        assert bool(written.problems) == (carried != question)

    comes_back()


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@SLOW
@given(strategies.questions)
def test_several_keep_their_order_and_categories(form, questions):
    carried = [back for question in questions if (back := form.carried(question))]
    if carried:
        assert list(form.read(form.write(questions).content).questions) == carried
        assert form.write(carried).problems == ()


# What each format has no place for; docs/questions.md has the same table for people.
ALWAYS_LOST = {
    "gift": {"files", "hint"},
    "moodle_xml": set(),
    "qti": {"hint", "feedback", "category", "tags", "idnumber"},
}
NO_KIND = {"gift": {"ordering", "text with gaps"}, "moodle_xml": set(), "qti": set()}
FULL = {
    "hint": "згадайте",
    "feedback": "стаття 5",
    "category": ("Право",),
    "tags": ("народ",),
    "idnumber": "K-5",
    "files": (File(name="a.png", content=strategies.png("red")),),
}
SIMPLE = {
    "single": SingleChoice(
        text='<img src="file:a.png"/>', options=(Option(text="a", share=ALL), Option(text="b")), **FULL
    ),
    "essay": Essay(text='<img src="file:a.png"/>', **FULL),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", SIMPLE)
def test_what_is_lost_is_named_on_export(name, kind):
    said = FORMATS[name].write([SIMPLE[kind]]).problems

    lost = {str(FIELDS[field]) for field in ALWAYS_LOST[name]}
    assert {word for problem in said for word in problem.text.split(", ")} == lost
    assert {(problem.line, problem.code) for problem in said} == ({(1, "lost")} if lost else set())


PAIRS = Matching(text="", pairs=(Pair(prompt="рада", match="ухвалює"), Pair(prompt="виконком", match="виконує")))
ITEMS = Ordering(text="", items=("a", "b"))


def test_gaps_that_a_format_has_not_are_named_with_the_question_that_is_left_out():
    mixed = Cloze(text="<p>{{1}} <em>{{2}}</em> {{3}}</p>", gaps=(SIMPLE["single"], PAIRS, ITEMS))
    questions = [SIMPLE["essay"], mixed]

    said = {name: [str(problem) for problem in form.write(questions).problems[-1:]] for name, form in FORMATS.items()}

    words = "This format has no such kind of question (%s); it is left out."
    assert said["gift"] == [words % "text with gaps"]
    assert said["moodle_xml"] == [words % "text with gaps: matching, ordering"]
    assert said["qti"] == [words % "text with gaps: matching"]  # no block stands in italics


def test_in_moodle_a_gap_of_true_or_false_is_a_choice_and_all_or_nothing_takes_away():
    truth = TrueFalse(text="", right=False, feedback_true="Ні.")
    several = MultipleChoice(
        text="", options=(Option(text="a", share=ALL), Option(text="b", share=ALL), Option(text="c"))
    )
    question = Cloze(text="<p>{{1}} {{2}}</p>", gaps=(truth, replace(several, scoring=Scoring.EXACT)))

    written = moodle_xml.write([question])
    choice, shares = moodle_xml.read(written.content).questions[0].gaps

    assert choice.options == (Option(text="True", feedback="Ні."), Option(text="False", share=ALL))
    assert [option.share for option in shares.options] == [50, 50, -100]
    assert [problem.text for problem in written.problems] == ["parts of gaps"]


@pytest.mark.parametrize("name", FORMATS)
def test_kinds_that_a_format_has_not_are_left_out_and_named(name):
    items = Ordering(text="?", items=("a", "b"))
    cloze = Cloze(text="{{1}}", gaps=(SIMPLE["single"],))
    questions = [items, SIMPLE["essay"], cloze]

    problems = FORMATS[name].write(questions).problems

    assert {problem.text for problem in problems if problem.code == "no_kind"} == NO_KIND[name]
