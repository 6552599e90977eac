"""Headings of attendance files in Ukrainian and English, whatever their version, case and punctuation."""

import re
from dataclasses import dataclass

APOSTROPHES = re.compile("['’ʼ‘`´]")
# field → what its column is called, without brackets, apostrophes and punctuation
COLUMNS = {
    "name": """name|user|full name|
        participant|participant name|user name|username|attendee|attendee name|display name|піб|
        піп|учасник|учасниця|учасниккиця|учасник учасниця|прізвище та імя|прізвище й імя|прізвище імя|прізвище і імя|
        імя та прізвище|імя й прізвище|імя прізвище|повне імя|імя учасника|імя користувача|людина|
        прізвище імя по батькові""",
    "first": "first name|given name|імя",
    "last": "last name|surname|family name|прізвище",
    "email": """email|e mail|user email|email address|mail|електронна пошта|пошта|електронна адреса|імейл|ел пошта|
        адреса електронної пошти|електронна пошта користувача""",
    "phone": "phone|phone number|mobile|mobile phone|телефон|номер телефону|тел|моб телефон|мобільний",
    "joined": """scan time|scantime|час сканування|
        join time|join|joined|joined at|time joined|first join|first join time|start time|came|час входу|
        час приєднання|приєднання|вхід|перше приєднання|перший вхід|приєднався|прийшов|прийшла|з|від|час підключення""",
    "started": "attendance started at",
    "left": """leave time|leave|left|left at|time exited|last leave|last leave time|attendance stopped at|end time|
        час виходу|вихід|останній вихід|вийшов|вийшла|пішов|пішла|до|час відключення""",
    "duration": """duration|inmeeting duration|in meeting duration|attended duration|time in session|total duration|
        тривалість|загальна тривалість|тривалість участі|тривалість на нараді|тривалість перебування на нараді""",
    "action": "user action|action|дія|дія користувача",
    "timestamp": "timestamp|мітка часу|позначка часу",
    "date": "date|дата|день",
    "mark": "status|статус",
    "attended": "attended|attendance|present|присутність|присутній|був",
}
FIELD_OF = {name.strip(): field for field, names in COLUMNS.items() for name in names.split("|")}
# The columns at the end of an export of Moodle's attendance, and that of its lists of marks.
MOODLE = {"taken sessions", "сеанси проведено", "проведені заняття", "scan time", "scantime", "час сканування"}
SUMS_UP = {"first join", "first join time", "перше приєднання", "перший вхід"}


@dataclass(frozen=True)
class Heading:
    """Which column of a table holds what. ``words`` are the headings as they are compared, ``cells`` as they stand."""

    places: dict
    words: tuple
    cells: tuple

    @property
    def raw(self):
        return " ".join(self.cells).casefold()

    def has(self, field):
        return field in self.places

    @property
    def has_hours(self):
        return not self.places.keys().isdisjoint({"joined", "started", "left", "timestamp"})

    @property
    def sums_up(self):
        """True where Teams says only when somebody came first and left last."""
        return not SUMS_UP.isdisjoint(self.words)

    def value(self, row, field):
        place = self.places.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def name(self, row):
        """What was given at registration, where the file has it; else what people called themselves."""
        first, last = self.value(row, "first"), self.value(row, "last")
        return f"{first} {last}" if first and last else self.value(row, "name") or first or last


def plain(heading):
    """«Name (Original Name)» → «name», «In-Meeting Duration» → «in meeting duration», «Ім’я» → «імя»."""
    text = APOSTROPHES.sub("", re.sub(r"\(.*?\)|\(.*$", " ", heading.casefold()))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def heading_of(row, *, first):
    """The heading that ``row`` is, or None. A lone «Name» is one only on the first line: else it may be anything."""
    words = tuple(plain(cell) for cell in row.cells)
    places = {}
    for place, word in enumerate(words):
        if word in FIELD_OF:
            places.setdefault(FIELD_OF[word], place)
    named = not places.keys().isdisjoint({"name", "first", "last", "email", "phone"})
    return Heading(places, words, tuple(row.cells)) if named and (len(places) > 1 or first) else None


def kind_of(headings):
    """The program that wrote a file with these headings: a name of ``AttendanceImport.Kind``."""
    words = {word for heading in headings for word in heading.words}
    if words & MOODLE:
        return "moodle"
    raw = " ".join(heading.raw for heading in headings)
    if words & {"user action", "participant id", "inmeeting duration", "in meeting duration", *SUMS_UP}:
        return "teams"
    if "original name" in raw or words & {"user email", "recording consent", "recording disclaimer response"}:
        return "zoom"
    if words & {"attendance started at", "meeting code", "time exited"}:
        return "meet"
    if words & {"activity score", "talk time", "webcam time", "оцінка активності", "час розмови"}:
        return "bbb"
    return "plain"
