"""The page of a question tells nothing of what is right: with another key it is the same page, to the letter."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.models import QuizAttempt
from courses.questions.codec import to_json
from courses.questions.values import (
    ALL,
    KINDS,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)
from courses.quizzes import start_attempt

from .factories import keep, make_cohort, make_enrollment, make_quiz

pytestmark = pytest.mark.django_db
TEXT = "<p>Хто затверджує бюджет?</p>"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
TWO = (Option(text="Рада", share=ALL, feedback="Так."), Option(text="Голова", feedback="Ні."))
OTHER_TWO = (Option(text="Рада", feedback="Чому?"), Option(text="Голова", share=ALL))
UNITS = (Unit(name="м"), Unit(name="км", factor=Decimal(1000)))
# By kind: the question, with another key, and the order in which the second shows what the first shows as it stands.
KEYS = {
    "single": (SingleChoice(text=TEXT, options=TWO), SingleChoice(text=TEXT, options=OTHER_TWO), [0, 1]),
    "multiple": (MultipleChoice(text=TEXT, options=TWO), MultipleChoice(text=TEXT, options=OTHER_TWO), [0, 1]),
    "truefalse": (TrueFalse(text=TEXT, right=True), TrueFalse(text=TEXT, right=False, feedback_true="Ні."), []),
    "short": (
        ShortText(text=TEXT, answers=(Option(text="рада", share=ALL),)),
        ShortText(text=TEXT, answers=(Option(text="голова", share=ALL),), case_matters=True),
        [],
    ),
    "numeric": (
        Numeric(text=TEXT, answers=(NumericOption(value=Decimal(5)),), units=UNITS),
        Numeric(text=TEXT, answers=(NumericOption(value=Decimal(7), tolerance=Decimal(1)),), units=UNITS),
        [],
    ),
    "matching": (
        Matching(text=TEXT, pairs=(Pair(prompt="рада", match="ухвалює"), Pair(prompt="виконком", match="виконує"))),
        Matching(text=TEXT, pairs=(Pair(prompt="рада", match="виконує"), Pair(prompt="виконком", match="ухвалює"))),
        [1, 0],
    ),
    "ordering": (
        Ordering(text=TEXT, items=("проєкт", "рішення")),
        Ordering(text=TEXT, items=("рішення", "проєкт")),
        [1, 0],
    ),
    "essay": (Essay(text=TEXT, guidance="<p>Шукайте приклад.</p>"), Essay(text=TEXT), []),
}


def as_gap(question):
    return replace(question, text="", feedback="Пояснення.")


def cloze_of(place):
    """All kinds of gaps in one text; ``place`` 0 or 1 is which of the two keys they have."""
    gaps = [(as_gap(pair[place]), pair[2]) for kind, pair in KEYS.items() if kind != "essay"]
    text = "".join(f"<p>{{{{{number}}}}}</p>" for number in range(1, len(gaps) + 1))
    orders = [order if place else sorted(order) for _gap, order in gaps]
    return Cloze(text=text, gaps=tuple(gap for gap, _order in gaps)), orders


def both_keys(kind):
    """(question, order) twice."""
    if kind == "cloze":
        return cloze_of(0), cloze_of(1)
    one, other, order = KEYS[kind]
    return (one, sorted(order)), (other, order)


def test_every_kind_that_has_a_key_is_looked_at():
    assert {*KEYS, "cloze"} == set(KINDS) - {"description"}
    assert all(pair[0] != pair[1] for pair in KEYS.values())


@pytest.mark.parametrize("kind", [*KEYS, "cloze"])
def test_with_another_key_it_is_the_same_page(sign_in, kind):
    quiz = make_quiz(questions=[keep(both_keys(kind)[0][0])])
    person = make_enrollment(make_cohort(quiz.course)).person
    attempt, browser = start_attempt(person=person, quiz=quiz, now=timezone.now()), sign_in(person)
    pages = []
    for question, order in both_keys(kind):
        question = replace(question, feedback=f"Пояснення {len(pages)}.", points=Decimal(1))
        QuizAttempt.objects.filter(pk=attempt.pk).update(snapshot=[to_json(question) | {"order": order}])
        page = browser.get(f"{quiz.url}q/1/")
        assert page.status_code == 200
        pages.append(TOKEN.sub("", page.content.decode()))

    assert pages[0] == pages[1]
    assert "Пояснення" not in pages[0]
