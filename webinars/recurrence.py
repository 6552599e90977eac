"""Rules that repeat, in plain values: days by Kyiv's calendar, moments by Kyiv's clock. No models, no request.

A series keeps its hour on the wall when the clock changes. An hour that spring leaves out is taken an hour later, the
one that autumn repeats is taken the first time, as RFC 5545 §3.3.5 says.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from calendars.kyiv import KYIV

from .rule_words import rule_in_words

MAX_DATES = 300  # nearly six years of weeks; more is a slip of the finger
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Rule:
    """Every ``interval`` weeks on ``weekdays`` (Monday is 0), or every ``interval`` months on one of them, the ``nth``.

    It ends after ``count`` days or on the day ``until``, whichever is given. ``nth`` is 1 to 4, or -1 for the last.
    """

    weekdays: tuple[int, ...]
    interval: int = 1
    nth: int = 0
    count: int | None = None
    until: date | None = None

    @property
    def frequency(self):
        return MONTHLY if self.nth else WEEKLY

    @property
    def text(self):
        """As RFC 5545 writes it, without the start."""
        days = ",".join(f"{self.nth or ''}{DAYS[number]}" for number in sorted(self.weekdays))
        end = f"COUNT={self.count}" if self.count else f"UNTIL={self.until:%Y%m%d}"
        return f"FREQ={self.frequency};INTERVAL={self.interval};BYDAY={days};{end}"

    @classmethod
    def parse(cls, text):
        """What ``text`` wrote down."""
        parts = dict(part.split("=") for part in text.split(";"))
        days = parts["BYDAY"].split(",")
        until = parts.get("UNTIL")
        return cls(
            weekdays=tuple(DAYS.index(day[-2:]) for day in days),
            interval=int(parts["INTERVAL"]),
            nth=int(days[0][:-2] or 0),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=datetime.strptime(until, "%Y%m%d").date() if until else None,
        )

    def longer(self, first_on, *, more=None, until=None):
        """The same with so many days ``more``, or until a later day."""
        count = len(self.days(first_on)) + more if more else None
        return replace(self, count=count, until=None if more else until)

    @property
    def words(self):
        return rule_in_words(self)

    def days(self, first_on):
        """The days from ``first_on`` on, one more than ``MAX_DATES`` at most."""
        moments = rrulestr(self.text, dtstart=datetime.combine(first_on, time.min))
        return [moment.date() for moment in islice(moments, MAX_DATES + 1)]


@dataclass(frozen=True)
class Occurrence:
    """One date of a series: ``day`` is what the rule says, the moments are when it takes place."""

    day: date
    starts_at: datetime
    ends_at: datetime
    moved: bool = False


def moment_on(day, at):
    """The first instant at which Kyiv's clock shows ``at`` on ``day``, in UTC, whatever ``fold`` came along with it."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=KYIV).astimezone(UTC)


def occurrences(rule, *, first_on, at, minutes, skipped=(), moved=None):
    """The dates of ``rule`` without the days ``skipped``; ``moved`` gives another start to some of them."""
    moved, length = moved or {}, timedelta(minutes=minutes)
    found = []
    for day in rule.days(first_on):
        if day not in skipped:
            planned = moment_on(day, at)
            starts = moved.get(day, planned)
            found.append(Occurrence(day, starts, starts + length, moved=starts != planned))
    return found


def clock_changes(days):
    """Those of ``days`` since whose predecessor Kyiv's clock was changed, each as (day, hours forward or back)."""
    days = sorted(days)
    offsets = [datetime.combine(day, time(12), tzinfo=KYIV).utcoffset() for day in days]
    pairs = zip(days[1:], offsets[1:], offsets[:-1], strict=True)
    return [(day, (now - before) // timedelta(hours=1)) for day, now, before in pairs if now != before]
