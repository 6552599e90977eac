"""A certificate does not hold for a time, while somebody looks into it; then it holds again, or is revoked."""

from django.db import transaction
from wagtail.log_actions import log

from .exceptions import CertificateRefused
from .models import Certificate
from .tasks import tell_of_suspension


@transaction.atomic
def suspend(*, certificate, reason, by, now, note=""):
    """Let ``certificate`` not hold until it is reinstated; its page says so, with the words of ``note``, if any.

    The holder is told by mail. Also one that has expired, as it may be renewed. Suspending twice changes nothing.
    Raises ``CertificateRefused`` for one that is revoked or replaced.
    """
    certificate = _locked(certificate)
    if certificate.suspended_at:
        return certificate
    if not reason.strip():
        raise CertificateRefused("no_reason")
    certificate.suspended_at, certificate.suspended_by = now, by
    certificate.suspension_reason, certificate.suspension_note = reason.strip(), note.strip()
    return _changed(certificate, "certificates.suspend", by=by, reason=reason)


@transaction.atomic
def reinstate(*, certificate, reason, by, now):
    """Let ``certificate`` hold again as if nothing had been; the log keeps that, and why."""
    certificate = _locked(certificate)
    if certificate.suspended_at is None:
        raise CertificateRefused("not_suspended")
    if not reason.strip():
        raise CertificateRefused("no_reason")
    certificate.suspended_at = certificate.suspended_by = None
    certificate.suspension_reason = certificate.suspension_note = ""
    return _changed(certificate, "certificates.reinstate", by=by, reason=reason)


def _locked(certificate):
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.revoked_at or certificate.superseded_at:
        raise CertificateRefused("not_valid")
    return certificate


def _changed(certificate, action, *, by, reason):
    fields = ["suspended_at", "suspended_by", "suspension_reason", "suspension_note"]
    certificate.save(update_fields=fields)
    log(certificate, action, user=by, data={"number": certificate.number, "reason": reason.strip()})
    tell_of_suspension.enqueue(certificate.pk)
    return certificate
