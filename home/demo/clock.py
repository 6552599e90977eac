"""Days around the day of loading, on Kyiv's clock, so that the demo school is always in the middle of its year."""

from datetime import UTC, datetime, time, timedelta

from calendars.kyiv import KYIV

MONDAY = 0


def today(now):
    return now.astimezone(KYIV).date()


def moment(day, clock):
    """The instant of a Kyiv wall-clock time, such as "18:00", on ``day``."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=KYIV)


def later(start, *, minutes):
    """So many minutes after ``start``, also across a change of the clock."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(KYIV)


def on_weekday(day, weekday):
    """``day`` or the next day that falls on ``weekday`` (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
