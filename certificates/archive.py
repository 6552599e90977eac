"""The issued files. A file follows from its row, never the other way round.

The row comes first, with what the certificate says and the hash of its PDF; the file is written once the row stands.
Whatever stops in between, or happens to the disk later, leaves a row from which the same file is drawn again: the
words, the pictures and the moment are frozen, and the drawing gives the same bytes for them. So a reader never meets a
missing or damaged file, and no file with a name on it is left behind by a transaction that failed.
"""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from .drawing import draw
from .models import Certificate, pdf_path
from .pictures import kept

logger = logging.getLogger(__name__)


def fingerprint(pdf):
    return hashlib.sha256(pdf).hexdigest()


def pdf_of(certificate):
    """The PDF byte for byte as issued; drawn anew, and kept, when the file is missing or damaged."""
    return _intact(certificate) or keep_pdf(certificate=certificate)


@transaction.atomic
def keep_pdf(*, certificate, pdf=None):
    """Write the file of ``certificate`` unless it is there and whole; the bytes. Safe to call twice.

    Drawn anew, unless the ``pdf`` that was just issued is at hand.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if there := _intact(certificate):
        return there
    if certificate.pdf:
        logger.warning("The PDF of certificate %d is lost or damaged and is drawn anew.", certificate.pk)
    if pdf is None or fingerprint(pdf) != certificate.pdf_sha256:
        pdf = draw(certificate.statement, kept(certificate.statement))
    _note_new_bytes(certificate, pdf)
    certificate.pdf.storage.delete(pdf_path(certificate, ""))  # the rest of a write that was interrupted
    certificate.pdf.save(f"{certificate.number}.pdf", ContentFile(pdf), save=False)
    certificate.pdf_sha256, certificate.pdf_size = fingerprint(pdf), len(pdf)
    certificate.save(update_fields=["pdf", "pdf_sha256", "pdf_size"])
    return pdf


def _intact(certificate):
    """The bytes of the file when they are the ones that were issued, else None."""
    if not certificate.pdf:
        return None
    try:
        with certificate.pdf.storage.open(certificate.pdf.name) as file:
            pdf = file.read()
    except FileNotFoundError:
        return None
    return pdf if fingerprint(pdf) == certificate.pdf_sha256 else None


def _note_new_bytes(certificate, pdf):
    """A later drawing engine may give other bytes for the same words; then the log keeps both hashes."""
    if fingerprint(pdf) != certificate.pdf_sha256:
        data = {"number": certificate.number, "was": certificate.pdf_sha256, "is": fingerprint(pdf)}
        log(certificate, "certificates.redraw", data=data)
