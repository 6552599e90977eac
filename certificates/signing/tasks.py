"""Signatures are made by a task: neither an issue nor anybody's click waits for a time-stamp server."""

from django.utils import timezone
from django_tasks import task

from certificates.models import Certificate, Signature

from .keys import signing_is_on
from .sealing import report, sign


def ask_for_signature(certificate):
    """Let the file of ``certificate`` be signed where the school signs; written down first, in the same transaction."""
    if signing_is_on():
        Signature.objects.get_or_create(certificate=certificate)
        sign_certificate.enqueue(certificate.pk)


@task()
def sign_certificate(certificate_pk):
    """Sign one; a fault of ours is shown to the administrator and logged."""
    now, certificate = timezone.now(), Certificate.objects.get(pk=certificate_pk)
    try:
        sign(certificate=certificate, now=now)
    except Exception:
        report(signature=certificate.signature, problem="fault", now=now)
        raise


def sign_waiting(*, before=None):
    """A task for each that waits, issued ``before`` a moment if one is given; how many."""
    if not signing_is_on():
        return 0
    waiting = Signature.objects.waiting()
    if before:
        waiting = waiting.filter(certificate__issued_at__lt=before)
    found = list(waiting.values_list("certificate_id", flat=True))
    for pk in found:
        sign_certificate.enqueue(pk)
    return len(found)
