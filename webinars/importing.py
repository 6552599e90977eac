"""Attendance from files of other systems: read, matched with people, looked over, confirmed; and taken back."""

import hashlib
import zoneinfo
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.brought import printable

from .exceptions import AttendanceRefused
from .matching import Matcher, memory_key
from .models import AttendanceImport, AttendanceInterval, ImportedPerson, RememberedMatch, Session
from .sources.participants import read
from .sources.tables import NotATable

CHUNK = 500


@transaction.atomic
def upload(*, session, name, data, zone, by, now):
    """Read the file ``data`` (bytes), whose clocks are those of ``zone``; nothing counts before it is confirmed.

    The same file twice is one import.
    """
    session = Session.objects.locked(session.pk)
    if session.state != Session.State.SCHEDULED or now < session.starts_at:
        raise AttendanceRefused(_("A file of participants is there only after a session has begun."))
    digest = hashlib.sha256(data).hexdigest()
    if known := session.imports.standing().filter(digest=digest).first():
        return known
    try:
        report = read(data, zone=zoneinfo.ZoneInfo(zone), starts=session.starts_at, ends=session.ends_at)
    except NotATable as trouble:
        raise AttendanceRefused(str(trouble)) from trouble
    if not report.visits:
        raise AttendanceRefused(_first_problem(report))
    imported = session.imports.create(
        kind=report.kind,
        file_name=printable(name),
        digest=digest,
        zone=zone,
        hours=report.hours,
        rows=len(report.visits),
        problems=report.problems,
        uploaded_by=by,
        uploaded_at=now,
    )
    _match(imported, report.visits)
    return imported


def _first_problem(report):
    if not report.problems:
        return _("The file names nobody.")
    line, why = report.problems[0]
    return _("No line of this file can be read. Line %(line)d: %(why)s") % {"line": line, "why": why}


def _match(imported, visits):
    """One row for everybody whom the file names, with whom it is."""
    told = defaultdict(list)
    for visit in visits:
        told[visit.name, visit.email, visit.phone].append(
            [visit.line, visit.joined_at.isoformat(), visit.left_at.isoformat()]
        )
    rows = [
        ImportedPerson(file=imported, name=name, email=email, phone=phone, visits=lines)
        for (name, email, phone), lines in told.items()
    ]
    session = imported.session
    seated = session.registrations.active().values_list("person_id", flat=True)
    matcher = Matcher(rows, seated=seated, event_id=session.event_id)
    for row in rows:
        match = matcher.match(row)
        row.person_id, row.how, row.suggestions = match.person, match.how, list(match.suggestions)
    ImportedPerson.objects.bulk_create(rows, batch_size=CHUNK)


@transaction.atomic
def decide_match(*, row, person, by, now):
    """Say who ``row`` of a waiting import is, or None for nobody; the next file with the same is matched so."""
    imported = _locked(row.file)
    if not imported.waits:
        raise AttendanceRefused(_("This import is confirmed already. Take it back to change who is who."))
    row = imported.people.get(pk=row.pk)
    row.person, row.how = person, ImportedPerson.How.HAND
    row.save(update_fields=["person", "how"])
    RememberedMatch.objects.update_or_create(
        key=memory_key(row, event_id=imported.session.event_id),
        defaults={"person": person, "decided_by": by, "decided_at": now},
    )
    return row


@transaction.atomic
def confirm(*, imported, by, now):
    """Write the intervals down. Twice is once. What was decided already stays until somebody decides again."""
    imported = _locked(imported)
    if not imported.waits:
        return imported
    if imported.people.undecided().exists():
        raise AttendanceRefused(_("Decide about everybody first."))
    rows = imported.people.exclude(person=None)
    intervals = [
        AttendanceInterval(
            session=imported.session,
            person_id=row.person_id,
            source=AttendanceInterval.Source.IMPORT,
            started_at=joined,
            ended_at=left,
            reference=imported.reference(line),
            recorded_by=by,
            file=imported,
        )
        for row in rows
        for line, joined, left in row.visits
    ]
    AttendanceInterval.objects.bulk_create(intervals, batch_size=CHUNK)
    imported.confirmed_by, imported.confirmed_at = by, now
    imported.save(update_fields=["confirmed_by", "confirmed_at"])
    log(imported.session, "webinars.import.confirm", user=by.user, data=_said(imported))
    return imported


@transaction.atomic
def undo(*, imported, by, now):
    """Take a confirmed import out of the count. Its intervals stay as a record, and the file may be read again."""
    imported = _locked(imported)
    if imported.waits:
        raise AttendanceRefused(_("This import is not confirmed yet."))
    if imported.undone_at is None:
        imported.intervals.update(withdrawn_at=now)
        imported.undone_by, imported.undone_at = by, now
        imported.save(update_fields=["undone_by", "undone_at"])
        log(imported.session, "webinars.import.undo", user=by.user, data=_said(imported))
    return imported


@transaction.atomic
def discard(*, imported):
    """Forget a file that was never confirmed."""
    imported = _locked(imported)
    if not imported.waits:
        raise AttendanceRefused(_("This import is confirmed already. Take it back instead."))
    imported.delete()


def _locked(imported):
    """The session first, as every verb on attendance locks it, then the import."""
    Session.objects.locked(imported.session_id)
    imports = AttendanceImport.objects.select_for_update(of=("self",)).select_related("session")
    return imports.get(pk=imported.pk)


def _said(imported):
    return {"file": imported.file_name, "sha256": imported.digest, "kind": imported.kind}
