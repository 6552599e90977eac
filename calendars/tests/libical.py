"""Calendars as libical reads them, the C library behind GNOME, KDE and Cyrus; called by hand, as it is one small file.

ical.js would be a fourth reader, but brings Node and npm for a single test.
"""

from ctypes import CDLL, Structure, c_char_p, c_int, c_long, c_void_p
from dataclasses import dataclass
from datetime import UTC, datetime


class Time(Structure):
    """``icaltimetype``: the clock's hour, and the zone that libical made of the calendar's VTIMEZONE."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


def _load():
    try:
        library = CDLL("libical.so.3")
    except OSError:
        return None
    for name, result in {
        "icalparser_parse_string": c_void_p,
        "icalcomponent_get_first_component": c_void_p,
        "icalcomponent_get_uid": c_char_p,
        "icalcomponent_get_summary": c_char_p,
        "icalcomponent_get_description": c_char_p,
        "icalcomponent_get_location": c_char_p,
        "icalcomponent_get_dtstart": Time,
        "icalcomponent_get_dtend": Time,
        "icaltime_as_timet_with_zone": c_long,
    }.items():
        getattr(library, name).restype = result
    return library


LIBRARY = _load()


@dataclass(frozen=True)
class Read:
    """The first event of a calendar."""

    uid: str
    summary: str
    description: str
    location: str
    starts: datetime
    ends: datetime


def read(data):
    """``data`` as libical has it; ``ValueError`` if it finds no event."""
    calendar = LIBRARY.icalparser_parse_string(data)
    event = calendar and LIBRARY.icalcomponent_get_first_component(
        c_void_p(calendar), LIBRARY.icalcomponent_string_to_kind(b"VEVENT")
    )
    if not event:
        raise ValueError("libical finds no event.")
    event = c_void_p(event)
    words = [
        (getattr(LIBRARY, f"icalcomponent_get_{name}")(event) or b"").decode()
        for name in ("uid", "summary", "description", "location")
    ]
    moments = [_moment(LIBRARY.icalcomponent_get_dtstart(event)), _moment(LIBRARY.icalcomponent_get_dtend(event))]
    LIBRARY.icalcomponent_free(c_void_p(calendar))
    return Read(*words, *moments)


def _moment(time):
    return datetime.fromtimestamp(LIBRARY.icaltime_as_timet_with_zone(time, c_void_p(time.zone)), UTC)
