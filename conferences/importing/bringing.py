"""A programme from a file: brought, looked over, confirmed. Nothing is planned before it is confirmed."""

import hashlib
from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conferences.exceptions import ProgrammeRefused
from conferences.models import Programme, ProgrammeImport
from content.brought import printable

from . import frab_xml, sheets
from .comparing import CHANGED, NEW, compare
from .writing import Writer


def parse(data):
    """What ``data`` (bytes) says, by what it is: the name that came with it proves nothing."""
    if not data.strip():
        raise ProgrammeRefused(_("The file is empty."))
    return (sheets if sheets.is_workbook(data) else frab_xml).read(data)


@transaction.atomic
def bring(*, programme, name, data, by, now):
    """Keep the file ``data`` to be looked over; the same file twice is one while it waits."""
    digest = hashlib.sha256(data).hexdigest()
    if known := programme.imports.filter(digest=digest, confirmed_at=None).first():
        return known
    parsed = parse(data)
    if not parsed.lines:
        if not parsed.problems:
            raise ProgrammeRefused(_("There is no item in this file."))
        line, why = parsed.problems[0]
        words = _("No item of this file can be read. Line %(line)d: %(why)s")
        raise ProgrammeRefused(words % {"line": line, "why": why})
    return ProgrammeImport.objects.create(
        programme=programme, file_name=printable(name), digest=digest, content=data, uploaded_by=by, uploaded_at=now
    )


def look_over(imported):
    """The comparison of a waiting file with the programme as it is now."""
    return compare(imported.programme, parse(bytes(imported.content)))[0]


@transaction.atomic
def confirm(*, imported, by, now):
    """Plan what is new and what changed; what the file does not name is left. Twice is once."""
    Programme.objects.select_for_update(of=("self",)).get(pk=imported.programme_id)
    imported = _locked(imported)
    if not imported.waits:
        return imported
    comparison, known = compare(imported.programme, parse(bytes(imported.content)))
    writer = Writer(imported.programme, known, by=by)
    for row in comparison.to_do:
        writer.write(row)
    writer.open_new_rooms()
    counts = Counter(row.state for row in comparison.rows)
    imported.added, imported.changed = counts[NEW], counts[CHANGED]
    imported.confirmed_at, imported.content = now, b""
    imported.save(update_fields=["added", "changed", "confirmed_at", "content"])
    data = {"file": imported.file_name, "sha256": imported.digest}
    log(imported.programme, "conferences.import", user=by, data=data)
    return imported


@transaction.atomic
def discard(*, imported):
    """Forget a file that was never confirmed."""
    imported = _locked(imported)
    if not imported.waits:
        raise ProgrammeRefused(_("This import is confirmed already."))
    imported.delete()


def _locked(imported):
    imports = ProgrammeImport.objects.select_for_update(of=("self",)).select_related("programme__event")
    return imports.get(pk=imported.pk)
