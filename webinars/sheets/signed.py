"""Signed sheets as evidence: attached once, never changed, taken back with a reason."""

import hashlib
import warnings

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.log_actions import log

from content.brought import printable
from content.uploads import PICTURES, media_type_of
from webinars.exceptions import AttendanceRefused
from webinars.models import Session, SignedSheet

MEGABYTES = 12  # a photograph of a good phone
MOST = 20
TAKEN = PICTURES | {"application/pdf"}


def checked(upload):
    """The media type of ``upload``, by its content: a whole picture or a PDF. Raises ``ValidationError``."""
    kinds = _("photographs (JPEG, PNG) and PDF")
    found = media_type_of(upload, taken=TAKEN, megabytes=MEGABYTES, kinds=kinds)
    whole = _is_whole_pdf(upload) if found == "application/pdf" else _is_whole_picture(upload)
    upload.seek(0)
    if not whole:
        raise ValidationError(_("“%(name)s” is damaged and cannot be opened.") % {"name": upload.name})
    return found


def _is_whole_pdf(upload):
    upload.seek(-min(upload.size, 2048), 2)
    return b"%%EOF" in upload.read()


def _is_whole_picture(upload):
    """Read to its end, in the formats we take alone; one that grows beyond measure is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=["JPEG", "PNG"]) as picture:
                picture.load()
    except Exception:  # a stranger's file in another's parser: whatever it stumbles over, it is the file
        return False
    return True


@transaction.atomic
def attach(*, session, upload, content_type, note, by, now):
    """Keep ``upload`` as it is. The same file twice is one."""
    session = Session.objects.locked(session.pk)
    if session.state != Session.State.SCHEDULED or now < session.starts_at:
        raise AttendanceRefused(_("A sheet is signed when a session has begun."))
    digest = hashlib.sha256(b"".join(upload.chunks())).hexdigest()
    standing = standing_of(session)
    if known := standing.filter(digest=digest).first():
        return known
    if standing.count() >= MOST:
        raise AttendanceRefused(_("A session has room for %(number)d signed sheets.") % {"number": MOST})
    upload.seek(0)
    facts = {"size": upload.size, "content_type": content_type, "digest": digest, "note": note}
    sheet = SignedSheet(session=session, name=printable(upload.name), added_by=by, added_at=now, **facts)
    sheet.file.save(upload.name, upload, save=False)
    sheet.save()
    log(session, "webinars.signed.add", user=by.user, data={"file": sheet.name, "sha256": digest})
    return sheet


@transaction.atomic
def take_back(*, sheet, reason, by, now):
    """It is evidence no longer, because it was the wrong file; the file stays, and so does why."""
    if not reason.strip():
        raise AttendanceRefused(_("Say why the sheet is taken back."))
    sheet = SignedSheet.objects.select_for_update(of=("self",)).select_related("session").get(pk=sheet.pk)
    if sheet.withdrawn_at is None:
        sheet.withdrawn_by, sheet.withdrawn_at, sheet.reason = by, now, reason.strip()
        sheet.save(update_fields=["withdrawn_by", "withdrawn_at", "reason"])
        data = {"file": sheet.name, "sha256": sheet.digest, "reason": sheet.reason}
        log(sheet.session, "webinars.signed.withdraw", user=by.user, data=data)
    return sheet


def standing_of(session):
    """What counts as evidence of ``session``."""
    return session.signed_sheets.filter(withdrawn_at__isnull=True)
