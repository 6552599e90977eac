"""A programme as a workbook, read and written: columns are found by their headings."""

from datetime import UTC
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from calendars.kyiv import KYIV
from conferences.admin_forms import KyivDateTimeField
from conferences.exceptions import ProgrammeRefused
from conferences.models import Appearance, Item
from conferences.models.items import LANGUAGES
from webinars import spreadsheets
from webinars.sources.headings import plain

from .values import LARGEST, MOST_ITEMS, Line, Named, Parsed, Trouble, paragraphs, same_as

# field → its headings; the first is the one that we write
COLUMNS = {
    "id": "id|ідентифікатор",
    "title": "назва|title|тема",
    "kind": "вид|kind|type|тип",
    "language": "мова|language",
    "track": "напрям|track|трек",
    "room": "місце|room|зала|приміщення|кімната",
    "start": "початок|start|starts|коли",
    "minutes": "хвилин|minutes|тривалість|duration",
    "speakers": "виступають|speakers|спікери|доповідачі|speaker",
    "moderators": "модерують|moderators|модератори|ведуть|moderator",
    "abstract": "про що|abstract|опис|description",
}
FIELD_OF = {plain(name): field for field, names in COLUMNS.items() for name in names.split("|")}
HEADS = [names.partition("|")[0].capitalize() for names in COLUMNS.values()]
STARTS = KyivDateTimeField(
    input_formats=["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y, %H:%M"], required=False
)


def read(data):
    """What ``data`` (bytes) says. Raises ``ProgrammeRefused`` with a word where it is no such workbook."""
    if len(data) > LARGEST:
        raise ProgrammeRefused(_("The file is larger than 5 MB. A programme is smaller."))
    try:
        rows = spreadsheets.read(data, most_rows=MOST_ITEMS + 1, most_columns=len(COLUMNS) * 3)
    except spreadsheets.NotAWorkbook as trouble:
        raise ProgrammeRefused(str(trouble)) from trouble
    rows = [(number, cells) for number, cells in rows if any(cells)]
    places = _places(rows[0][1]) if rows else {}
    if "title" not in places:
        raise ProgrammeRefused(_("The first line of the workbook must name its columns, among them “Title”."))
    if rows[-1][0] > MOST_ITEMS + 1:
        raise ProgrammeRefused(_("The file has more than %(number)d items.") % {"number": MOST_ITEMS})
    parsed = Parsed()
    for number, cells in rows[1:]:
        values = {field: cells[place].strip() if place < len(cells) else "" for field, place in places.items()}
        parsed.take(number, lambda number=number, values=values: _line(number, values))
    return parsed


def _places(heads):
    places = {}
    for place, head in enumerate(heads):
        if field := FIELD_OF.get(plain(head)):
            places.setdefault(field, place)
    return places


def _line(number, values):
    room = values.get("room", "")
    return Line(
        number=number,
        key=_key(values.get("id", "")),
        title=" ".join(values["title"].split()),
        kind=_kind(values.get("kind", "")),
        language=_chosen(values.get("language", ""), LANGUAGES) or values.get("language") or "uk",
        abstract=paragraphs(values.get("abstract", "")),
        track=_named(values.get("track", "")),
        room=None if same_as(room) in _words(_all_rooms) else _named(room),
        starts_at=_starts(values.get("start", "")),
        minutes=_minutes(values.get("minutes", "")),
        speakers=_people(values.get("speakers", "")),
        moderators=_people(values.get("moderators", "")),
    )


def _key(text):
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Trouble(_("“%(text)s” is no id. Leave the cell empty for a new item.") % {"text": text[:40]}) from None


def _kind(text):
    kind = _chosen(text, Item.Kind.choices) if text else Item.Kind.TALK
    if kind is None:
        words = _("There is no kind “%(text)s”. There are: %(kinds)s.")
        raise Trouble(words % {"text": text[:40], "kinds": ", ".join(map(str, Item.Kind.labels))})
    return kind


def _chosen(text, choices):
    """The choice that ``text`` names by its value or by its label in either language; None if it names none."""
    wanted = same_as(text)
    for value, label in choices:
        if wanted in {value, value.replace("_", " "), *_words(lambda label=label: str(label))}:
            return value
    return None


def _words(word):
    """What ``word()`` says in either language."""
    said = set()
    for language in ("uk", "en"):
        with override(language):
            said.add(same_as(word()))
    return said


def _all_rooms():
    return _("All rooms")


def _named(text):
    return Named(" ".join(text.split())) if text else None


def _people(text):
    """Names apart by semicolons or lines; by commas where there are none of these."""
    text = text.replace("\n", ";")
    names = text.split(";" if ";" in text else ",")
    return tuple(Named(" ".join(name.split())) for name in names if name.strip())


def _starts(text):
    """On Kyiv's clock, unless the cell says an offset. No start is an item not planned yet."""
    try:
        starts = STARTS.clean(text)
        return starts and starts.astimezone(UTC).replace(microsecond=0)
    except (ValidationError, OverflowError) as trouble:
        why = trouble.messages[0] if isinstance(trouble, ValidationError) else ""
        words = _("The start “%(text)s” cannot be read: write 05.03.2027 09:00. %(why)s")
        raise Trouble((words % {"text": text[:40], "why": why}).strip()) from None


def _minutes(text):
    if not text:
        return 45
    if not text.isdecimal() or len(text) > 4:
        raise Trouble(_("“%(text)s” is no number of minutes.") % {"text": text[:40]})
    return int(text)


def write(programme):
    """The programme as it is planned now, as a workbook (bytes) that ``read`` takes back without a change."""
    rows = [_row(item) for item in programme.items.with_people()]
    return spreadsheets.written(title=_("Programme"), heads=HEADS, rows=rows)


def _row(item):
    def people(role):
        return "".join(f"{row.speaker.name}; " for row in item.appearances.all() if row.role == role).strip()

    return [
        str(item.public_id),
        item.title,
        str(item.get_kind_display()),
        item.language,
        item.track.name if item.track else "",
        item.room.name if item.room else _all_rooms() if item.starts_at else "",
        _clock(item.starts_at) if item.starts_at else "",
        item.minutes,
        people(Appearance.Role.SPEAKER),
        people(Appearance.Role.MODERATOR),
        item.abstract,
    ]


def _clock(moment):
    """As people write it; with the offset where the clock shows this hour twice."""
    local = moment.astimezone(KYIV)
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        return local.isoformat(sep=" ", timespec="seconds")
    return local.strftime("%d.%m.%Y %H:%M:%S" if local.second else "%d.%m.%Y %H:%M")


def is_workbook(data):
    """True for an archive; whether it is a workbook, reading it tells."""
    return data.startswith(b"PK\x03\x04")
