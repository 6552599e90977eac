"""Attendance out of Moodle: the export with a column for each session, and lists of marks."""

import pytest
from django.utils import translation

from webinars.sources.participants import read
from webinars.sources.tables import NotATable

from .participants import ENDS, KYIV, STARTS, workbook

HEAD = (
    "Last name\tFirst name\tEmail address\t12 Jan 2027 6.00PM All students\t19 Jan 2027 6.00PM All students\t"
    "19 Jan 2027 9.00AM All students\tTaken sessions\tPoints\tPercentage"
)
EXPORT = f"""Course\tБюджет громади
Group\tAll participants

{HEAD}
Коваль\tОлена\tolena@example.org\tA (0/2)\tP (2/2)\tA (0/2)\t3\t2 / 6\t33.3
Бондар\tТарас\t\tP (2/2)\tL (1/2)\tP (2/2)\t3\t5 / 6\t83.3
Левчук\tМарія\t\tP (2/2)\tE (1/2)\tP (2/2)\t3\t5 / 6\t83.3
Гнатюк\tАнна\t\tP (2/2)\tA (0/2)\tP (2/2)\t3\t4 / 6\t66.7
Шевчук\tБогдан\t\tP (2/2)\t?\tP (2/2)\t2\t4 / 4\t100
Яремко\tІван\t\tP (2/2)\tТак (2/2)\tНі (0/2)\t3\t4 / 6\t66.7
"""
UKRAINIAN = """Курс;Бюджет
Прізвище;Ім’я;19 січ 2027 18.00 Усі студенти;Сеанси проведено;Бали
Коваль;Олена;П (2/2);1;2 / 2
Бондар;Тарас;Н (0/2);1;0 / 2
"""
MARKS = """User,Scan time,Status
olena@example.org,2027-01-19 18:20,
taras@example.org,,P
maria@example.org,,A
"""


def seen(data):
    data = data if isinstance(data, bytes) else data.encode()
    with translation.override("en"):
        return read(data, zone=KYIV, starts=STARTS, ends=ENDS)


def who(report):
    return [visit.name or visit.email for visit in report.visits]


def test_the_column_of_this_session_is_read_and_no_other():
    report = seen(EXPORT)

    assert (report.kind, report.hours) == ("moodle", False)
    assert who(report) == ["Олена Коваль", "Тарас Бондар", "Іван Яремко"]
    assert {(visit.joined_at, visit.left_at) for visit in report.visits} == {(STARTS, ENDS)}
    assert report.visits[0].email == "olena@example.org"


def test_late_and_excused_are_said_with_their_line():
    problems = dict(seen(EXPORT).problems)

    assert sorted(problems) == [6, 7]
    assert "late" in problems[6]
    assert "excused" in problems[7]


def test_the_same_as_a_workbook():
    rows = [line.split("\t") for line in EXPORT.splitlines()]

    assert who(seen(workbook(rows))) == who(seen(EXPORT))


def test_the_ukrainian_export():
    assert who(seen(UKRAINIAN)) == ["Олена Коваль"]


def test_a_list_of_marks_counts_from_the_scan_or_the_whole_session():
    report = seen(MARKS)

    first, second = report.visits
    assert (report.kind, first.email, second.email) == ("moodle", "olena@example.org", "taras@example.org")
    assert (first.joined_at.astimezone(KYIV).strftime("%H:%M"), first.left_at) == ("18:20", ENDS)
    assert (second.joined_at, second.left_at) == (STARTS, ENDS)


def test_an_export_without_this_session_is_refused_in_words():
    with pytest.raises(NotATable, match="No column"):
        seen(EXPORT.replace("19 Jan 2027", "20 Jan 2027"))


def test_a_mark_that_nobody_knows_is_a_problem_and_not_presence():
    report = seen("User,Scan time,Status\nolena@example.org,,Ъ\ntaras@example.org,,P\n")

    assert who(report) == ["taras@example.org"]
    assert "Ъ" in dict(report.problems)[2]
