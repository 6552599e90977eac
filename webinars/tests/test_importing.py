"""Imports of attendance by the verbs: matched, decided, confirmed once, taken back."""

from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import ModelLogEntry

from webinars.attendance import decide
from webinars.exceptions import AttendanceRefused
from webinars.importing import confirm, decide_match, discard, undo, upload
from webinars.models import AttendanceImport, AttendanceInterval, RememberedMatch
from webinars.report import lines_of

from . import participants as files
from .factories import make_person, make_session
from .participants import ENDS, STARTS
from .test_concurrency import at_once

NOW = ENDS + timedelta(hours=1)


@pytest.fixture
def session(db):
    return make_session(starts_at=STARTS, ends_at=ENDS)


@pytest.fixture
def planner(db):
    return make_person(name="Ірина Планувальниця")


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=STARTS - timedelta(days=1))
    return person


def brought(session, planner, text=files.ZOOM, name="zoom.csv"):
    return upload(session=session, name=name, data=text.encode(), zone="Europe/Kyiv", by=planner, now=NOW)


def matches(imported):
    return {row.called: (row.person, row.how) for row in imported.people.all()}


def minutes(session):
    """Of everybody, as the report shows them."""
    return {line.person: line.minutes for line in lines_of(session) if line.minutes}


def test_people_are_known_by_email_phone_and_name(session, planner):
    olena = seated(session, name="Зовсім Інакша", email="olena@example.org")
    taras = seated(session, name="Тарас Бондар")
    mariia = make_person(name="Марія Левчук", phone="+380 67 123-45-67")

    zoom, plain = brought(session, planner), brought(session, planner, files.PLAIN, "plain.csv")

    assert matches(zoom) == {"Olena Koval": (olena, "email"), "Соловей (Тарас Бондар)": (taras, "name")}
    assert matches(plain) == {"Коваль Олена": (mariia, "phone")}
    assert session.intervals.count() == 0


def test_a_name_alone_is_not_believed_of_strangers_namesakes_and_other_addresses(session, planner):
    taras, other = seated(session, name="Тарас Бондар"), make_person(name="Bondar Taras")
    olena = seated(session, name="Олена Коваль")
    half = seated(session, name="Олена Соловей")

    rows = {row.called: row for row in brought(session, planner).people.all()}

    assert [row.how for row in rows.values()] == ["", ""]
    assert rows["Соловей (Тарас Бондар)"].suggestions[:2] == [taras.pk, other.pk]
    assert rows["Olena Koval"].suggestions == [olena.pk, half.pk]


def test_a_letter_for_a_surname_is_a_hint_and_no_more(session, planner):
    olena = seated(session, name="Олена Коваль", display_name="Олена К.")

    row = brought(session, planner, "Name,Join,Leave\nОлена К.,18:00,19:00\n").people.get()

    assert (row.person, row.how, row.suggestions) == (None, "", [olena.pk])


def test_nothing_counts_before_everybody_is_decided_and_it_is_confirmed(session, planner):
    olena = seated(session, email="olena@example.org")
    imported = brought(session, planner)

    with translation.override("en"), pytest.raises(AttendanceRefused, match="Decide about everybody"):
        confirm(imported=imported, by=planner, now=NOW)
    assert session.intervals.count() == 0

    decide_match(row=imported.people.undecided().get(), person=None, by=planner, now=NOW)
    confirm(imported=imported, by=planner, now=NOW)

    interval = session.intervals.get()
    assert (interval.person, interval.source, interval.recorded_by) == (olena, "import", planner)
    assert interval.reference == f"zoom.csv ({imported.digest[:12]}), 2"
    assert minutes(session) == {olena: 60}


def test_the_same_file_or_yes_twice_changes_nothing(session, planner):
    seated(session, email="olena@example.org")
    seated(session, name="Тарас Бондар")
    first = brought(session, planner)
    confirm(imported=first, by=planner, now=NOW)
    before = list(AttendanceInterval.objects.values())

    assert brought(session, planner, name="again.csv") == first
    confirm(imported=first, by=planner, now=NOW + timedelta(hours=1))

    assert list(AttendanceInterval.objects.values()) == before
    assert AttendanceImport.objects.get().confirmed_at == NOW


def test_a_decision_is_remembered_by_address_everywhere_and_by_name_in_the_event(session, planner):
    olena, taras = make_person(), make_person()
    first = brought(session, planner)
    by_name = {row.called: row for row in first.people.all()}
    decide_match(row=by_name["Olena Koval"], person=olena, by=planner, now=NOW)
    decide_match(row=by_name["Соловей (Тарас Бондар)"], person=taras, by=planner, now=NOW)

    same = make_session(event=session.event, starts_at=STARTS, ends_at=ENDS)
    other = make_session(starts_at=STARTS, ends_at=ENDS)

    assert set(matches(brought(same, planner)).values()) == {(olena, "remembered"), (taras, "remembered")}
    assert set(matches(brought(other, planner)).values()) == {(olena, "remembered"), (None, "")}


def test_changing_a_decision_changes_what_is_remembered(session, planner):
    olena = make_person()
    row = brought(session, planner).people.get(name="Olena Koval")

    for person in (olena, None):
        decide_match(row=row, person=person, by=planner, now=NOW)

    assert RememberedMatch.objects.get().person is None
    row.refresh_from_db()
    assert (row.person, row.how) == (None, "hand")


def test_taken_back_it_counts_no_longer_stays_and_may_be_read_again(session, planner):
    olena, taras = seated(session, email="olena@example.org"), make_person(name="Т")
    imported = brought(session, planner)
    decide_match(row=imported.people.undecided().get(), person=taras, by=planner, now=NOW)
    confirm(imported=imported, by=planner, now=NOW)
    decide(session=session, now=NOW)

    for _time in range(2):
        undo(imported=imported, by=planner, now=NOW)

    assert minutes(session) == {}
    assert {(line.person, line.would_be) for line in lines_of(session)} == {(olena, "absent"), (taras, "absent")}
    assert AttendanceInterval.objects.filter(withdrawn_at=NOW).count() == 2
    assert list(ModelLogEntry.objects.filter(action__contains="import").values_list("action", flat=True)) == [
        "webinars.import.undo",
        "webinars.import.confirm",
    ]
    again = brought(session, planner)
    confirm(imported=again, by=planner, now=NOW)
    assert (again == imported, minutes(session)) == (False, {olena: 60, taras: 80})


def test_after_the_decision_the_report_shows_what_an_import_would_change(session, planner):
    olena, taras = seated(session, email="olena@example.org"), make_person(name="Т")
    decide(session=session, now=NOW)
    imported = brought(session, planner)
    decide_match(row=imported.people.undecided().get(), person=taras, by=planner, now=NOW)

    confirm(imported=imported, by=planner, now=NOW)

    session.refresh_from_db()
    assert {line.person for line in lines_of(session) if line.would_be} == {olena, taras}
    assert session.attendances.get().status == "absent"


def test_a_confirmed_import_is_neither_changed_nor_thrown_away(session, planner):
    seated(session, email="olena@example.org")
    seated(session, name="Тарас Бондар")
    imported = brought(session, planner)
    with pytest.raises(AttendanceRefused):
        undo(imported=imported, by=planner, now=NOW)
    confirm(imported=imported, by=planner, now=NOW)

    with pytest.raises(AttendanceRefused):
        decide_match(row=imported.people.first(), person=None, by=planner, now=NOW)
    with pytest.raises(AttendanceRefused):
        discard(imported=imported)

    assert session.intervals.count() == 2


def test_a_file_of_another_day_or_before_the_start_is_refused(session, planner):
    with translation.override("en"):
        with pytest.raises(AttendanceRefused, match="No line of this file can be read. Line 2"):
            brought(session, planner, files.ZOOM.replace("01/19/2027", "01/12/2027"))
        with pytest.raises(AttendanceRefused, match="after a session has begun"):
            upload(session=session, name="a", data=b"Name", zone="UTC", by=planner, now=STARTS - timedelta(hours=1))
    assert not session.imports.exists()


times = st.integers(min_value=-30, max_value=120)
rows = st.lists(st.tuples(st.sampled_from("abc"), times, times), min_size=1, max_size=8)


class Idempotence(TestCase):
    """The minutes depend on what a file says; not on the order of its lines, their repetition or its repetition."""

    @settings(max_examples=12)  # each is five imports into a database
    @given(rows, st.randoms())
    def test_any_order_any_repetition_the_same_minutes(self, rows, chance):
        planner = make_person()
        people = {sign: make_person(email=f"{sign}@example.org") for sign in "abc"}
        shuffled = rows * 2
        chance.shuffle(shuffled)

        found = [self.minutes_after([lines], people, planner) for lines in (rows, shuffled)]
        found.append(self.minutes_after([rows, shuffled, rows], people, planner))

        assert found[0] == found[1] == found[2]

    def minutes_after(self, imports, people, planner):
        session = make_session(starts_at=STARTS, ends_at=ENDS)
        for lines in imports:
            spans = [(sign, *sorted((came, left))) for sign, came, left in lines]
            text = "Email,Join,Leave\n" + "".join(
                f"{sign}@example.org,{self.clock(came)},{self.clock(left)}\n" for sign, came, left in spans
            )
            confirm(imported=brought(session, planner, text), by=planner, now=NOW)
        known = {person: sign for sign, person in people.items()}
        return {known[person]: number for person, number in minutes(session).items()}

    def clock(self, minute):
        return f"{STARTS + timedelta(hours=2, minutes=minute):%Y-%m-%d %H:%M}"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_are_one():
    session, planner = make_session(starts_at=STARTS, ends_at=ENDS), make_person()
    seated(session, email="olena@example.org")
    seated(session, name="Тарас Бондар")

    first, second = at_once(*[lambda: brought(session, planner)] * 2)
    at_once(*[lambda: confirm(imported=first, by=planner, now=NOW)] * 2)

    assert first == second
    assert session.intervals.count() == 2
