"""Attendance over several sessions – of a person, an event, a series – as it is decided; nothing is judged anew.

All of it in a constant number of queries. What is not decided yet is «not yet known», with what was seen so far.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from people.alphabet import alphabetical
from people.models import Person

from .models import Attendance, AttendanceInterval, Registration, Session, SignedSheet
from .report import Line, minutes_of
from .rules import GRACE, OWN_WORD, Seen

UNKNOWN = ""  # the status of what is not decided yet


@dataclass(frozen=True)
class Entry:
    """One person in one session."""

    session: Session
    line: Line

    @property
    def status(self):
        return self.line.attendance.status if self.line.attendance else UNKNOWN


@dataclass
class Summary:
    """What ``of`` – a person or a session – comes to."""

    of: object
    statuses: Counter = field(default_factory=Counter)
    credited: int = 0
    minutes: int = 0

    def add(self, entry):
        self.statuses[entry.status] += 1
        self.minutes += entry.line.minutes
        self.credited += bool(entry.line.attendance and entry.line.attendance.is_credited)

    @property
    def number(self):
        return self.statuses.total()

    @property
    def words(self):
        """[(«came late», 2), …]: the statuses that occur, in the order in which they are always named."""
        named = [*Attendance.Status.choices, (UNKNOWN, _("not yet known"))]
        return [(str(label), self.statuses[status]) for status, label in named if self.statuses[status]]


def summaries(entries, of):
    """A ``Summary`` for each thing that ``of(entry)`` names, in the order of the first of its entries."""
    found = {}
    for entry in entries:
        found.setdefault(of(entry).pk, Summary(of(entry))).add(entry)
    return list(found.values())


def begun(*, now):
    """The sessions that such reports are about: announced, not private, begun."""
    sessions = Session.objects.listed().scheduled().filter(starts_at__lte=now)
    return sessions.select_related("event__locale", "host").order_by("starts_at", "pk")


def entries_of(sessions, *, person=None):
    """Everybody in ``sessions``, or ``person`` alone, by session and name."""
    sessions = {session.pk: session for session in sessions}
    of = {"session__in": list(sessions)} | ({"person": person} if person else {})
    decided = Attendance.objects.filter(**of).select_related("person", "corrected_by", "rule_version")
    lines = {(row.session_id, row.person_id): _decided(row, sessions[row.session_id]) for row in decided}
    seen = defaultdict(list)
    for row in AttendanceInterval.objects.counted().filter(**of):
        seen[row.session_id, row.person_id].append(row)
    seats = Registration.objects.active().filter(**of).values_list("session", "person")
    missing = {*seats, *seen} - lines.keys()
    people = Person.objects.in_bulk({key for _session, key in missing})
    for session, key in missing:
        lines[session, key] = _open(people[key], sessions[session], seen[session, key])
    places = {pk: place for place, pk in enumerate(sessions)}
    order = sorted(lines, key=lambda key: (places[key[0]], alphabetical(lines[key].person.legal_name), key[1]))
    return [Entry(sessions[key[0]], lines[key]) for key in order]


def _decided(row, session):
    grace = row.rule_version.terms.grace if row.rule_version else GRACE
    minutes = minutes_of(row.evidence, session, grace=grace)
    return Line(row.person, row, percent=row.percent, minutes=minutes, evidence=row.evidence)


def _open(person, session, intervals):
    seen = [Seen(row.source, row.started_at, row.ended_at, row.reference) for row in intervals]
    evidence = [row.as_json(counts=row.source != OWN_WORD) for row in seen]  # no rule has weighed it yet
    minutes = minutes_of(evidence, session, grace=GRACE)
    percent = timedelta(minutes=minutes) * 100 // session.length
    return Line(person, None, percent=percent, minutes=minutes, evidence=evidence)


def signed_of(sessions):
    """{key of a session: what its signed sheets are called}. One query."""
    found = defaultdict(list)
    for sheet in SignedSheet.objects.filter(session__in=[session.pk for session in sessions], withdrawn_at=None):
        found[sheet.session_id].append(sheet.reference)
    return found
