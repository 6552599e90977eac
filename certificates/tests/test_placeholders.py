"""The text of a certificate: which placeholders there are, what they print, and that a value is only ever printed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from certificates.placeholders import PLACEHOLDERS, asked_in, filled, known_placeholders, may_be_left_out
from certificates.templatetags.certificates import placeholders
from certificates.values import of_duration, words_of

NBSP = "\N{NO-BREAK SPACE}"
FACTS = {
    "minutes": 720,
    "days": 3,
    "dates": ["2027-01-12", "2027-02-12"],
    "topics": ["Бюджет", "Медіа"],
    "mode": "in_person",
    "mark": "98.50",
    "organization": "ГО «Разом»",
}


def test_a_text_is_filled_where_it_says_so():
    values = {"participant": "Олена", "hours": "12 годин"}

    assert filled("{participant}: {hours}\n  {  hours }  \n\nкрапка.", values) == [
        "Олена: 12 годин",
        "12 годин",
        "крапка.",
    ]


@pytest.mark.parametrize("values", [{}, {"mark": ""}])
def test_a_line_without_its_value_is_left_out_and_no_other(values):
    assert filled("Перший.\nРезультат: {mark}\nОстанній.", values) == ["Перший.", "Останній."]


def test_braces_around_nothing_known_are_refused_by_their_name():
    known_placeholders("{hours} { dates } і просто } дужка {")

    with override("en"), pytest.raises(ValidationError, match=r"No such placeholder: \{name\}, \{\}\."):
        known_placeholders("{name} {hours} {} {name}")


def test_who_designs_is_told_which_lines_may_be_left_out():
    with override("en"):
        told = [(line, name) for line, name, _only in may_be_left_out("{participant}\nРезультат: {mark}, {hours}")]

    assert told == [("Результат: {mark}, {hours}", "mark"), ("Результат: {mark}, {hours}", "hours")]


HOSTILE = st.one_of(
    st.sampled_from(["{number}", "{", "}", "{{participant}}", "\\1", "\\g<0>", "#panic()", "{0}", "%(hours)s", "$x$"]),
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1),
)


@given(HOSTILE)
def test_a_value_is_printed_as_it_is_and_never_filled_again(name):
    values = {"participant": name, "number": "7K4M", "hours": "12"}

    assert filled("Засвідчує: {participant}.", values) == [f"Засвідчує: {name}."]
    assert filled("{participant}{number}", values) == [f"{name}7K4M"]


@given(st.text(st.sampled_from("{} abz\nhours_"), max_size=60))
def test_a_text_that_is_taken_prints_no_name_of_a_placeholder(text):
    try:
        known_placeholders(text)
    except ValidationError:
        return
    for line in filled(text, dict.fromkeys(PLACEHOLDERS, "…")):
        assert asked_in(line) == []


def test_each_placeholder_has_words_for_a_certificate_that_has_everything():
    words = words_of(FACTS, language="en")
    named = {"participant", "subject", "number"}  # from the statement itself

    assert words.keys() | named == PLACEHOLDERS.keys()
    assert {name: value.replace(NBSP, " ") for name, value in words.items()} == {
        "hours": "12 hours",
        "of_hours": "12 hours",
        "days": "3 days",
        "dates": "12 January 2027 – 12 February 2027",
        "topics": "Бюджет, Медіа",
        "mode": "in person",
        "mark": "98.50 %",
        "organization": "ГО «Разом»",
    }


def test_a_certificate_without_facts_has_no_words_for_them():
    assert set(words_of({"organization": "", "mode": "", "mark": "", "topics": []}, language="uk").values()) == {""}


def test_an_organization_stands_for_itself():
    assert "organization" not in words_of({}, language="uk")


@pytest.mark.parametrize(
    ("minutes", "words"), [(60, "1 hour"), (90, "1 hour 30 minutes"), (45, "45 minutes"), (121, "2 hours 1 minute")]
)
def test_time_after_of(minutes, words):
    with override("en"):
        assert of_duration(minutes).replace(NBSP, " ") == words


def test_the_list_in_the_admin_explains_every_placeholder():
    rows = placeholders()

    assert [row["place"] for row in rows] == [f"{{{name}}}" for name in PLACEHOLDERS]
    assert all(row["meaning"] and row["example"] for row in rows)
