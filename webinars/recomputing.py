"""Deciding anew what is decided: what would change is shown first, and exactly that is carried out."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.confirming import digest as digest_of

from .attendance import judged, people_of, says, write_verdict
from .exceptions import AttendanceRefused
from .models import Attendance, Session
from .report import in_words
from .rule_versions import event_of, kept, newest_rule


@dataclass(frozen=True)
class Change:
    """What deciding anew would write about one person: ``written`` is what stands there, or None."""

    session: object
    person: object
    written: object
    verdict: object

    @property
    def shows(self):
        """True where the status changes, or whether it counts; else only the figures or the version of the rule do."""
        if self.written is None:
            return True
        found = (self.written.status, self.written.counts)
        return found != (self.verdict.status, self.verdict.counts)

    @property
    def was(self):
        return in_words(self.written.status, self.written.counts) if self.written else _("not yet known")

    @property
    def becomes(self):
        return in_words(self.verdict.status, self.verdict.counts)

    @property
    def why(self):
        """The rules by which it was and would be decided, with the share each found: «52 %, share-1:60 → …»."""
        before = f"{self.written.percent} %, {self.written.rule} → " if self.written else ""
        return f"{before}{self.verdict.percent} %, {self.verdict.rule}"

    @property
    def fact(self):
        """All that would be written, and what it would be written over."""
        old = self.written
        before = [old.pk, old.status, old.percent, old.rule, old.counts] if old else []
        new = self.verdict
        after = [new.status, new.percent, new.rule, new.counts, new.evidence]
        return [self.session.pk, self.person.pk, before, after]


@dataclass(frozen=True)
class Forecast:
    """What deciding ``sessions`` anew by ``rule`` would change; ``digest`` stands for all of it, to the last figure."""

    sessions: list
    rule: object
    changes: list

    @property
    def shown(self):
        """The changes of a status, in the order of sessions and names."""
        return [change for change in self.changes if change.shows]

    @property
    def kept(self):
        """How many keep their status, and only get other figures or the new version beside it."""
        return len(self.changes) - len(self.shown)

    @property
    def moves(self):
        """How many go from what to what: [(was, becomes, number)], the most first."""
        counted = Counter((change.was, change.becomes) for change in self.shown)
        return [(*pair, number) for pair, number in counted.most_common()]

    @property
    def digest(self):
        rule = [self.rule.event_id, self.rule.number, self.rule.terms.text]
        facts = [rule, [session.pk for session in self.sessions], [change.fact for change in self.changes]]
        return digest_of(facts)


def forecast(sessions):
    """What deciding ``sessions`` (of one event, decided before) anew by the newest rule would change."""
    sessions = list(sessions)
    rule = newest_rule(event_of(sessions[0])) if sessions else None
    changes = [change for session in sessions for change in _changes(session, rule)]
    return Forecast(sessions, rule, changes)


def _changes(session, rule):
    people = list(people_of(session))
    for person, verdict, written in judged(session, people, rule=rule):
        if not (written and (written.corrected_by_id or says(written, verdict))):
            yield Change(session, person, written, verdict)


def decided_by_older(event):
    """The sessions of ``event`` decided by a version that is not the newest."""
    decided = Session.objects.scheduled().filter(event=event, decided_at__isnull=False)
    newest = newest_rule(event.pk)
    others = decided.filter(attendance_rule__isnull=False).exclude(attendance_rule=newest.pk)
    return others.select_related("event", "attendance_rule").order_by("starts_at", "pk")


@transaction.atomic
def decide_anew(*, sessions, digest, by, now):
    """Carry out the forecast whose ``digest`` somebody saw; ``AttendanceRefused`` if it is another one by now.

    Corrections by hand stay.
    """
    keys = [session.pk for session in sessions]
    locked = Session.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    order = {pk: place for place, pk in enumerate(keys)}
    rows = sorted(locked.select_related("event", "attendance_rule"), key=lambda session: order[session.pk])
    foreseen = forecast(rows)
    if not rows or foreseen.digest != digest:
        raise AttendanceRefused(_("What would change is not what you saw any more. Look it over once more."))
    rule = kept(foreseen.rule, now=now)
    for change in foreseen.changes:
        row = change.written or Attendance(session=change.session, person=change.person)
        write_verdict(row, change.verdict, rule=rule, now=now)
    for session in rows:
        session.attendance_rule, session.decided_at = rule, now
        session.save(update_fields=["attendance_rule", "decided_at"])
        number = sum(change.session.pk == session.pk for change in foreseen.changes)
        log(session, "webinars.attendance.anew", user=by.user, data={"version": rule.number, "changed": number})
    return foreseen
