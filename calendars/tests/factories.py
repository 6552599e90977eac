"""Entries to test with, and ways to read what became of them."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from calendars.entries import Entry

STARTS = datetime(2027, 1, 19, 16, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def entry(**values):
    defaults = {
        "uid": "session-1@school.example",
        "sequence": 0,
        "summary": "Бюджет громади",
        "starts": STARTS,
        "ends": STARTS + timedelta(minutes=90),
        "url": "https://school.example/podii/biudzhet/",
        "updated_at": datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC),
    }
    return Entry(**{**defaults, **values})


def parsed(data):
    return Calendar.from_ical(data)


def event_of(data):
    (event,) = parsed(data).walk("VEVENT")
    return event


def lines(data):
    """The unfolded lines of a calendar."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def property_lines(data, name):
    return [line for line in lines(data) if line.startswith((f"{name}:", f"{name};"))]
