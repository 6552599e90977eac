"""What a file says of a programme, as plain values, and the bounds that hold for each format."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from conferences.models import Item
from conferences.models.items import LANGUAGES, LONGEST

LARGEST = 5_000_000  # bytes; a programme of 1,000 items takes two million
MOST_ITEMS = 1_000
LONGEST_TITLE, LONGEST_NAME, LONGEST_ABSTRACT = 200, 120, 20_000


class Trouble(Exception):
    """One line cannot be used; says why, for the person."""


@dataclass(frozen=True)
class Named:
    """A room, a track or a person: by id where the file has one, by name where it has none."""

    name: str
    key: UUID | None = None
    color: str = ""


@dataclass(frozen=True)
class Line:
    """An item as the file tells it. ``key`` is None where the file names none; ``room`` is None for all rooms.

    ``moderators`` is None where the format knows none: who moderates then goes on doing so.
    """

    number: int
    title: str
    key: UUID | None = None
    kind: str = Item.Kind.TALK
    language: str = "uk"
    abstract: str = ""
    track: Named | None = None
    room: Named | None = None
    starts_at: datetime | None = None
    minutes: int = 45
    speakers: tuple = ()
    moderators: tuple | None = None


@dataclass
class Parsed:
    """``problems`` are (line, why) of what cannot be used."""

    lines: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def take(self, number, make):
        """Add the line that ``make()`` returns, or note why there is none."""
        try:
            line = make()
            self._check(line)
        except Trouble as trouble:
            self.problems.append((number, str(trouble)))
        else:
            self.lines.append(line)

    def _check(self, line):
        if any(line.key and line.key == other.key for other in self.lines):
            raise Trouble(_("This item stands in the file twice."))
        if any(not (line.key or other.key) and same(line.title, other.title) for other in self.lines):
            raise Trouble(_("Two items are called “%(title)s”. Give each an id.") % {"title": line.title})
        check(line)


def check(line):
    """Raise ``Trouble`` where ``line`` says what no programme can hold."""
    people = (*line.speakers, *(line.moderators or ()))
    if not line.title:
        raise Trouble(_("The item has no title."))
    if len(line.title) > LONGEST_TITLE:
        raise Trouble(_("The title is longer than %(number)d letters.") % {"number": LONGEST_TITLE})
    if any(len(named.name) > LONGEST_NAME for named in (line.room, line.track, *people) if named):
        words = _("The name of a room, a track or a person is longer than %(number)d letters.")
        raise Trouble(words % {"number": LONGEST_NAME})
    if len(line.abstract) > LONGEST_ABSTRACT:
        raise Trouble(_("The description is longer than %(number)d letters.") % {"number": LONGEST_ABSTRACT})
    if line.language not in dict(LANGUAGES):
        raise Trouble(_("The language “%(text)s” is none of a programme’s: uk or en.") % {"text": line.language})
    if not 1 <= line.minutes <= LONGEST:
        raise Trouble(_("An item lasts between a minute and twelve hours."))
    if line.room and not line.starts_at:
        raise Trouble(_("The item has a room and no start."))
    if len({who.key or same_as(who.name) for who in people}) < len(people):
        raise Trouble(_("A person is named twice."))


def same_as(name):
    """What two names have in common that are the same to a reader."""
    return " ".join(name.split()).casefold()


def same(one, other):
    return same_as(one) == same_as(other)


def paragraphs(text):
    """``text`` as files keep it: line ends of one kind, no space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
