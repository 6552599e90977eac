"""A released programme as its readers meet it: plain objects out of a snapshot, in the active language."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import get_language, gettext

from calendars.kyiv import KYIV
from webinars.access import OPEN_AFTERWARDS, PARTICIPANTS_EARLY

from .models import Item, Room
from .models.items import LANGUAGES

SOON = timedelta(hours=3)  # so far ahead «next» looks


def spoken(values, name="name"):
    """A name kept in both languages, in the reader's."""
    english = values.get(f"{name}_en", "")
    return english if english and get_language() == "en" else values.get(name, "")


@dataclass(frozen=True)
class Place:
    """A room; ``hours`` are (opens, closes, public id of the session or None)."""

    key: str
    name: str
    kind: str
    address: str
    hours: tuple

    @property
    def is_online(self):
        return self.kind != Room.Kind.HALL

    def session_at(self, moment):
        """The session whose room one joins here at ``moment``."""
        return next(
            (
                key
                for opens, closes, key in self.hours
                if opens - PARTICIPANTS_EARLY <= moment < closes + OPEN_AFTERWARDS
            ),
            None,
        )


@dataclass(frozen=True)
class Who:
    name: str
    role: str
    slug: str = ""


@dataclass(frozen=True)
class Talk:
    """One item. ``room`` is None for one in all rooms; ``track`` is (key, name, color) or None."""

    key: str
    kind: str
    title: str
    abstract: str
    language: str
    room: Place | None
    track: tuple | None
    starts_at: datetime
    minutes: int
    speakers: list = field(default_factory=list)
    moderators: list = field(default_factory=list)
    starred: bool = False
    kept: list = field(default_factory=list)  # once it is over: pairs (what is left of it, address)

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self):
        return self.starts_at.astimezone(KYIV).date()

    @property
    def kind_label(self):
        return str(dict(Item.Kind.choices).get(self.kind, self.kind))

    @property
    def language_label(self):
        return str(dict(LANGUAGES).get(self.language, self.language))

    @property
    def is_foreign(self):
        return self.language != get_language()

    @property
    def is_break(self):
        return self.kind == Item.Kind.BREAK

    @property
    def room_name(self):
        return self.room.name if self.room else gettext("All rooms")

    def is_on(self, now):
        return self.starts_at <= now < self.ends_at

    def is_over(self, now):
        return now >= self.ends_at


class Published:
    """What a release says; ``starred`` are the ids that the reader chose."""

    def __init__(self, release, *, starred=frozenset()):
        self.release, self.starred, self.values = release, starred, release.snapshot

    @cached_property
    def rooms(self):
        rows = sorted(self.values["rooms"].items(), key=lambda row: row[1]["order"])
        return {key: self._place(key, row) for key, row in rows}

    @cached_property
    def tracks(self):
        return {key: (key, spoken(row), row["color"]) for key, row in self.values["tracks"].items()}

    @cached_property
    def talks(self):
        talks = [self._talk(key, row) for key, row in self.values["items"].items()]
        order = list(self.rooms)
        return sorted(
            talks, key=lambda talk: (talk.starts_at, order.index(talk.room.key) if talk.room else -1, talk.key)
        )

    @cached_property
    def days(self):
        return sorted({talk.day for talk in self.talks})

    @property
    def languages(self):
        return sorted({talk.language for talk in self.talks})

    def find(self, key):
        return next((talk for talk in self.talks if talk.key == key), None)

    def part(self, kind, key):
        """(name, ids of the items) of a track or a room; None if there is none. What is in all rooms is in each."""
        if kind == "track":
            found = self.tracks.get(key)
            return found and (found[1], {talk.key for talk in self.talks if talk.track == found})
        room = self.rooms.get(key)
        return room and (room.name, {talk.key for talk in self.talks if talk.room in (room, None)})

    @property
    def parts(self):
        """(kind, key, name) of everything that has a calendar of its own."""
        tracks = [("track", key, name) for key, name, _color in self.tracks.values()]
        return tracks + [("room", key, room.name) for key, room in self.rooms.items()]

    def now_and_next(self, now):
        """(what is on, what begins next in each room within three hours)."""
        on = [talk for talk in self.talks if talk.is_on(now)]
        coming = {}
        for talk in self.talks:
            if now < talk.starts_at <= now + SOON:
                coming.setdefault(talk.room and talk.room.key, talk)
        return on, list(coming.values())

    def _place(self, key, row):
        hours = tuple(
            (datetime.fromisoformat(day["opens_at"]), datetime.fromisoformat(day["closes_at"]), day["session"])
            for day in row["hours"]
        )
        return Place(key, spoken(row), row["kind"], row["address"], hours)

    def _talk(self, key, row):
        return Talk(
            key=key,
            kind=row["kind"],
            title=row["title"],
            abstract=row["abstract"],
            language=row["language"],
            room=self.rooms.get(row["room"]),
            track=self.tracks.get(row["track"]),
            starts_at=datetime.fromisoformat(row["starts_at"]),
            minutes=row["minutes"],
            speakers=[Who(spoken(who), spoken(who, "role"), who["slug"]) for who in row["speakers"]],
            moderators=[Who(spoken(who), spoken(who, "role"), who["slug"]) for who in row["moderators"]],
            starred=key in self.starred,
        )
