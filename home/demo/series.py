"""A running series: laid out by its rule, then one date moved and one called off – through the domain verbs."""

from datetime import time, timedelta

from webinars.models import SessionSeries
from webinars.recurrence import Rule, moment_on
from webinars.series import make_series, move, skip

from .clock import on_weekday, today

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def build_series(event, entry, *, host, now):
    """Announce the weeks that ``entry`` tells of, three weeks before the first."""
    first_on = on_weekday(today(now) + entry["week"] * WEEK, entry["weekday"])
    at = time.fromisoformat(entry["time"])
    series = SessionSeries(
        event=event,
        rule=Rule(weekdays=(entry["weekday"],), count=entry["count"]).text,
        first_on=first_on,
        at=at,
        minutes=entry["minutes"],
    )
    announced = min(now, moment_on(first_on, at) - 3 * WEEK)
    return make_series(series=series, by=None, now=announced, host=host, capacity=entry["capacity"])


def make_exceptions(series, entry, *, now):
    """The date that moves and the one that falls out, both still to come."""
    days = list(series.sessions.order_by("recurs_on").values_list("recurs_on", flat=True))
    moved, cancelled = entry["moved"], entry["cancelled"]
    day = days[moved["date"] - 1]
    starts = moment_on(day + moved["days"] * DAY, time.fromisoformat(moved["time"]))
    move(series=series, day=day, starts_at=starts, by=None, now=now)
    skip(series=series, day=days[cancelled["date"] - 1], by=None, now=now, reason=cancelled["reason"])
