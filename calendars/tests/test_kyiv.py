from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.ics import calendar_bytes
from calendars.kyiv import KYIV

from .factories import HALF_HOUR, entry, event_of, parsed, property_lines

minutes = st.integers(min_value=1, max_value=60 * 48)
# Whole seconds out of one number: far cheaper to draw than ``st.datetimes``, which a busy machine found too slow.
FIRST = datetime(1998, 1, 1, tzinfo=UTC)
moments = st.integers(0, 92 * 365 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds))


def rule_onsets(year):
    """When the shipped rules change the clock in ``year``, as UTC moments with the offset before and after."""
    (zone,) = parsed(calendar_bytes([], name="")).walk("VTIMEZONE")
    for part in zone.subcomponents:
        rule = part["RRULE"]
        assert (rule["FREQ"], rule["BYDAY"]) == (["YEARLY"], ["-1SU"])
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        last = max(
            day
            for day in (datetime(year, rule["BYMONTH"][0], 1) + timedelta(days=n) for n in range(31))
            if day.month == rule["BYMONTH"][0] and day.weekday() == 6
        )
        yield datetime.combine(last, part["DTSTART"].dt.time(), UTC) - before, before, after


@pytest.mark.parametrize("ahead", range(6))
def test_time_zone_equals_the_zone_database_for_five_years(ahead):
    year = datetime.now(UTC).year + ahead
    ours = sorted(rule_onsets(year))

    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(366 * 24)]
    theirs = [
        (later, earlier.astimezone(KYIV).utcoffset(), later.astimezone(KYIV).utcoffset())
        for earlier, later in zip(hours, hours[1:], strict=False)
        if later.year == year and earlier.astimezone(KYIV).utcoffset() != later.astimezone(KYIV).utcoffset()
    ]
    assert ours == theirs


def test_time_zone_stands_before_the_events():
    data = calendar_bytes([entry()], name="Події")

    assert data.index(b"END:VTIMEZONE") < data.index(b"BEGIN:VEVENT")


@given(starts=moments, length=minutes)
def test_any_time_comes_back(starts, length):
    one = entry(starts=starts, ends=starts + timedelta(minutes=length))

    event = event_of(calendar_bytes([one], name="Події"))

    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (starts, starts + timedelta(minutes=length))


def test_hour_that_autumn_repeats_is_written_in_utc():
    starts = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # the second 03:30 of that night in Kyiv

    data = calendar_bytes([entry(starts=starts, ends=starts + HALF_HOUR)], name="Події")

    assert property_lines(data, "DTSTART")[-1] == "DTSTART:20271031T013000Z"
    assert property_lines(data, "DTEND") == ["DTEND:20271031T020000Z"]
