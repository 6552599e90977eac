"""A badge is made the first time somebody asks for it; its holder decides whether others may have it."""

from django.db import transaction
from wagtail.log_actions import log

from certificates.exceptions import CertificateRefused
from certificates.models import Badge, Certificate

from .documents import SCHEMA, credential, written
from .keys import key_ring
from .proofs import proved
from .status import Kind, entry, free_place
from .tokens import signed


@transaction.atomic
def make_badge(*, certificate, now):
    """The badge of ``certificate``, made unless there is one; it stays byte for byte what it is.

    Raises ``BadgesOff`` when there is none and nothing can be signed, ``CertificateRefused`` when there is none and the
    certificate holds no longer, or is an organization's.
    """
    certificate = _locked(certificate)
    if there := Badge.objects.filter(certificate=certificate).first():
        return there
    if certificate.revoked_at or certificate.superseded_at or certificate.suspended_at:
        raise CertificateRefused("not_valid")
    if certificate.organization_id:
        raise CertificateRefused("no_badge")
    badge = Badge(certificate=certificate, made_at=now, **free_place())
    _sign(badge, key_ring(), now=now)
    badge.save(force_insert=True)
    return badge


def _sign(badge, ring, *, now):
    """The same words twice, for the two ways in which verifiers read them, each with the list of its own kind."""
    said, both = credential(badge), [entry(badge, Kind.REVOCATION), entry(badge, Kind.SUSPENSION)]
    badge.document = written(proved({**said, "credentialStatus": both}, ring, now=now))
    badge.token = signed({**said, "credentialSchema": [SCHEMA], "credentialStatus": entry(badge, Kind.TOKEN)}, ring)


@transaction.atomic
def publish(*, certificate, by, now):
    """Let anybody who has the address of its badge see and take it: its holder agrees. Twice is as good as once."""
    badge = make_badge(certificate=certificate, now=now)
    if badge.published_at is None:
        badge.published_at = now
        badge.save(update_fields=["published_at"])
        log(certificate, "certificates.badge.publish", user=by, data={"number": certificate.number})
    return badge


@transaction.atomic
def withdraw(*, certificate, by):
    """Take the badge of ``certificate`` back from its address; who has the file by then keeps it."""
    certificate = _locked(certificate)
    if Badge.objects.filter(certificate=certificate, published_at__isnull=False).update(published_at=None):
        log(certificate, "certificates.badge.withdraw", user=by, data={"number": certificate.number})


def _locked(certificate):
    return Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
