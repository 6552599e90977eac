"""Attendance of one session as it stands, each line with the evidence it rests on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content import wording

from .attendance import judged, people_of
from .intervals import covered
from .models import Attendance, AttendanceInterval
from .rules import GRACE

SOURCES = dict(AttendanceInterval.Source.choices)


@dataclass(frozen=True)
class Line:
    """One person: what is decided, what was measured, and from what. ``would_be`` differs when evidence came since."""

    person: object
    attendance: Attendance | None
    percent: int
    minutes: int
    evidence: list = field(default_factory=list)
    would_be: str = ""

    @property
    def status(self):
        return self.attendance.get_status_display() if self.attendance else _("not yet known")

    @property
    def evidence_text(self):
        """«room server 18:00–18:40; trainer’s sheet 18:00–19:30»."""
        return "; ".join(evidence_word(item) for item in self.evidence)

    @property
    def correction(self):
        """Why, by whom, and what the rule had said; empty where nobody overruled it."""
        if not (self.attendance and self.attendance.corrected_by_id):
            return ""
        found = {"reason": self.attendance.reason, "name": self.attendance.corrected_by.display_name}
        found["measured"] = self.attendance.get_measured_status_display() or _("not known")
        return _("%(reason)s (%(name)s; by the rule: %(measured)s)") % found


def lines_of(session):
    """Everybody on the list, by name, in a constant number of queries."""
    people = list(people_of(session).order_by("legal_name", "pk"))
    authors = {row.pk: row for row in session.attendances.select_related("corrected_by")}
    return [_line(session, *row, authors) for row in judged(session, people)]


def _line(session, person, verdict, written, authors):
    attendance = authors[written.pk] if written else None
    spans = [_span(item) for item in verdict.evidence if item["source"] != "outage"]
    time = covered(spans, [(session.starts_at, session.ends_at)], grace=GRACE)
    overruled = bool(attendance and attendance.corrected_by_id)
    came_since = attendance is None and session.decided_at is not None
    differs = came_since or (attendance and not overruled and attendance.status != verdict.status)
    return Line(
        person,
        attendance,
        percent=verdict.percent,
        minutes=int(time / timedelta(minutes=1)),
        evidence=verdict.evidence,
        would_be=str(Attendance.Status(verdict.status).label) if differs else "",
    )


def _span(item):
    return datetime.fromisoformat(item["from"]), datetime.fromisoformat(item["to"])


def evidence_word(item):
    start, end = _span(item)
    source = SOURCES.get(item["source"]) or pgettext("evidence", "declared outage")
    return f"{source} {wording.clock(start)}–{wording.clock(end)}"
