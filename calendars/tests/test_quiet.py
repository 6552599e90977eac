"""When a reminder is due around quiet hours, also where the clock changes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from calendars.quiet import EVENING, Quiet, due_at

NIGHT = Quiet(time(22), time(7))
NOON_REST = Quiet(time(12), time(14))
MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2027, 4, 30), timezones=st.just(UTC))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def kyiv(text):
    return datetime.fromisoformat(text).replace(tzinfo=KYIV).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "quiet", "night"),
    [
        ("2027-01-12 21:59", NIGHT, None),
        ("2027-01-12 22:00", NIGHT, ("2027-01-12 22:00", "2027-01-13 07:00")),
        ("2027-01-13 06:59", NIGHT, ("2027-01-12 22:00", "2027-01-13 07:00")),
        ("2027-01-13 07:00", NIGHT, None),
        ("2027-01-13 13:00", NOON_REST, ("2027-01-13 12:00", "2027-01-13 14:00")),
        ("2027-01-13 11:00", NOON_REST, None),
        ("2027-01-13 12:00", Quiet(time(12), time(12)), None),
        ("2027-03-28 05:00", NIGHT, ("2027-03-27 22:00", "2027-03-28 07:00")),
        ("2026-10-25 05:00", NIGHT, ("2026-10-24 22:00", "2026-10-25 07:00")),
    ],
)
def test_quiet_hours_are_those_of_the_clock_in_kyiv(moment, quiet, night):
    assert quiet.around(kyiv(moment)) == (night and tuple(map(kyiv, night)))


@pytest.mark.parametrize(
    ("starts", "minutes", "due"),
    [
        ("2027-01-13 12:00", 60, "2027-01-13 11:00"),
        ("2027-01-13 23:00", 1440, "2027-01-13 07:00"),  # waits for the end of the night
        ("2027-01-13 08:00", 60, "2027-01-13 07:00"),
        ("2027-01-13 09:00", 180, "2027-01-13 07:00"),
        ("2027-01-13 07:30", 60, "2027-01-12 21:30"),  # cannot wait
        ("2027-01-13 02:00", 180, "2027-01-12 21:30"),
        ("2027-01-13 22:30", 60, "2027-01-13 21:30"),
    ],
)
def test_a_reminder_comes_before_the_night_or_after_it(starts, minutes, due):
    assert due_at(kyiv(starts), minutes, NIGHT) == kyiv(due)


@given(starts_at=MOMENTS, minutes=st.sampled_from([15, 60, 180, 1440, 10080]), begins=CLOCKS, ends=CLOCKS)
def test_a_reminder_is_due_before_the_start_and_not_in_the_quiet_it_fell_into(starts_at, minutes, begins, ends):
    quiet = Quiet(begins, ends)

    due = due_at(starts_at, minutes, quiet)

    assert due < starts_at
    nominal = starts_at - timedelta(minutes=minutes)
    if night := quiet.around(nominal):
        assert due in (night[0] - EVENING, night[1])
    else:
        assert due == nominal
