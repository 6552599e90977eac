"""The small parts that the demonstration school is built with."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django_tasks import task

from content.blocks import ReadingBlocks
from content.models import SiteDocument, SiteImage
from courses.models import CoursePage
from home.demo import clock, importing, reading, registry, series
from home.demo.events import STAYS, Crowd
from home.management.commands import load_demo
from people.models import Organization, Person
from webinars.tests.factories import make_event, make_person, make_session

DAY = timedelta(days=1)


def test_a_table_becomes_a_typed_table():
    value = reading.raw_value({"type": "table", "value": {"caption": "Хто", "head": ["А", "Б"], "rows": [["1", "2"]]}})

    assert value == {
        "caption": "Хто",
        "columns": [{"type": "text", "heading": "А"}, {"type": "text", "heading": "Б"}],
        "rows": [{"values": ["1", "2"]}],
    }


def test_text_stays_as_it_is():
    assert json.loads(reading.stream([{"type": "text", "value": "<p>Так.</p>"}])) == [
        {"type": "text", "value": "<p>Так.</p>"}
    ]


@pytest.mark.django_db
def test_files_and_pictures_are_stored_once_and_shown():
    blocks = [
        {"type": "file", "value": {"title": "Зразок", "file": "zrazok-zapytu.docx"}},
        {"type": "image", "value": {"file": "rik-biudzhetu.svg", "alt": "Рік", "caption": "Рік бюджету"}},
    ]

    first, second = reading.stream(blocks), reading.stream(blocks)

    assert first == second
    document, picture = SiteDocument.objects.get(), SiteImage.objects.get()
    assert document.file_size == (reading.HERE / "files" / "zrazok-zapytu.docx").stat().st_size
    assert (document.title, picture.title) == ("Зразок", "Рік бюджету")
    value = ReadingBlocks().to_python(json.loads(first))
    assert [block.value.get("document") or block.value.get("image") for block in value] == [document, picture]


def test_the_number_of_a_file_is_only_for_order():
    assert reading.slug_of(Path("02-yak-chytaty-biudzhet.toml")) == "yak-chytaty-biudzhet"
    assert [path.name for path in reading.folders("courses", "biudzhet-hromady")][:2] == [
        "01-zvidky-hroshi",
        "02-yak-chytaty-biudzhet",
    ]


def test_every_event_is_read_with_its_kind():
    kinds = [kind for kind, _row in reading.event_rows()]

    assert len(kinds) == 51
    assert kinds == sorted(kinds)


def test_an_hour_is_kyivs_in_summer_and_in_winter():
    assert clock.moment(date(2027, 1, 12), "18:00") == datetime(2027, 1, 12, 16, tzinfo=UTC)
    assert clock.moment(date(2027, 7, 12), "18:00") == datetime(2027, 7, 12, 15, tzinfo=UTC)


def test_minutes_are_real_ones_when_the_clock_is_put_back():
    start = clock.moment(date(2027, 10, 31), "02:30")

    assert clock.later(start, minutes=120) - start.astimezone(UTC) == timedelta(minutes=120)


def test_today_is_the_day_in_kyiv():
    assert clock.today(datetime(2027, 1, 11, 23, tzinfo=UTC)) == date(2027, 1, 12)


@pytest.mark.parametrize("shift", range(7))
def test_a_weekday_is_this_one_or_the_next(shift):
    day = date(2027, 1, 11) + shift * DAY

    found = clock.on_weekday(day, clock.MONDAY)

    assert found.weekday() == 0
    assert timedelta(0) <= found - day < 7 * DAY


def test_a_crowd_lets_everybody_in_before_anybody_again():
    crowd = Crowd(range(10), "seed")

    taken = crowd.take(4) + crowd.take(6)

    assert sorted(taken) == list(range(10))
    assert crowd.take(4) == taken[:4]
    assert Crowd(range(10), "seed").take(10) == taken


def test_what_the_room_page_saw_lies_within_the_session():
    assert all(0 <= first < last <= 1 for stays in STAYS for first, last in stays)


def test_participants_have_the_same_names_at_each_load_and_never_the_logins():
    names = registry.names(Random(7))

    assert names == registry.names(Random(7))
    assert len({(first, last) for _gender, first, last in names}) == registry.PARTICIPANTS - 1
    taken = {(first, last) for first, last, _role in registry.LOGINS.values()}
    assert not taken & {(first, last) for _gender, first, last in names}


@pytest.mark.django_db
def test_a_participant_comes_from_an_organization_and_its_place():
    place = {"region": "UA-05", "community": "Глибокоярська", "settlement": "village"}
    organization = Organization.objects.create(name="ГО «Толока»", **place)

    person = registry.build_participant(7, ("female", "Мар’яна", "Ґудзь"), organization, Random(7))

    assert (person.legal_name, person.display_name) == ("Мар’яна Ґудзь", "Мар’яна Ґ.")
    assert person.email == "person-7@school.example"
    assert {name: getattr(person, name) for name in place} == place
    assert list(person.organizations.all()) == [organization]
    assert person.user is None


@pytest.mark.django_db
def test_a_school_that_is_there_already_is_left_as_it_is(front):
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert "nothing was changed" in said.getvalue()
    assert registry.PASSWORD not in said.getvalue()
    assert not CoursePage.objects.exists()


@pytest.mark.django_db
def test_a_real_school_is_never_filled_with_invented_people(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match="real school"):
        call_command("load_demo")

    assert not Person.objects.exists()


@task()
def breaks():
    raise ValueError("a hole in the school")


def test_a_task_that_fails_stops_the_load():
    load_demo.task_finished.connect(load_demo.stop_at_failure)
    try:
        with pytest.raises(CommandError, match="a hole in the school"):
            breaks.enqueue()
    finally:
        load_demo.task_finished.disconnect(load_demo.stop_at_failure)


@pytest.mark.django_db
@pytest.mark.parametrize("day", range(7))
def test_a_series_is_running_on_whatever_day_the_school_is_loaded(day):
    """Three weeks old, with a date moved and one called off, both still to come."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC) + day * DAY
    (entry,) = [row["series"] for _kind, row in reading.event_rows() if "series" in row]

    made = series.build_series(make_event(), entry, host=None, now=now)
    series.make_exceptions(made, entry, now=now)

    dates = list(made.sessions.order_by("recurs_on"))
    assert dates[2].starts_at < now < dates[4].starts_at
    assert [(date.apart, date.is_cancelled) for date in dates[4:7]] == [(True, False), (False, True), (False, False)]
    assert dates[0].created_at == dates[0].starts_at - 21 * DAY


@pytest.mark.django_db
def test_a_file_waits_for_somebody_to_say_who_is_who():
    now = datetime(2027, 1, 20, 10, tzinfo=UTC)
    session = make_session(starts_at=now - DAY)
    for name in ("Олена Коваль", "Тарас Бондар", "Марія Левчук", "Іван Гнатюк"):
        session.registrations.create(person=make_person(name=name), created_at=now - 2 * DAY)

    importing.bring_file(staff=make_person(name="Ірина Планувальниця"), now=now)

    imported = session.imports.get()
    assert (imported.kind, imported.waits, imported.problems) == ("zoom", True, [])
    assert sorted(imported.people.values_list("how", flat=True)) == ["", "", "email", "email", "name", "name"]
