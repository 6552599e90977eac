"""The badge inside the PDF: where its holder puts it, as whoever is given the file then has the badge as well."""

from django.db import transaction

from certificates.archive import redraw
from certificates.models import Badge
from certificates.signing.tasks import ask_for_signature

from .making import make_badge


@transaction.atomic
def attach(*, certificate, by, now):
    """Put the badge of ``certificate`` into its PDF; twice is as good as once. Raises what ``make_badge`` raises."""
    badge = make_badge(certificate=certificate, now=now)
    if badge.attached_at is None:
        badge.attached_at = now
        badge.save(update_fields=["attached_at"])
        _redrawn(certificate, by=by, action="certificates.badge.attach")
    return badge


@transaction.atomic
def detach(*, certificate, by):
    """Take the badge out of the PDF; copies that were given away keep it, and stay genuine."""
    if Badge.objects.filter(certificate=certificate, attached_at__isnull=False).update(attached_at=None):
        _redrawn(certificate, by=by, action="certificates.badge.detach")


def _redrawn(certificate, *, by, action):
    redraw(certificate=certificate, by=by, action=action)
    ask_for_signature(certificate)
