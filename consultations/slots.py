"""Arithmetic of free time: hours in, slots out. Moments are UTC, days and hours Kyiv's; no models, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.intervals import merge
from webinars.recurrence import moment_on


@dataclass(frozen=True, order=True)
class Slot:
    """A time that may be booked."""

    starts_at: datetime
    ends_at: datetime


def windows(hours, *, away):
    """The spans that ``hours`` (with ``days``, ``at`` and ``until``) come to, without the days ``away``.

    Hours that overlap or touch are one span, so that their slots never overlap.
    """
    spans = (
        (moment_on(day, row.at), moment_on(day, row.until)) for row in hours for day in row.days if day not in away
    )
    return merge(span for span in spans if span[0] < span[1])


def slots_in(spans, *, minutes, buffer):
    """Each span from its beginning cut into slots of ``minutes`` with ``buffer`` minutes between them."""
    length, rest = timedelta(minutes=minutes), timedelta(minutes=buffer)
    found = []
    for starts, ends in spans:
        while starts + length <= ends:
            found.append(Slot(starts, starts + length))
            starts += length + rest
    return found


def free(slots, *, busy, buffer, since, until):
    """Those that begin between ``since`` and ``until`` and keep ``buffer`` minutes away from every ``busy`` span."""
    rest = timedelta(minutes=buffer)
    return [
        slot
        for slot in slots
        if since <= slot.starts_at <= until
        and all(slot.ends_at + rest <= starts or ends + rest <= slot.starts_at for starts, ends in busy)
    ]
