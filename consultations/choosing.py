"""Free times as a reader chooses one: the days that have some, and the times of one of them, all by plain links."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from calendars.kyiv import KYIV

from .slots import Slot


class TimeField(forms.DateTimeField):
    """A moment in an address or a form, of years that clocks can show."""

    default_validators = [
        MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)),
        MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC)),
    ]


class TimeForm(forms.Form):
    """What the address asks for: a day to look at, or a time to book; a part that makes no sense is not asked."""

    d = forms.DateField(required=False)
    at = TimeField(required=False)

    @property
    def asked(self):
        """(the day, the time), each maybe None."""
        self.is_valid()
        return self.cleaned_data.get("d"), self.cleaned_data.get("at")


@dataclass(frozen=True)
class Time:
    slot: Slot
    url: str


@dataclass(frozen=True)
class Day:
    """A day of Kyiv's calendar on which something is free."""

    day: date
    number: int
    url: str
    current: bool


def days_and_times(slots, *, chosen, base, book):
    """(days with free times, times of the ``chosen`` one or else the first); ``base`` and ``book`` are addresses."""
    by_day = {day: list(group) for day, group in groupby(slots, key=day_of)}
    shown = chosen if chosen in by_day else next(iter(by_day), None)
    days = [Day(day, len(found), f"{base}?d={day}", day == shown) for day, found in by_day.items()]
    return days, [Time(slot, f"{book}?{urlencode({'at': written(slot.starts_at)})}") for slot in by_day.get(shown, [])]


def day_of(slot):
    return slot.starts_at.astimezone(KYIV).date()


def written(moment):
    """A moment (UTC) as it stands in an address and in a form."""
    return f"{moment:%Y-%m-%dT%H:%M}Z"
