"""What goes into a calendar: one dated thing, as plain values, whoever it comes from."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter

CONFIRMED = "CONFIRMED"
CANCELLED = "CANCELLED"
STATUSES = (CONFIRMED, CANCELLED)
LARGEST_SEQUENCE = 2**31 - 1  # RFC 5545 §3.3.8; calendar apps drop events above it


@dataclass(frozen=True)
class Entry:
    """One event of a calendar.

    ``uid`` is stored once and never changes; ``sequence`` rises with every change of time or status. Both decide
    whether a reader's calendar app updates its copy or makes a second one. ``updated_at`` is the row's own, never
    "now": an unchanged entry must serialise to unchanged bytes. Moments are kept to the second, as iCalendar does.
    """

    uid: str
    sequence: int
    summary: str
    starts: datetime
    ends: datetime
    url: str
    updated_at: datetime
    created_at: datetime | None = None
    description: str = ""
    location: str = ""
    status: str = CONFIRMED
    categories: tuple[str, ...] = ()
    conference_url: str = ""
    transparent: bool = False

    def __post_init__(self):
        for name in ("starts", "ends", "updated_at", "created_at"):
            object.__setattr__(self, name, _to_the_second(name, getattr(self, name)))
        object.__setattr__(self, "categories", tuple(self.categories))
        if not self.uid.strip():
            raise ValueError("An entry needs a uid.")
        if self.ends <= self.starts:
            raise ValueError(f"Entry {self.uid} must end after it starts.")
        if self.status not in STATUSES:
            raise ValueError(f"Entry {self.uid} has an unknown status: {self.status!r}.")
        if not 0 <= self.sequence <= LARGEST_SEQUENCE:
            raise ValueError(f"Entry {self.uid} has a sequence out of range: {self.sequence}.")

    @property
    def is_cancelled(self):
        return self.status == CANCELLED

    @cached_property
    def revision(self) -> str:
        """A short name for exactly these values: equal for equal entries, on every machine and after a restart."""
        return hashlib.sha256(_to_json(_all_values(self)).encode()).hexdigest()[:32]


_all_values = attrgetter(*(field.name for field in fields(Entry)))
_to_json = json.JSONEncoder(default=datetime.timestamp).encode


def _to_the_second(name, moment):
    """``moment`` in UTC without microseconds, so that one instant has one form; ``None`` only for ``created_at``."""
    if moment is None and name == "created_at":
        return None
    if moment is None or moment.utcoffset() is None:
        raise ValueError(f"{name} must be an aware datetime.")
    return moment.astimezone(UTC).replace(microsecond=0)
