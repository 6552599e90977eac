"""What we write is read equally by icalendar, vobject, libical and the bare rules of RFC 5545, whatever was typed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.ics import calendar_bytes
from calendars.plain_text import clean_text

from . import libical
from .factories import entry, event_of

# Around both clock changes of 2027 in Kyiv, minute by minute, and any other moment.
CHANGES = [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)]
near = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes), st.sampled_from(CHANGES), st.integers(-1500, 1500)
)
moments = near | st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))
words = st.text(st.sampled_from("абвґєії'’ABCn\\;,:\"\n\r\t№—…👩🏽‍🌾 \x0b\x00=^"), min_size=1, max_size=120)
patient = settings(max_examples=60)


def physical_lines(data):
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    return lines


def bare_value(data, name):
    """The one value of ``name`` in the event, by the rules alone: unfold bytes, decode, take escapes back."""
    text = data.replace(b"\r\n ", b"").decode()
    event = text.partition("BEGIN:VEVENT\r\n")[2]
    (value,) = re.findall(rf"^{name}(?:;[^:]*)?:(.*)\r$", event, re.MULTILINE)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@patient
@given(summary=words, description=words, place=words)
def test_three_readers_read_the_words_that_were_typed(summary, description, place):
    one = entry(summary=summary, description=description, location=place)
    data = calendar_bytes([one], name="Події")
    typed = {"SUMMARY": summary, "DESCRIPTION": description, "LOCATION": place}

    theirs, ours = vobject.readOne(data.decode()).vevent, event_of(data)
    for name, value in typed.items():
        value = clean_text(value)
        if not value:
            continue
        assert bare_value(data, name) == value
        assert str(ours[name]) == value
        assert getattr(theirs, name.lower()).value == value


@patient
@given(starts=moments, minutes=st.integers(1, 60 * 30))
def test_three_readers_read_the_same_instants_across_both_clock_changes(starts, minutes):
    starts = starts.replace(microsecond=0)
    one = entry(starts=starts, ends=starts + timedelta(minutes=minutes))
    data = calendar_bytes([one], name="Події")

    theirs, ours = vobject.readOne(data.decode()).vevent, event_of(data)

    expected = [one.starts, one.ends]
    assert [moment.astimezone(UTC) for moment in (ours.start, ours.end)] == expected
    assert [moment.astimezone(UTC) for moment in (theirs.dtstart.value, theirs.dtend.value)] == expected


@pytest.mark.libical
@patient
@given(summary=words, description=words, place=words)
def test_libical_reads_the_words_that_were_typed(summary, description, place):
    one = entry(summary=summary, description=description, location=place)

    theirs = libical.read(calendar_bytes([one], name="Події"))

    assert theirs.uid == one.uid
    typed = [clean_text(text).strip() for text in (summary, description, place)]  # it drops blanks at the ends
    assert [text.strip() for text in (theirs.summary, theirs.description, theirs.location)] == typed


@pytest.mark.libical
@patient
@given(starts=moments, minutes=st.integers(1, 60 * 30))
def test_libical_reads_the_same_instants_across_both_clock_changes(starts, minutes):
    one = entry(starts=starts.replace(microsecond=0), ends=starts + timedelta(minutes=minutes))

    theirs = libical.read(calendar_bytes([one], name="Події"))

    assert (theirs.starts, theirs.ends) == (one.starts, one.ends)


@patient
@given(summary=words, description=words)
def test_lines_are_short_and_never_cut_a_letter(summary, description):
    data = calendar_bytes([entry(summary=summary, description=description)], name=summary)

    for line in physical_lines(data):
        assert 0 < len(line) <= 75
        line.decode()


@patient
@given(summary=words)
def test_the_same_entry_gives_the_same_bytes(summary):
    first, second = (calendar_bytes([entry(summary=summary)], name="Події") for _time in range(2))

    assert first == second
