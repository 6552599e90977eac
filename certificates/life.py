"""What comes after the issue: it is corrected, renewed, revoked, or suspended for a time. Nothing is overwritten."""

from datetime import timedelta

from django.db import transaction
from wagtail.log_actions import log

from .exceptions import CertificateRefused
from .issuing import put
from .models import Certificate
from .numbers import new_number
from .pictures import kept
from .statements import expiry, renewed, renumbered

RENEWABLE = timedelta(days=30)  # before it expires; the reminder is sent then


@transaction.atomic
def correct_name(*, certificate, name, by, now):
    """Issue the same certificate in the right ``name``; it replaces ``certificate`` and expires when that does.

    Every other word stays as it was issued, and so does what it rests on. Raises ``CertificateRefused``.
    """
    former = _changeable(certificate)
    if name.split() == former.recipient.split():
        raise CertificateRefused("same_name")
    statement = renumbered(former.statement, number=new_number(), issued_at=now, recipient=name)
    copy = _copy(former, issued_at=now, issued_by=by, expires_at=former.expires_at)
    return put(copy, statement, kept(former.statement), by=by, action="certificates.correct")


@transaction.atomic
def renew(*, certificate, by, now):
    """Issue ``certificate`` anew for as long as its template says now; the new one replaces it.

    Raises ``CertificateRefused`` unless it expires, and does so soon or has done.
    """
    former = _changeable(certificate)
    if not (former.expires_at and former.template.valid_months):
        raise CertificateRefused("does_not_expire")
    if former.expires_at - RENEWABLE > now:
        raise CertificateRefused("renewed_too_early", days=RENEWABLE.days)
    expires_at = expiry(now, months=former.template.valid_months)
    statement = renewed(former.statement, number=new_number(), issued_at=now, expires_at=expires_at)
    copy = _copy(former, issued_at=now, issued_by=by, expires_at=expires_at)
    return put(copy, statement, kept(former.statement), by=by, action="certificates.renew")


def _changeable(certificate):
    """The certificate, locked, unless somebody revoked or replaced it meanwhile."""
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("template").get(pk=certificate.pk)
    if certificate.revoked_at or certificate.superseded_at:
        raise CertificateRefused("not_valid")
    if certificate.suspended_at:
        raise CertificateRefused("suspended")
    return certificate


def _copy(former, **changes):
    """A certificate like ``former``, which it replaces; what the holder shows of it stays as they chose."""
    same = {name: getattr(former, name) for name in ("person", "organization", "template", "evidence", "shown")}
    return Certificate(supersedes=former, **same, **former.source, **changes)


@transaction.atomic
def revoke(*, certificate, reason, by, now, note=""):
    """Take ``certificate`` back; its public page says so from now on, with the words of ``note``, if there are any.

    Also one that was replaced or has expired: that it should never have been issued is then what counts. Revoking
    twice changes nothing.
    """
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.revoked_at:
        return certificate
    if not reason.strip():
        raise CertificateRefused("no_reason")
    certificate.revoked_at, certificate.revoked_by = now, by
    certificate.revocation_reason, certificate.revocation_note = reason.strip(), note.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revocation_reason", "revocation_note"])
    data = {"number": certificate.number, "reason": certificate.revocation_reason}
    log(certificate, "certificates.revoke", user=by, data=data)
    return certificate
