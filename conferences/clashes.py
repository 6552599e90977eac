"""What stands in the way of a programme: a pure function over plain values, asked before a release.

A clash is a warning in words, never a refusal. Two items clash when one room or one person is needed for both at
once; an item clashes alone when its room is closed then, or when people who are expected at it are expected elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from content import wording


class Kind(StrEnum):
    ROOM = "room"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    HOURS = "hours"
    COHORT = "cohort"


@dataclass(frozen=True)
class Slot:
    """A scheduled item. ``room`` is None for one in all rooms; speakers and moderators are (key, name) pairs."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str | None = None
    room_name: str = ""
    speakers: frozenset = frozenset()
    moderators: frozenset = frozenset()

    def overlaps(self, other):
        """Also for ``Hours`` and ``Elsewhere``; what ends when the other begins does not overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Hours:
    """A room is open from ``starts_at`` until ``ends_at``."""

    room: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Elsewhere:
    """``group``, who is expected at the event, is expected at another one too."""

    group: str
    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Clash:
    """``slot`` and what is in its way; ``subject`` is the name of the room, person or group they share."""

    kind: Kind
    slot: Slot
    other: Slot | Elsewhere | None = None
    subject: str = ""

    @property
    def reason(self):
        words = {"title": self.slot.title, "subject": self.subject}
        if self.other:
            when = wording.hours(self.other.starts_at, self.other.ends_at, now=self.slot.starts_at)
            words |= {"other": self.other.title, "when": when}
        return SENTENCES[self.kind]() % words


SENTENCES = {
    Kind.ROOM: lambda: _("“%(title)s” and “%(other)s” (%(when)s) are in one room at the same time: %(subject)s."),
    Kind.SPEAKER: lambda: _("“%(title)s” and “%(other)s” (%(when)s): %(subject)s would speak in both at once."),
    Kind.MODERATOR: lambda: _("“%(title)s” and “%(other)s” (%(when)s): %(subject)s would be needed in both at once."),
    Kind.HOURS: lambda: _("“%(title)s”: the room is not open then (%(subject)s)."),
    Kind.COHORT: lambda: _("“%(title)s”: %(subject)s is expected at “%(other)s” at that time (%(when)s)."),
}


def clashes_of(slots, *, hours=(), elsewhere=()):
    """All clashes, in the order of the programme. Only items that are on at the same time are compared."""
    slots = sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at, slot.key))
    found, going_on = [], []
    for slot in slots:
        going_on = [earlier for earlier in going_on if earlier.ends_at > slot.starts_at]
        for earlier in going_on:
            found += between(earlier, slot)
        found += alone(slot, hours=hours, elsewhere=elsewhere)
        going_on.append(slot)
    return found


def between(first, second):
    """Why two items that are on at once cannot both be. What is in all rooms is in each of them."""
    if first.room is None or second.room is None or first.room == second.room:
        yield Clash(Kind.ROOM, first, second, first.room_name or second.room_name)
    for person in sorted((first.speakers | first.moderators) & (second.speakers | second.moderators)):
        speaks = person in first.speakers and person in second.speakers
        yield Clash(Kind.SPEAKER if speaks else Kind.MODERATOR, first, second, person[1])


def alone(slot, *, hours, elsewhere):
    """What is wrong with one item, whatever else there is."""
    if slot.room is not None and not any(
        open_.room == slot.room and open_.starts_at <= slot.starts_at and slot.ends_at <= open_.ends_at
        for open_ in hours
    ):
        yield Clash(Kind.HOURS, slot, None, slot.room_name)
    for other in elsewhere:
        if slot.overlaps(other):
            yield Clash(Kind.COHORT, slot, other, other.group)
