"""A programme as a workbook: columns by their headings, errors by their lines, our own comes back unchanged."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from conferences.exceptions import ProgrammeRefused
from conferences.importing.sheets import read
from conferences.tests.factories import NINE

HEADS = ["Назва", "Вид", "Мова", "Напрям", "Місце", "Початок", "Хвилин", "Виступають", "Модерують", "Про що"]
ROW = ["Вода", "", "", "Бюджет", "Зала 1", "05.03.2027 09:00", 30, "Оксана Левчук", "", "Про воду\nі труби"]


def workbook(*rows, heads=HEADS):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(**cells):
    return [cells.get(head, value) for head, value in zip(HEADS, ROW, strict=True)]


def test_a_row_is_read_by_its_headings():
    [line] = read(workbook(ROW)).lines

    assert (line.number, line.title, line.kind, line.language) == (2, "Вода", "talk", "uk")
    assert (line.room.name, line.track.name, line.starts_at, line.minutes) == ("Зала 1", "Бюджет", NINE, 30)
    assert ([who.name for who in line.speakers], line.moderators) == (["Оксана Левчук"], ())
    assert line.abstract == "Про воду\nі труби"


def test_english_headings_dates_of_excel_and_words_for_kinds_are_read():
    heads = ["Title", "Type", "Language", "Room", "Start", "Duration", "Speakers"]
    row = ["Water", "Master class", "English", "All rooms", datetime(2027, 3, 5, 9), 45.0, "A; B, C"]

    [line] = read(workbook(row, heads=heads)).lines

    assert (line.kind, line.language, line.room, line.starts_at) == ("master_class", "en", None, NINE)
    assert [who.name for who in line.speakers] == ["A", "B, C"]


def test_an_item_without_a_start_is_a_draft():
    [line] = read(workbook(changed(Місце="", Початок=""))).lines

    assert (line.starts_at, line.room) == (None, None)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Вид": "Танець"}, "Танець"),
        ({"Мова": "німецька"}, "німецька"),
        ({"Початок": "колись"}, "колись"),
        ({"Початок": ""}, "."),
        ({"Початок": "28.03.2027 03:30"}, "28.03.2027 03:30"),
        ({"Початок": "31.10.2027 03:30"}, "31.10.2027 03:30"),
        ({"Хвилин": "довго"}, "довго"),
        ({"Хвилин": 721}, "."),
        ({"Назва": ""}, "."),
        ({"Виступають": "Оля; оля"}, "."),
        ({"Про що": "x" * 20_001}, "20000"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_are_read(cells, why):
    parsed = read(workbook(changed(Назва="Школа"), changed(**cells)))

    [(line, words)] = parsed.problems
    assert line == 3
    assert why in words
    assert [line.title for line in parsed.lines] == ["Школа"]


def test_an_hour_that_is_there_twice_is_told_by_its_offset():
    lines = read(
        workbook(
            changed(Початок="2027-10-31 03:30:00+03:00"), changed(Назва="Школа", Початок="2027-10-31 03:30:00+02:00")
        )
    ).lines

    assert [line.starts_at for line in lines] == [datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1)]


def test_two_items_of_one_name_need_ids():
    assert [line for line, _why in read(workbook(ROW, ROW)).problems] == [3]


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 40_000_000)
    return file.getvalue()


def renamed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


REFUSED = {
    "formula": lambda: workbook(changed(Назва="=1+1")),
    "without headings": lambda: workbook(ROW, heads=["", "", ""]),
    "empty": lambda: workbook(heads=[]),
    "too long": lambda: workbook(*(changed(Назва=f"Назва {number}") for number in range(1_003))),
    "bomb": bomb,
    "another archive": renamed,
    "damaged": lambda: workbook(ROW)[:-200],
    "large": lambda: b"PK\x03\x04" + b"0" * 5_000_000,
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_hostile_and_broken_workbooks_are_refused_in_words(make):
    with pytest.raises(ProgrammeRefused, match=r"\w"):
        read(make())
