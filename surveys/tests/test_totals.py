"""Totals: arithmetic, and when there are none."""

import csv
import io
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from content.asking import Asked
from surveys.exports import as_csv, as_xlsx
from surveys.totals import are_shown, total_of, totals_of

from .factories import answered_by, make_survey

OPTIONS = ("а", "б", "в")


def question(kind, choices=()):
    return Asked(key="1", kind=kind, text="?", label="?", hint="", required=False, choices=choices)


@given(st.lists(st.lists(st.sampled_from(OPTIONS), unique=True)))
def test_every_option_is_counted_once_for_each_who_chose_it(said):
    total = total_of(question("several", tuple(zip(OPTIONS, OPTIONS, strict=True))), ["\n".join(row) for row in said])

    counted = Counter(option for row in said for option in row)
    assert {line.label: line.number for line in total.lines} == {option: counted[option] for option in OPTIONS}
    assert total.number == sum(map(bool, said))
    assert all(abs(line.percent - 100 * line.number / total.number) <= 0.5 for line in total.lines if total.number)


@given(st.lists(st.sampled_from(["", "1", "2", "3", "4", "5"])))
def test_the_mean_leaves_out_who_said_nothing(said):
    steps = [int(text) for text in said if text]
    total = total_of(question("scale", tuple((str(step), str(step)) for step in range(1, 6))), said)

    assert total.mean == (pytest.approx(sum(steps) / len(steps)) if steps else None)


def test_texts_stand_in_the_order_of_the_alphabet_not_of_their_arrival():
    assert total_of(question("long"), ["Яблуко", "", "айва"]).texts == ["айва", "Яблуко"]


@pytest.mark.django_db
def test_nothing_is_shown_while_it_is_open_or_of_fewer_than_five():
    survey = make_survey()
    answered_by(survey, 4)
    end = survey.closes_at

    assert totals_of(survey, now=end) is None
    answered_by(survey, 1)
    assert totals_of(survey, now=timezone.now()) is None
    assert [total.number for total in totals_of(survey, now=end)] == [5, 5, 0]
    survey.published_at = None
    assert not are_shown(survey, number=5, now=end)


@pytest.mark.django_db
def test_files_say_what_the_page_says_and_no_line_is_a_person():
    survey = make_survey()
    answered_by(survey, 5, scale="4", word="=SUM(A1)")
    totals = totals_of(survey, now=survey.closes_at)

    rows = list(csv.reader(io.StringIO(as_csv(totals).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(as_xlsx(totals))).active

    assert [row[1:] for row in rows if row[0] == "Чи стане в пригоді?"][1][1] == "4.0"
    assert [row[1] for row in rows if row[0] == "Що змінити?"][1:] == ["'=SUM(A1)"] * 5
    assert sheet.max_row == len(rows)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
