"""Rules that repeat, against an expansion that knows nothing of RRULE: it asks every single day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from webinars.recurrence import MAX_DATES, Rule, clock_changes, moment_on, occurrences

KYIV = ZoneInfo("Europe/Kyiv")
DAY = timedelta(days=1)

firsts = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))
ends = st.one_of(
    st.integers(min_value=1, max_value=60).map(lambda count: {"count": count}),
    st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31)).map(lambda day: {"until": day}),
)
weekly = st.builds(
    lambda days, interval, end: Rule(weekdays=tuple(sorted(days)), interval=interval, **end),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(1, 5),
    ends,
)
monthly = st.builds(
    lambda day, nth, interval, end: Rule(weekdays=(day,), nth=nth, interval=interval, **end),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3, 4, -1]),
    st.integers(1, 5),
    ends,
)
rules = st.one_of(weekly, monthly)


def fits(day, rule, first):
    if day.weekday() not in rule.weekdays:
        return False
    if rule.nth:
        nth = -1 if rule.nth == -1 and (day + 7 * DAY).month != day.month else (day.day - 1) // 7 + 1
        months = (day.year - first.year) * 12 + day.month - first.month
        return nth == rule.nth and months % rule.interval == 0
    monday = [moment - moment.weekday() * DAY for moment in (first, day)]
    return (monday[1] - monday[0]).days // 7 % rule.interval == 0


def by_asking_every_day(rule, first):
    found, day = [], first
    while len(found) < (rule.count or MAX_DATES + 1) and (rule.until is None or day <= rule.until):
        if fits(day, rule, first):
            found.append(day)
        day += DAY
    return found


@given(rules, firsts)
def test_days_are_those_that_fit_the_rule(rule, first):
    assert rule.days(first) == by_asking_every_day(rule, first)


@given(rules)
def test_a_rule_is_read_back_as_it_was_written(rule):
    assert Rule.parse(rule.text) == rule


@given(st.data(), rules, firsts, st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.integers(15, 600))
def test_expansion_equals_the_one_that_asks_every_day(data, rule, first, at, minutes):
    days = by_asking_every_day(rule, first)
    skipped = set(data.draw(st.lists(st.sampled_from(days), max_size=5))) if days else set()
    moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
    moved = data.draw(st.dictionaries(st.sampled_from(days), moments, max_size=5)) if days else {}

    found = occurrences(rule, first_on=first, at=at, minutes=minutes, skipped=skipped, moved=moved)

    assert [occurrence.day for occurrence in found] == [day for day in days if day not in skipped]
    for occurrence in found:
        assert occurrence.ends_at - occurrence.starts_at == timedelta(minutes=minutes)
        if occurrence.day in moved:
            assert occurrence.starts_at == moved[occurrence.day]
        else:
            assert occurrence.starts_at in instants_showing(occurrence.day, at)


def instants_showing(day, at):
    """The first instant (UTC) at which the clock shows it; an hour later where spring leaves it out: hour by hour."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=4)
    instants = [midnight + timedelta(hours=hour, minutes=at.minute) for hour in range(30)]
    wall = [instant.astimezone(KYIV).replace(tzinfo=None) for instant in instants]
    wanted = datetime.combine(day, at)
    shown = [instant for instant, clock in zip(instants, wall, strict=True) if clock == wanted]
    later = [instant for instant, clock in zip(instants, wall, strict=True) if clock == wanted + timedelta(hours=1)]
    return shown[:1] or later[:1]


def test_the_hour_on_the_wall_stays_over_both_changes_of_the_clock():
    rule = Rule(weekdays=(6,), count=40)

    found = occurrences(rule, first_on=date(2026, 3, 15), at=time(18), minutes=90)

    assert {occurrence.starts_at.astimezone(KYIV).time() for occurrence in found} == {time(18)}
    assert {occurrence.starts_at.hour for occurrence in found} == {15, 16}
    assert clock_changes([occurrence.day for occurrence in found]) == [(date(2026, 3, 29), 1), (date(2026, 10, 25), -1)]


@pytest.mark.parametrize(
    ("day", "at", "hour"),
    [(date(2026, 3, 29), time(3, 30), 1), (date(2026, 10, 25), time(3, 30), 0), (date(2026, 10, 25), time(4, 30), 2)],
)
def test_an_hour_left_out_comes_later_and_a_repeated_one_is_taken_first(day, at, hour):
    for fold in (0, 1):
        assert moment_on(day, at.replace(fold=fold)) == datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(weekdays=(1, 3), count=10), "Every week: Tuesday, Thursday; 10 times"),
        (Rule(weekdays=(1,), interval=2, count=1), "Every 2 weeks: Tuesday; 1 time"),
        (Rule(weekdays=(2,), nth=-1, until=date(2027, 5, 1)), "Every month: last Wednesday; until 1\xa0May\xa02027"),
    ],
)
def test_a_rule_in_words(rule, words):
    with translation.override("en"):
        assert rule.words == words
