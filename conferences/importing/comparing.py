"""What each line of a file would do to the programme as it is planned now. Nothing is written here."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import Appearance, Item
from content import wording

from .known import Known
from .values import Line, Trouble, paragraphs, same_as

NEW, CHANGED, SAME = "new", "changed", "same"
LABELS = {
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "language": gettext_lazy("language"),
    "abstract": gettext_lazy("what it is about"),
    "track": gettext_lazy("track"),
    "room": gettext_lazy("room"),
    "starts_at": gettext_lazy("starts"),
    "minutes": gettext_lazy("length, minutes"),
    "speakers": gettext_lazy("speakers"),
    "moderators": gettext_lazy("moderators"),
}
Role = Appearance.Role


@dataclass(frozen=True)
class Change:
    """A field of an item, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A line, the item it is about (None for a new one) and what would change."""

    line: Line
    state: str
    item: Item | None = None
    changes: list = field(default_factory=list)


@dataclass
class Comparison:
    """``left`` are items that the file does not name; ``rooms``, ``tracks`` and ``people`` names that are new."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    left: list = field(default_factory=list)
    rooms: list = field(default_factory=list)
    tracks: list = field(default_factory=list)
    people: list = field(default_factory=list)

    @property
    def to_do(self):
        return [row for row in self.rows if row.state != SAME]


def compare(programme, parsed):
    """(comparison, what is known) of a read file with ``programme``."""
    known, found = Known(programme, parsed.lines), Comparison(problems=list(parsed.problems))
    seen = set()
    for line in parsed.lines:
        try:
            row = _row(line, known)
            if row.item in seen:
                raise Trouble(_("This item stands in the file twice."))
        except Trouble as trouble:
            found.problems.append((line.number, str(trouble)))
            continue
        seen.add(row.item or line.number)
        found.rows.append(row)
        if row.state != SAME:
            _note_new(found, line, known, row.item)
    found.problems.sort()
    found.left = [item for item in known.items if item not in seen]
    return found, known


def _row(line, known):
    item = known.item(line)
    told = facts_of_line(line, known, item)
    people = told["speakers"][0] + told["moderators"][0]
    if len(set(people)) < len(people):
        raise Trouble(_("A person is named twice."))
    if item is None:
        return Row(line, NEW)
    planned = facts_of_item(item)
    changes = [
        Change(str(LABELS[name]), planned[name][1], told[name][1])
        for name in LABELS
        if planned[name][0] != told[name][0]
    ]
    return Row(line, CHANGED if changes else SAME, item, changes)


def _note_new(found, line, known, item):
    for names, named, row in (
        (found.rooms, line.room, known.room(line.room)),
        (found.tracks, line.track, known.track(line.track)),
        *((found.people, who, known.speaker(who, item)) for who in (*line.speakers, *(line.moderators or ()))),
    ):
        if named and row is None and not any(same_as(named.name) == same_as(name) for name in names):
            names.append(named.name)


def roles_in(line, item):
    """[(named, role)] in the order of the file. Where the format knows no moderators, who moderates goes on so."""
    if line.moderators is not None:
        return [(who, Role.SPEAKER) for who in line.speakers] + [(who, Role.MODERATOR) for who in line.moderators]
    planned = item.appearances.all() if item else ()
    moderate = {same_as(row.speaker.name) for row in planned if row.role == Role.MODERATOR}
    roles = [(who, Role.MODERATOR if same_as(who.name) in moderate else Role.SPEAKER) for who in line.speakers]
    return sorted(roles, key=lambda pair: pair[1] == Role.MODERATOR)


def facts_of_item(item):
    """{field: (what is compared, how it is said)}."""

    def people(role):
        cards = [row.speaker for row in item.appearances.all() if row.role == role]
        return [("card", card.pk) for card in cards], ", ".join(card.name for card in cards)

    return {
        **_plain_facts(item, item.kind, item.starts_at),
        "track": _named_fact(item.track),
        "room": _room_fact(item.room, item.starts_at),
        "speakers": people(Role.SPEAKER),
        "moderators": people(Role.MODERATOR),
    }


def facts_of_line(line, known, item):
    """The same of a line of a file; what is new is compared by its name."""
    roles = roles_in(line, item)

    def people(role):
        named = [who for who, its in roles if its == role]
        cards = [known.speaker(who, item) for who in named]
        pairs = list(zip(named, cards, strict=True))
        facts = [("card", card.pk) if card else ("new", same_as(who.name)) for who, card in pairs]
        return facts, ", ".join(card.name if card else who.name for who, card in pairs)

    return {
        **_plain_facts(line, line.kind, line.starts_at),
        "track": _named_fact(known.track(line.track), line.track),
        "room": _room_fact(known.room(line.room), line.starts_at, line.room),
        "speakers": people(Role.SPEAKER),
        "moderators": people(Role.MODERATOR),
    }


def _plain_facts(told, kind, starts_at):
    """What items and lines name alike."""
    return {
        "title": (" ".join(told.title.split()), told.title),
        "kind": (str(kind), str(dict(Item.Kind.choices)[kind])),
        "language": (told.language, told.language),
        "abstract": (paragraphs(told.abstract), Truncator(paragraphs(told.abstract)).words(12)),
        "starts_at": (starts_at, wording.moment(starts_at, now=timezone.now()) if starts_at else _("not planned yet")),
        "minutes": (told.minutes, str(told.minutes)),
    }


def _room_fact(row, starts_at, named=None):
    """What has a start and no room is in all of them."""
    return _named_fact(row, named) if row or named or not starts_at else ("all", _("All rooms"))


def _named_fact(row, named=None):
    """A room or track by its row; where there is none yet, by the name of the file."""
    if row is not None:
        return row.pk, row.name
    return (("new", same_as(named.name)), named.name) if named else (None, "–")
