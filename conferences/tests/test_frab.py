"""The programme for schedule apps: every name, order and form that the c3voc schema asks for."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from django.utils.translation import gettext as _
from hypothesis import given
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from conferences.frab import local, numbers_of
from conferences.releasing import release
from conferences.scheduling import schedule_item
from webinars.tests.factories import NOON

from .factories import make_item, make_programme, make_released, make_speaker, make_track
from .schedule_schema import faults_in

pytestmark = pytest.mark.django_db


def schedule(client, programme, kind="xml"):
    return client.get(reverse("programme_schedule", args=[programme.event_id, kind]))


def make_rich():
    programme = make_programme()
    first, second = programme.rooms.all()
    track = make_track(programme, name="Бюджет & люди")
    people = [make_speaker("Оксана Левчук"), make_speaker("Тарас Гнатюк")]
    make_item(
        programme, title="Вода <чиста>", room=first, at=0, track=track, speakers=people[:1], moderators=people[1:]
    )
    make_item(programme, title="Street", room=second, at=0, language="en", abstract="A\x0bB")
    make_item(programme, title="Обід", kind="break", at=60, minutes=75)
    make_item(programme, title="Другий день", room=first, at=24 * 60)
    release(programme=programme, by=None, now=NOON)
    return programme


def test_the_schedule_has_the_structure_of_the_schema(client):
    answer = schedule(client, make_rich())

    root = fromstring(answer.content)
    assert answer["Content-Type"] == "application/vnd.c3voc.schedule+xml"
    assert faults_in(answer.content) == []
    assert [track.get("name") for track in root.findall("conference/track")] == ["Бюджет & люди"]
    assert [day.get("index") for day in root.findall("day")] == ["1", "2"]
    assert len(root.findall("day/room/event")) == 4


@pytest.mark.parametrize(
    ("pattern", "instead", "fault"),
    [
        (r"<version>.*?</version>", "", "schedule holds"),
        (r"(<version>.*?</version>)(.*)</schedule>", r"\2\1</schedule>", "schedule holds"),
        (r"<acronym>.*?</acronym>", "<acronym>Форум</acronym>", "acronym says"),
        (r"<title>", "<name/><title>", "conference holds name"),
        (r'color="#', 'color="', "track has color"),
        (r' index="2"', ' index="1"', "day index is not unique"),
        (r' index="2"', "", "day without index"),
        (r'<day index="1" date="[^"]*"', '<day index="1" date="2027-02-30"', "day has date"),
        (r'<room name="[^"]*"', "<room", "room without name"),
        (r'<event id="\d+"', '<event id="0"', "event has id"),
        (r' guid="[^"]*">\s*<date', ' guid="7"><date', "event has guid"),
        (r"<start>09:00", "<start>39:00", "start says"),
        (r"<duration>00:45", "<duration>45", "duration says"),
        (r"<date>2027-03-05T09:00:00\+02:00", "<date>2027-03-05T09:00:00", "date says"),
        (r"<track>.*?</track>|<track />", "", "event without track"),
        (r"<subtitle ?/>", "<subtitle/><subtitle/>", "event holds subtitle twice"),
        (r"<persons>", "<people/><persons>", "event holds people"),
        (r'<person guid="', '<person guid="x', "person has guid"),
        (r"<url>https?", "<url>ftp", "url says"),
    ],
)
def test_the_check_of_the_structure_finds_what_the_schema_refuses(client, pattern, instead, fault):
    text = schedule(client, make_rich()).content.decode()
    broken = re.sub(pattern, instead, text, count=1, flags=re.DOTALL)

    assert broken != text
    assert [said for said in faults_in(broken.encode()) if said.startswith(fault)]


def test_ids_that_meet_are_found(client):
    text = schedule(client, make_rich()).content.decode()
    number = re.search(r'<event id="(\d+)"', text)[1]

    assert faults_in(re.sub(r'<event id="\d+"', f'<event id="{number}"', text).encode()) == ["event id is not unique"]


def test_the_schedule_says_what_the_programme_says(client):
    root = fromstring(schedule(client, make_rich()).content)

    said = [
        (room.get("name"), event.findtext("title"), event.findtext("date"), event.findtext("duration"))
        for room in root.findall("day/room")
        for event in room
    ]
    assert said == [
        ("Зала 1", "Вода <чиста>", "2027-03-05T09:00:00+02:00", "00:45"),
        ("Зала 2", "Street", "2027-03-05T09:00:00+02:00", "00:45"),
        (str(_("All rooms")), "Обід", "2027-03-05T10:00:00+02:00", "01:15"),
        ("Зала 1", "Другий день", "2027-03-06T09:00:00+02:00", "00:45"),
    ]
    assert [who.text for who in root.findall("day/room/event/persons/person")] == ["Оксана Левчук", "Тарас Гнатюк"]
    assert root.findall("day/room/event")[1].findtext("abstract") == "AB"


def test_json_holds_the_same_values(client):
    programme = make_rich()

    days = schedule(client, programme, "json").json()["schedule"]["conference"]["days"]

    titles = [event["title"] for day in days for events in day["rooms"].values() for event in events]
    assert titles == ["Вода <чиста>", "Street", "Обід", "Другий день"]


def test_an_unreleased_programme_is_not_exported(client):
    programme = make_programme()
    make_item(programme, at=0)

    assert {schedule(client, programme, kind).status_code for kind in ("xml", "json", "xcal")} == {404}
    assert schedule(client, make_released(), "pdf").status_code == 404


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_no_moment_is_lost_when_the_clock_changes(moment):
    moment = moment.replace(microsecond=0)

    assert datetime.fromisoformat(local(moment)) == moment


@given(st.sets(st.uuids(), max_size=30))
def test_numbers_are_positive_and_each_its_own(keys):
    numbers = numbers_of([str(key) for key in keys])

    assert len(set(numbers.values())) == len(keys)
    assert all(number > 0 for number in numbers.values())


def test_the_repeated_hour_of_autumn_is_two_hours(client):
    programme = make_programme(rooms=1)
    starts = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # 3.30 in summer time, the first time
    for hour in range(2):
        item = make_item(programme)
        moment = starts + timedelta(hours=hour)
        schedule_item(item=item, room=programme.rooms.get(), starts_at=moment, minutes=30, by=None)
    release(programme=programme, by=None, now=NOON)

    said = [event.text for event in fromstring(schedule(client, programme).content).findall("day/room/event/date")]

    assert said == ["2027-10-31T03:30:00+03:00", "2027-10-31T03:30:00+02:00"]
    assert [datetime.fromisoformat(text).astimezone(KYIV).hour for text in said] == [3, 3]
