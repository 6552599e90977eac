"""What is read from files of participants, and what is refused."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from webinars.sources.participants import read
from webinars.sources.tables import LARGEST, MOST_ROWS, NotATable

from . import participants as files
from .participants import ENDS, KYIV, STARTS, workbook


def report(data, **times):
    data = data.encode() if isinstance(data, str) else data
    return read(data, **{"zone": KYIV, "starts": STARTS, "ends": ENDS, **times})


def visits(found):
    """(name, minutes after the start, minutes after the start) of each visit."""
    minute = timedelta(minutes=1)
    return [(v.name, (v.joined_at - STARTS) // minute, (v.left_at - STARTS) // minute) for v in found.visits]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("ZOOM", "zoom", [("Olena Koval", 0, 60), ("Соловей (Тарас Бондар)", 10, 90)]),
        ("ZOOM_NEW", "zoom", [("Olena Koval", 0, 60)]),
        ("ZOOM_WEBINAR", "zoom", [("Тарас Бондар", -10, 90), ("Олена Коваль", 0, 60)]),
        ("TEAMS", "teams", [("[Разом] Коваль Олена (External)", 0, 20), ("[Разом] Коваль Олена (External)", 30, 60)]),
        ("TEAMS_SUMMED_UP", "teams", [("[Разом] Коваль Олена (External)", 0, 60)]),
        ("TEAMS_UKRAINIAN", "teams", [("Олена Коваль", 0, 60)]),
        ("TEAMS_OLD", "teams", [("Олена Коваль", 0, 60), ("Тарас Бондар", 0, 90)]),
        ("MEET", "meet", [("Олена Коваль", 0, 60)]),
        ("MEET_WORKSPACE", "meet", [("Олена Коваль", 0, 60)]),
        ("BBB", "bbb", [("Олена Коваль", 0, 60)]),
        ("PLAIN", "plain", [("Коваль Олена", 0, 60)]),
        ("LIST", "plain", [("Олена Коваль", 0, 90)]),
    ],
)
def test_each_kind_is_recognized_and_read(name, kind, expected):
    found = report(getattr(files, name))

    assert (found.kind, visits(found), found.problems) == (kind, expected, [])
    assert found.hours == (name != "LIST")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_encoding_gives_the_same(encoding):
    assert visits(report(files.PLAIN.encode(encoding))) == [("Коваль Олена", 0, 60)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_separator_gives_the_same(separator, end):
    text = files.PLAIN.replace(";", separator).replace("\n", end)

    assert visits(report(text)) == [("Коваль Олена", 0, 60)]


def test_a_separator_inside_a_name_misleads_nobody():
    polls = "," * 200 + "Дуже довга відповідь; " * 40

    found = report(f'Name,Join,Leave\n"Коваль; Олена\tГО",18:00,19:00{polls[:499]}\n')

    assert visits(found) == [("Коваль; Олена ГО", 0, 60)]


def test_signs_that_nobody_sees_are_left_out():
    assert visits(report("Name,Join,Leave\n\u202eОлена\u200b\u00a0Коваль\u2069,18:00,19:00\n")) == [
        ("Олена Коваль", 0, 60)
    ]


def test_a_day_may_stand_in_a_column_of_its_own():
    assert visits(report("ПІБ;Дата;Вхід;Вихід\nОлена;19.01.2027;18:00;19:00\n")) == [("Олена", 0, 60)]


def test_a_workbook_is_read_like_a_table():
    came = datetime(2027, 1, 19, 18)
    data = workbook([["Name", "Email", "Join time", "Leave time"], ["Olena", "o@e.org", came, came.replace(hour=19)]])

    assert visits(report(data)) == [("Olena", 0, 60)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("19.01.2027 18:05", 5),
        ("19/01/2027, 18:05:30", 5),
        ("2027-01-19T18:05:00", 5),
        ("2027-01-19T16:05:00Z", 5),
        ("2027-01-19 17:05:00+01:00", 5),
        ("1/19/27, 6:05:00\u202fPM", 5),
        ("19.1.27 6:05 пп", 5),
        ("Jan 19, 2027 18:05:00", 5),
        ("18:05", 5),
        ("6:05 PM", 5),
        ("18.05", 5),
    ],
)
def test_every_way_to_write_a_moment_is_understood(text, minutes):
    ((_name, came, _left),) = visits(report(f"Name;Join;Leave\nOlena;{text};19:00\n"))

    assert came == minutes


def test_a_day_that_may_be_two_is_the_one_of_the_session():
    starts = datetime(2027, 3, 2, 16, tzinfo=UTC)
    times = {"starts": starts, "ends": starts + timedelta(hours=1)}

    for day in ("02/03/2027", "03/02/2027"):
        (visit,) = report(f"Name;Join;Leave\nOlena;{day} 18:05;{day} 18:50\n", **times).visits
        assert visit.joined_at == starts + timedelta(minutes=5)


def test_an_hour_after_midnight_is_of_the_next_day():
    starts = datetime(2027, 1, 19, 21, tzinfo=UTC)  # 23 in Kyiv
    (visit,) = report("Name;Join;Leave\nOlena;23:10;00:40\n", starts=starts, ends=starts + timedelta(hours=2)).visits

    assert visit.left_at - visit.joined_at == timedelta(minutes=90)


def test_an_hour_that_comes_twice_is_the_one_of_the_session():
    starts = datetime(2027, 10, 31, 1, tzinfo=UTC)  # three in the morning for the second time
    (visit,) = report("Name;Join;Leave\nOlena;03:10;03:50\n", starts=starts, ends=starts + timedelta(hours=1)).visits

    assert visit.joined_at == starts + timedelta(minutes=10)


def test_lines_without_sense_are_named_with_their_number():
    text = "Name;Join;Leave\nOlena;18:00;19:00\n;18:00;19:00\nTaras;;19:00\nIvan;19.01.2020 18:00;\nAnna;19:00;18:30\n"

    found = report(text)

    assert visits(found) == [("Olena", 0, 60)]
    assert [line for line, _why in found.problems] == [3, 4, 5, 6]
    assert len({why for _line, why in found.problems}) == 3


def test_a_missing_end_is_made_of_the_duration_or_stays_unknown():
    found = report("Name,Join,Left,Duration\nOlena,18:00,,1h 5m\nTaras,18:00,,godz\n")

    assert visits(found) == [("Olena", 0, 65)]
    assert [line for line, _why in found.problems] == [3]


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    return file.getvalue()


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><workbook>&c;</workbook>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "neither"),
        (b"<html><table></table></html>", "neither"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "neither"),
        (b"Name,Join\n" + b"a" * LARGEST, "3 MB"),
        (b"Name,Join\n" + b"Olena,18:00\n" * MOST_ROWS, "5000 lines"),
        (b"Name,Join\nOlena," + b"1" * 501, "Line 2 is too long"),
        (b"Name,Join\n=HYPERLINK(1),18:00\n", "Line 2 holds a formula"),
        (b'Name,Join\n"Olena,18:00\n' + b"a" * 200_000, "Line 2 is too long"),
        (b"Name,Join\nOlena\x00\x01,18:00\n", "cannot be read"),
        (b"Name\x95\x96\x97\xa9\n", "cannot be read"),
        (b"one,two\n1,2\n", "no line of headings"),
        (files.ZOOM_UNIQUE.encode(), "not when"),
        (bomb(), "too large"),
        (archive(word__document_xml="<a/>"), "no Excel"),
        (archive(xl__workbook_xml="<a/>", xl__vbaProject_bin="x"), "macros"),
        (archive(xl__workbook_xml=ENTITIES), "damaged"),
        (b"PK\x03\x04 nothing", "damaged"),
        (workbook([["Name", "Join"], ["Olena", "18:00"]], A3="=1+1"), "Line 3 holds a formula"),
        (workbook([["Name"]], A1048576="Olena"), "5000 lines"),
    ],
)
def test_what_could_do_harm_or_is_no_list_is_refused_in_words(data, says):
    with translation.override("en"), pytest.raises(NotATable, match=says):
        report(data)
