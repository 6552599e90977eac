"""Files of participants from Zoom, Teams, Google Meet, BigBlueButton or a person, as visits. No models, no clock."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from .headings import heading_of, kind_of
from .moments import moment, seconds
from .moodle import column_of, meaning_of
from .tables import NotATable, checked, readings

NO = {"no", "n", "ні", "false", "0", "-", "–", "absent", "відсутній", "відсутня"}
JOINED = {"joined", "join", "joined before", "приєднався", "приєдналася", "приєднання"}
LEFT = {"left", "leave", "вийшов", "вийшла", "вихід", "залишив", "залишила"}


@dataclass(frozen=True)
class Visit:
    """Somebody was there; in a mere list, which knows no hours, ``joined_at`` and ``left_at`` are the session's."""

    line: int
    name: str
    email: str
    phone: str
    joined_at: datetime
    left_at: datetime


@dataclass
class Report:
    """What a file says: ``problems`` are (line, why) of the rows that cannot be read; ``hours`` is False for a list."""

    kind: str
    hours: bool = True
    visits: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(data, *, zone, starts, ends):
    """The report that ``data`` (bytes) is, its clocks being those of ``zone``. Raises ``NotATable`` with a word."""
    return _report(tables_of(data), zone=zone, starts=starts, ends=ends)


def tables_of(data):
    """(heading, rows) of each table in ``data`` (bytes) that is about people. Raises ``NotATable`` with a word."""
    for rows in readings(data):
        if _tables(rows):
            return _tables(checked(rows))
    raise NotATable(_("There is no line of headings with a name or an e-mail in this file."))


def _tables(rows):
    """(heading, rows) of each table that is about people; a file may hold several, with titles between them."""
    found = []
    for place, row in enumerate(rows):
        if heading := heading_of(row, first=not place):
            found.append((heading, []))
        elif found and row.filled and not _is_title(row):
            found[-1][1].append(row)
    return found


def _is_title(row):
    """«3. In-Meeting Activities» between two tables of Teams, «Attendee Details» of Zoom."""
    text = row.filled[0].casefold()
    return len(row.filled) == 1 and (text[:2] in ("1.", "2.", "3.") or text.endswith("details"))


def _report(tables, *, zone, starts, ends):
    kind = kind_of([heading for heading, _rows in tables])
    if kind == "moodle":
        tables = [(column_of(heading, zone=zone, starts=starts, ends=ends), rows) for heading, rows in tables]
    if kind == "teams":  # the same people twice: once in all, once for each time; the latter is better
        tables = [max(tables, key=lambda table: (table[0].has("joined") and bool(table[1]), not table[0].sums_up))]
    if all(heading.has("duration") and not heading.has_hours for heading, _rows in tables):
        raise NotATable(
            _(
                "This file says how long people were there, but not when. Download the detailed one "
                "(in Zoom without “Show unique users”)."
            )
        )
    report = Report(kind, hours=any(heading.has_hours for heading, _rows in tables))
    reader = _Reader(report, zone=zone, starts=starts, ends=ends)
    for heading, rows in tables:
        reader.take(heading, rows)
    report.visits.sort(key=lambda visit: visit.line)
    report.problems.sort()
    return report


class _Reader:
    """Fills a report, row by row."""

    def __init__(self, report, *, zone, starts, ends):
        self.report, self.starts, self.ends = report, starts, ends
        self.session = {"zone": zone, "starts": starts, "ends": ends}

    def take(self, heading, rows):
        if heading.has("action"):
            return self._pair(heading, rows)
        if self.report.kind == "moodle":
            return self._marks(heading, rows)
        for row in rows:
            if heading.value(row, "attended").casefold() not in NO:
                self._one(heading, row)

    def _one(self, heading, row):
        who = self._who(heading, row)
        if who is None:
            return
        if not heading.has_hours:
            self.report.visits.append(Visit(row.number, *who, self.starts, self.ends))
            return
        joined, left = self._hours(heading, row)
        if joined is None:
            self._problem(row.number, _("It names no time of coming near the session."))
        elif left is None:
            self._problem(row.number, _("It names no time of leaving near the session."))
        elif left < joined:
            self._problem(row.number, _("By it somebody left before they came."))
        else:
            self.report.visits.append(Visit(row.number, *who, joined, left))

    def _marks(self, heading, rows):
        """Moodle: a mark for each person; who was scanned stayed from then on, who was marked was there throughout."""
        for row in rows:
            mark, scanned = heading.value(row, "mark"), heading.value(row, "joined")
            came = moment(scanned, **self.session) if scanned else None
            there, problem = (True, "") if came else meaning_of(mark)
            who = self._who(heading, row) if there or problem else None
            if who and problem:
                self._problem(row.number, problem)
            if who and there:
                self.report.visits.append(
                    Visit(row.number, *who, came or self.starts, max(came or self.ends, self.ends))
                )

    def _who(self, heading, row):
        name, email, phone = heading.name(row), heading.value(row, "email").lower(), heading.value(row, "phone")
        if "@" not in email:
            email = ""
        if "@" in name and not email:  # lists name people by their address
            name, email = "", name.lower()
        if not (name or email or phone):
            self._problem(row.number, _("It names nobody."))
            return None
        return name[:200], email[:254], phone[:40]

    def _hours(self, heading, row):
        day = heading.value(row, "date")
        texts = [heading.value(row, name) for name in ("joined", "started", "left")]
        came, began, left = (moment(f"{day} {text}" if day and text else text, **self.session) for text in texts)
        came = came or began
        if came and left is None and not texts[2]:
            length = seconds(heading.value(row, "duration"))
            left = None if length is None else came + timedelta(seconds=length)
        return came, left

    def _pair(self, heading, rows):
        """Old Teams: a row for coming and one for leaving. Who is not said to have left stayed until the end."""
        told = {}
        for row in rows:
            who = self._who(heading, row)
            when = moment(heading.value(row, "timestamp"), **self.session)
            if who and when is None:
                self._problem(row.number, _("It names no time near the session."))
            elif who:
                told.setdefault(who, []).append((when, row.number, heading.value(row, "action").casefold()))
        for who, steps in told.items():
            self._walk(who, sorted(steps))

    def _walk(self, who, steps):
        came = None
        for when, line, action in steps:
            if action in JOINED:
                came = came or (when, line)
            elif action in LEFT and came:
                self.report.visits.append(Visit(came[1], *who, came[0], when))
                came = None
            else:
                self._problem(line, _("It fits no coming and no leaving."))
        if came:
            self.report.visits.append(Visit(came[1], *who, came[0], max(came[0], self.ends)))

    def _problem(self, line, why):
        self.report.problems.append((line, why))
