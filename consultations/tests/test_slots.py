"""Free time equals what somebody finds who walks through the minutes with a clock and a calendar."""

from collections import namedtuple
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from consultations.slots import Slot, free, slots_in, windows
from webinars.recurrence import Rule

Hours = namedtuple("Hours", "days at until")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # when Kyiv's clock is changed


def instant(day, at):
    """The first minute at which Kyiv's clock shows ``at``; where spring leaves it out, an hour later on the clock."""
    midnight = datetime.combine(day, time(0), tzinfo=KYIV).astimezone(UTC)
    for wanted in (at, (datetime.combine(day, at) + timedelta(hours=1)).time()):
        for number in range(26 * 60):
            local = (midnight + number * MINUTE).astimezone(KYIV)
            if (local.date(), local.time()) == (day, wanted):
                return midnight + number * MINUTE
    raise AssertionError("Every day has every hour or the next one.")


def days_by_hand(hours, until):
    """Days of ``hours`` (weekdays, interval, first_on) found by walking through the calendar, week by week."""
    weekdays, interval, first_on = hours
    monday = first_on - first_on.weekday() * DAY
    days = [first_on + number * DAY for number in range((until - first_on).days + 1)]
    return [day for day in days if day.weekday() in weekdays and ((day - monday).days // 7) % interval == 0]


def by_hand(rows, *, until, away, minutes, buffer, busy, since, last):
    """Free slots without the code under test: minutes are asked one by one, spans are sets of minutes."""
    open_minutes = set()
    for (weekdays, interval, first_on), at, ends in rows:
        for day in days_by_hand((weekdays, interval, first_on), until):
            if day not in away:
                moment, end = instant(day, at), instant(day, ends)
                while moment < end:
                    open_minutes.add(moment)
                    moment += MINUTE
    found, wait = [], None
    for moment in sorted(open_minutes):
        if moment - MINUTE not in open_minutes:
            wait = moment  # a span begins, and so does its first slot
        if moment == wait:
            needed = [moment + number * MINUTE for number in range(minutes)]
            if all(minute in open_minutes for minute in needed):
                near = [moment + number * MINUTE for number in range(-buffer, minutes + buffer)]
                taken = any(start <= minute < end for start, end in busy for minute in near)
                if since <= moment <= last and not taken:
                    found.append(Slot(moment, moment + minutes * MINUTE))
                wait = moment + (minutes + buffer) * MINUTE
            else:
                wait = None
    return found


quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))


@st.composite
def rows_of_hours(draw, around):
    first_on = around - draw(st.integers(0, 9)) * DAY
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))))
    at, until = sorted(draw(st.tuples(quarters, quarters).filter(lambda pair: pair[0] != pair[1])))
    return (weekdays, draw(st.integers(1, 2)), first_on), at, until


@settings(max_examples=60)
@given(data=st.data(), changes=st.sampled_from([SPRING, AUTUMN]))
def test_free_slots_are_those_found_minute_by_minute(data, changes):
    until = changes + 4 * DAY
    rows = data.draw(st.lists(rows_of_hours(changes), min_size=1, max_size=3))
    away = data.draw(st.sets(st.integers(-3, 4).map(lambda number: changes + number * DAY), max_size=2))
    minutes, buffer = data.draw(st.sampled_from([20, 30, 45])), data.draw(st.sampled_from([0, 10, 25]))
    start = datetime.combine(changes - DAY, time(0), tzinfo=UTC)
    spans = st.tuples(st.integers(0, 4 * 24 * 4), st.integers(1, 10))
    busy = [
        (start + begin * 15 * MINUTE, start + (begin + length) * 15 * MINUTE)
        for begin, length in data.draw(st.lists(spans, max_size=3))
    ]
    since, last = start, start + 4 * DAY

    hours = [
        Hours(Rule(weekdays=weekdays, interval=interval, until=until).days(first_on), at, ends)
        for (weekdays, interval, first_on), at, ends in rows
    ]
    cut = slots_in(windows(hours, away=away), minutes=minutes, buffer=buffer)
    found = free(cut, busy=busy, buffer=buffer, since=since, until=last)

    expected = by_hand(rows, until=until, away=away, minutes=minutes, buffer=buffer, busy=busy, since=since, last=last)
    assert found == expected


def test_hours_that_touch_are_one_span():
    hours = [Hours([SPRING - DAY], time(10), time(11)), Hours([SPRING - DAY], time(11), time(12))]

    spans = windows(hours, away=set())

    assert len(spans) == 1


def test_an_hour_keeps_its_place_on_the_wall_when_the_clock_changes():
    days = [SPRING - DAY, SPRING]

    spans = windows([Hours(days, time(10), time(11))], away=set())

    assert [span[0].astimezone(KYIV).hour for span in spans] == [10, 10]
    assert spans[1][0] - spans[0][0] == timedelta(hours=23)
