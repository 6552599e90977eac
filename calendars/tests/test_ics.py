from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import translation
from icalendar import Calendar

from calendars import ics
from calendars.entries import CANCELLED
from calendars.ics import calendar_bytes, feed_etag
from calendars.kyiv import VTIMEZONE

from .factories import HALF_HOUR, STARTS, entry, event_of, parsed, property_lines


@pytest.fixture(autouse=True)
def english_and_nothing_cached():
    cache.clear()
    with translation.override("en"):
        yield


def test_feed_is_exactly_this():
    data = calendar_bytes(
        [entry(description="Рядок 1\nРядок 2", categories=("Вебінар",), created_at=datetime(2026, 11, 1, tzinfo=UTC))],
        name="Події",
        url="https://school.example/feeds/podii.ics",
    )

    head = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//School for Social and Civic Activists//Calendar//UK
NAME:Події
X-WR-CALNAME:Події
REFRESH-INTERVAL;VALUE=DURATION:PT1H
URL:https://school.example/feeds/podii.ics
X-PUBLISHED-TTL:PT1H
"""
    event = """\
BEGIN:VEVENT
SUMMARY:Бюджет громади
DTSTART;TZID=Europe/Kyiv:20270119T180000
DTEND;TZID=Europe/Kyiv:20270119T193000
DTSTAMP:20261124T010203Z
UID:session-1@school.example
SEQUENCE:0
CATEGORIES:Вебінар
CREATED:20261101T000000Z
DESCRIPTION:Рядок 1\\nРядок 2
LAST-MODIFIED:20261124T010203Z
STATUS:CONFIRMED
TRANSP:OPAQUE
URL:https://school.example/podii/biudzhet/
END:VEVENT
END:VCALENDAR
"""
    assert data == head.replace("\n", "\r\n").encode() + VTIMEZONE + event.replace("\n", "\r\n").encode()


def test_feed_names_no_method_no_people_and_no_uid_of_its_own():
    calendar = parsed(calendar_bytes([entry()], name="Події"))

    assert "METHOD" not in calendar
    assert "UID" not in calendar
    assert [key for key in calendar.walk("VEVENT")[0] if key in {"ATTENDEE", "ORGANIZER"}] == []


def test_empty_feed_keeps_the_time_zone():
    calendar = parsed(calendar_bytes([], name="Події"))

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_feed_of_many_is_one_lawful_calendar_in_order_of_time():
    entries = [entry(uid=f"{n}@school.example", starts=STARTS - timedelta(hours=n)) for n in range(5)]

    calendar = parsed(calendar_bytes(entries, name="Події"))

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"] + ["VEVENT"] * 5
    assert [str(event["UID"])[0] for event in calendar.walk("VEVENT")] == ["4", "3", "2", "1", "0"]


def test_joined_feed_equals_one_calendar_built_whole():
    entries = [entry(uid=f"{n}@school.example", summary=f"Тема {n}", sequence=n) for n in range(3)]
    whole = Calendar()
    for name, value in [("PRODID", ics.PRODID), ("VERSION", "2.0"), ("NAME", "Події"), ("X-WR-CALNAME", "Події")]:
        whole.add(name, value)
    whole.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", "PT1H")
    whole.add_component(parsed(calendar_bytes([], name="")).subcomponents[0])
    for one in entries:
        whole.add_component(event_of(calendar_bytes([one], name="")))

    assert parsed(calendar_bytes(entries, name="Події")) == parsed(whole.to_ical())


def test_feed_is_byte_identical_cold_warm_and_in_any_order():
    entries = [entry(uid=f"{n}@school.example", summary=f"Тема {n}") for n in range(4)]
    cold = calendar_bytes(entries, name="Події", alarms=[HALF_HOUR])

    assert calendar_bytes(entries, name="Події", alarms=[HALF_HOUR]) == cold
    assert calendar_bytes(entries[::-1] + entries[:1], name="Події", alarms=[HALF_HOUR]) == cold
    cache.clear()
    assert calendar_bytes(entries, name="Події", alarms=[HALF_HOUR]) == cold


def test_warm_feed_is_not_written_again_but_a_changed_entry_is(monkeypatch):
    one, other = entry(), entry(uid="session-2@school.example")
    calendar_bytes([one, other], name="Події")
    monkeypatch.setattr(ics, "_event_bytes", lambda *args, **kwargs: b"WRITTEN NOW\r\n")

    assert calendar_bytes([one, other], name="Події").count(b"WRITTEN NOW") == 0
    data = calendar_bytes([replace(one, summary="Нова назва"), other], name="Події")
    assert (data.count(b"WRITTEN NOW"), data.count(b"BEGIN:VEVENT")) == (1, 1)


def test_two_different_entries_of_one_uid_are_refused():
    with pytest.raises(ValueError, match="share a uid"):
        calendar_bytes([entry(), entry(summary="Інше")], name="Події")


# Cancelling, rooms, alarms


def test_cancelled_entry_stays_with_status_prefix_and_no_way_in():
    cancelled = entry(status=CANCELLED, sequence=1, conference_url="https://meet.school.example/abc", location="Зал")

    data = calendar_bytes([cancelled], name="Події", alarms=[HALF_HOUR])

    event = event_of(data)
    assert (event["STATUS"], event["SEQUENCE"], event["SUMMARY"]) == ("CANCELLED", 1, "Cancelled: Бюджет громади")
    assert event["LOCATION"] == "Зал"
    assert b"meet.school.example" not in data
    assert event.subcomponents == []


@pytest.mark.parametrize(
    ("location", "description", "place", "text"),
    [
        ("", "Опис", "https://meet.school.example/abc", "Опис"),
        ("Зал 2", "Опис", "Зал 2", "https://meet.school.example/abc\n\nОпис"),
        ("Зал 2", "", "Зал 2", "https://meet.school.example/abc"),
    ],
)
def test_room_link_stands_where_every_app_shows_it(location, description, place, text):
    room = "https://meet.school.example/abc"

    data = calendar_bytes([entry(conference_url=room, location=location, description=description)], name="Події")

    assert property_lines(data, "CONFERENCE") == [f"CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL=Live room;VALUE=URI:{room}"]
    assert (event_of(data)["LOCATION"], event_of(data)["DESCRIPTION"]) == (place, text)


def test_alarm_is_a_display_with_a_description_before_the_start():
    (alarm,) = event_of(calendar_bytes([entry()], name="Події", alarms=[HALF_HOUR])).subcomponents

    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Бюджет громади")
    assert alarm["TRIGGER"].to_ical() == b"-PT30M"


def test_alarm_after_the_start_is_refused():
    with pytest.raises(ValueError, match="positive time"):
        calendar_bytes([entry()], name="Події", alarms=[-HALF_HOUR])


def test_all_day_frame_does_not_block_the_day():
    assert event_of(calendar_bytes([entry(transparent=True)], name="Події"))["TRANSP"] == "TRANSPARENT"


# Tags


def test_etag_is_strong_quoted_and_independent_of_order():
    revisions = [entry(uid=f"{n}@school.example").revision for n in range(3)]

    etag = feed_etag(revisions, name="Події")

    assert (etag[0], etag[-1], len(etag)) == ('"', '"', 34)
    assert feed_etag(iter(revisions[::-1]), name="Події") == etag


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Інші"},
        {"name": "Події", "url": "https://school.example/"},
        {"name": "Події", "alarms": [HALF_HOUR]},
    ],
)
def test_etag_changes_with_what_shapes_the_bytes(other):
    revisions = [entry().revision]

    assert feed_etag(revisions, **other) != feed_etag(revisions, name="Події")
    assert feed_etag([], name="Події") != feed_etag(revisions, name="Події")


def test_etag_and_cached_event_know_the_language(monkeypatch):
    cancelled = entry(status=CANCELLED)
    calendar_bytes([cancelled], name="Події")
    english = feed_etag([cancelled.revision], name="Події")
    monkeypatch.setattr(ics, "_cancelled_title", lambda: "Скасовано: %(title)s")

    with translation.override("uk"):
        data = calendar_bytes([cancelled], name="Події")

        assert event_of(data)["SUMMARY"] == "Скасовано: Бюджет громади"
        assert feed_etag([cancelled.revision], name="Події") != english
