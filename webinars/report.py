"""Attendance of one session as it stands, each line with the evidence it rests on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content import wording

from .attendance import judged, people_of
from .intervals import covered
from .models import Attendance, AttendanceInterval
from .rule_versions import rule_of
from .rules import LATER

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
        if self.attendance is None:
            return _("not yet known")
        return in_words(self.attendance.status, self.attendance.counts)

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
    people = list(people_of(session))
    authors = {row.pk: row for row in session.attendances.select_related("corrected_by", "rule_version")}
    rule = rule_of(session)
    return [_line(session, *row, authors, rule.terms.grace) for row in judged(session, people, rule=rule)]


def _line(session, person, verdict, written, authors, grace):
    attendance = authors[written.pk] if written else None
    overruled = bool(attendance and attendance.corrected_by_id)
    came_since = attendance is None and session.decided_at is not None
    differs = came_since or (
        attendance and not overruled and (attendance.status, attendance.counts) != (verdict.status, verdict.counts)
    )
    return Line(
        person,
        attendance,
        percent=verdict.percent,
        minutes=minutes_of(verdict.evidence, session, grace=grace),
        evidence=verdict.evidence,
        would_be=in_words(verdict.status, verdict.counts) if differs else "",
    )


def minutes_of(evidence, session, *, grace):
    """Whole minutes of ``session`` in which somebody was seen by ``evidence``."""
    spans = [_span(item) for item in evidence if item["source"] in SOURCES and item.get("counts", True)]
    return covered(spans, [(session.starts_at, session.ends_at)], grace=grace) // timedelta(minutes=1)


def in_words(status, counts):
    """«came late», and where the rule does not credit that, so it says."""
    label = Attendance.Status(status).label
    return str(label) if counts else _("%(status)s, not credited") % {"status": label}


def _span(item):
    return datetime.fromisoformat(item["from"]), datetime.fromisoformat(item["to"])


def evidence_word(item):
    start, end = _span(item)
    if item["source"] == LATER:
        return _("check passed on %(when)s") % {"when": wording.moment(end, now=end)}
    source = SOURCES.get(item["source"]) or pgettext("evidence", "declared outage")
    words = f"{source} {wording.clock(start)}–{wording.clock(end)}"
    return words if item.get("counts", True) else _("%(evidence)s, not counted") % {"evidence": words}
