"""``schedule.xml`` of frab, pretalx, c3voc and our own, read. What the format cannot say stays as it is planned."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from conferences.exceptions import ProgrammeRefused
from conferences.frab import ALL_ROOMS, COLORS, GENERATOR, MODERATOR
from conferences.models import Item
from content.trees import INSTRUCTION, Unreadable, line_of, said, tree_of

from .values import LARGEST, MOST_ITEMS, Line, Named, Parsed, Trouble, paragraphs

Kind = Item.Kind
KINDS = {
    "lecture": Kind.TALK, "keynote": Kind.TALK, "lightning_talk": Kind.TALK, "podium": Kind.PANEL,
    "workshop": Kind.MASTER_CLASS, "meeting": Kind.NETWORKING, "opening": Kind.NETWORKING, "closing": Kind.NETWORKING,
    "lunch": Kind.BREAK, "pause": Kind.BREAK,
}  # fmt: skip
OURS = {value: name for name, value in COLORS.items()}


def read(data):
    """What ``data`` (bytes) says. Raises ``ProgrammeRefused`` with a word where it is no schedule at all."""
    if len(data) > LARGEST:
        raise ProgrammeRefused(_("The file is larger than 5 MB. A programme is smaller."))
    try:
        root = tree_of(data)
    except Unreadable as trouble:
        raise ProgrammeRefused(str(trouble)) from trouble
    if root.tag != "schedule":
        raise ProgrammeRefused(_("This XML is no schedule: it does not begin with “schedule”."))
    events = [(room, event) for room in root.iterfind("day/room") for event in room.iterfind("event")]
    if len(events) > MOST_ITEMS:
        raise ProgrammeRefused(_("The file has more than %(number)d items.") % {"number": MOST_ITEMS})
    tracks = {track.get("name", "").strip(): track for track in root.iterfind("conference/track")}
    generator, parsed = root.find("generator"), Parsed()
    ours = generator is not None and generator.get("name") == GENERATOR["name"]
    for room, event in events:
        parsed.take(line_of(event), lambda room=room, event=event: _line(event, room, tracks, ours=ours))
    return parsed


def _line(event, room, tracks, *, ours):
    """``ours`` files mark who moderates; others know speakers only."""
    people = [(_person(who), who.get(INSTRUCTION) == MODERATOR) for who in event.iterfind("persons/person")]
    kind = said(event, "type").lower()
    texts = [said(event, name) for name in ("subtitle", "abstract", "description")]
    return Line(
        number=line_of(event),
        key=_uuid(event.get("guid")) or _missing(),
        title=" ".join(said(event, "title").split()),
        kind=Kind(kind) if kind in Kind.values else KINDS.get(kind, Kind.TALK),
        language=said(event, "language", "uk").lower()[:2],
        abstract=paragraphs("\n\n".join(filter(None, texts))),
        track=_track(said(event, "track"), tracks),
        room=_room(room),
        starts_at=_moment(said(event, "date")),
        minutes=_minutes(said(event, "duration")),
        speakers=tuple(who for who, moderates in people if not moderates),
        moderators=tuple(who for who, moderates in people if moderates) if ours else None,
    )


def _missing():
    raise Trouble(_("The item has no “guid” by which it could be found again."))


def _uuid(text):
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _person(who):
    return Named(" ".join((who.text or "").split()), _uuid(who.get("guid")))


def _room(room):
    key, name = _uuid(room.get("guid")), " ".join(room.get("name", "").split())
    if key == ALL_ROOMS:
        return None
    if not name:
        raise Trouble(_("The room has no name."))
    return Named(name, key)


def _track(name, tracks):
    """Our own tracks carry their id in the slug, which must begin with a letter."""
    if not name:
        return None
    told = tracks.get(name, {})
    key = _uuid(told.get("slug", "").removeprefix("t-"))
    return Named(" ".join(name.split()), key, OURS.get(told.get("color", "").lower(), ""))


def _moment(text):
    try:
        moment = datetime.fromisoformat(text)
        if moment.utcoffset() is None:
            raise ValueError
        return moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        words = _("“%(text)s” is no date with a time and an offset, such as 2027-03-05T09:00:00+02:00.")
        raise Trouble(words % {"text": text[:40]}) from None


def _minutes(text):
    parts = text.split(":")
    if len(parts) not in (2, 3) or not all(part.isdecimal() and len(part) < 4 for part in parts):
        raise Trouble(_("“%(text)s” is no duration, such as 00:45.") % {"text": text[:40]})
    return int(parts[0]) * 60 + int(parts[1])
