"""The issued files. A file follows from its row, never the other way round.

The row comes first, with what the certificate says and the hash of its PDF; the file is written once the row stands.
Whatever stops in between, or happens to the disk later, leaves a row from which the same file is drawn again: the
words, the pictures and the moment are frozen, and the drawing gives the same bytes for them. So a reader never meets a
missing or damaged file, and no file with a name on it is left behind by a transaction that failed.

A holder may put the badge into the file, and the school may sign it: then other bytes stand in its place. The hash of
what stood there is kept, so that a copy which was handed out before stays known.
"""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from .drawing import draw
from .models import Badge, Certificate, FormerFile, Signature, pdf_path
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
        pdf = drawn(certificate)
    put_file(certificate, pdf, action="certificates.redraw")
    return pdf


@transaction.atomic
def keep_pdfs(issued):
    """Write the files of certificates that were just issued together, each with its ``pdf`` at hand.

    What is written already, or is not what was issued, is left to ``keep_pdf``.
    """
    pdfs = {certificate.number: pdf for certificate, pdf in issued}
    rows = Certificate.objects.select_for_update().filter(number__in=pdfs, pdf="").defer("statement", "evidence")
    written = [one for one in rows if fingerprint(pdfs[one.number]) == one.pdf_sha256]
    for certificate in written:
        _store(certificate, pdfs[certificate.number])
    Certificate.objects.bulk_update(written, ["pdf"])


def drawn(certificate, **more):
    """The PDF of its frozen words, unsigned; with the badge in it where the holder wished so."""
    badge = Badge.objects.filter(certificate=certificate, attached_at__isnull=False).first()
    return draw(certificate.statement, kept(certificate.statement), credential=badge.document if badge else "", **more)


@transaction.atomic
def redraw(*, certificate, by, action):
    """Draw the file anew, as what belongs into it has changed."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    put_file(certificate, drawn(certificate), action=action, user=by)


def put_file(certificate, pdf, *, action, user=None, **said):
    """Make ``pdf`` the file of a locked certificate. Other bytes than before are logged with both hashes.

    They are unsigned, unless who puts them says otherwise afterwards. A later drawing engine may give other bytes for
    the same words as well.
    """
    if (sha256 := fingerprint(pdf)) != certificate.pdf_sha256:
        data = {"number": certificate.number, "was": certificate.pdf_sha256, "is": sha256, **said}
        log(certificate, action, user=user, data=data)
        FormerFile.objects.get_or_create(sha256=certificate.pdf_sha256, defaults={"certificate": certificate})
        Signature.objects.filter(certificate=certificate).update(signed_at=None, stamped_at=None, signer="")
    _store(certificate, pdf)
    certificate.pdf_sha256, certificate.pdf_size = sha256, len(pdf)
    certificate.save(update_fields=["pdf", "pdf_sha256", "pdf_size"])


def _store(certificate, pdf):
    """The bytes under the one name; what stood there, or the rest of an interrupted write, goes."""
    certificate.pdf.storage.delete(pdf_path(certificate, ""))
    certificate.pdf.save(f"{certificate.number}.pdf", ContentFile(pdf), save=False)


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
