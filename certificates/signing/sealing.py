"""Sign the PDF of a certificate: outside of the issue, because a time-stamp server may take its time.

The certificate is issued and mailed either way. Until its file is signed the drawn one is handed out; it is as genuine,
and its hash stays known. What keeps a signature from being made is written down for a person, and tried again every
hour.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.archive import drawn, put_file
from certificates.exceptions import CertificateTextError
from certificates.models import Certificate, Signature

from . import pades
from .exceptions import SigningOff
from .keys import signing_key

logger = logging.getLogger(__name__)
AWAY_FOR = timedelta(minutes=5)  # in which a time-stamp server that did not answer is not asked for others


def sign(*, certificate, now):
    """Sign the file of ``certificate`` if it waits for it; else nothing happens.

    Safe to call twice, and beside another worker: the first one's file stays.
    """
    certificate = Certificate.objects.get(pk=certificate.pk)
    signature = Signature.objects.waiting().filter(certificate=certificate).first()
    if signature is None:
        return
    if settings.SIGNING_STAMP_URL and _away(now=now):
        Signature.objects.waiting().filter(pk=signature.pk).update(problem="stamp_away")
        return
    try:
        key = signing_key(now=now)
        signed = pades.sign(_sheet(certificate, key), key, stamp_url=settings.SIGNING_STAMP_URL)
    except SigningOff as off:
        logger.warning("Certificate %d is not signed: %s", certificate.pk, off)
        report(signature=signature, problem=off.code, now=now)
    else:
        _keep(certificate, signed, signer=key.name, now=now)


def report(*, signature, problem, now):
    """Write down why ``signature`` is not made."""
    Signature.objects.waiting().filter(pk=signature.pk).update(problem=problem, tried_at=now)


def _away(*, now):
    """Whether a time-stamp server was asked in vain a moment ago: hundreds shall not wait for it one by one."""
    return Signature.objects.waiting().filter(problem="stamp_away", tried_at__gt=now - AWAY_FOR).exists()


def _sheet(certificate, key):
    """The PDF to sign; where the settings wish it, it says in words by whom."""
    if not settings.SIGNING_VISIBLE:
        return drawn(certificate)
    with override(certificate.statement["language"]):
        sealed = _("Electronic signature: %(name)s") % {"name": key.name}
    try:
        return drawn(certificate, sealed=sealed)
    except CertificateTextError as error:
        raise SigningOff("unprintable") from error


@transaction.atomic
def _keep(certificate, signed, *, signer, now):
    """Unless another worker was faster, or the holder changed what is in the file meanwhile."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    waiting = Signature.objects.waiting().filter(certificate=locked)
    if locked.pdf_sha256 != certificate.pdf_sha256 or not waiting.exists():
        return
    put_file(locked, signed.pdf, action="certificates.sign", signer=signer)
    done = {"signed_at": now, "stamped_at": signed.stamped_at, "signer": signer, "problem": "", "tried_at": now}
    waiting.update(**done)
