"""The badge of a certificate: the same words, signed for machines."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .records import Certificate, Shown


class BadgeQuerySet(models.QuerySet):
    def public(self):
        """Those whose holder agreed, and who does not hide the certificate."""
        return self.filter(published_at__isnull=False).exclude(certificate__shown=Shown.HIDDEN)

    def ended(self):
        """Those of certificates that hold no longer, and never will again; what expires says so itself."""
        return self.filter(Q(certificate__revoked_at__isnull=False) | Q(certificate__superseded_at__isnull=False))

    def suspended(self):
        """Those of certificates that do not hold for the time being."""
        return self.filter(certificate__suspended_at__isnull=False)


class Badge(models.Model):
    """Signed once, the same bytes for ever. Nobody but its holder sees it until they agree."""

    certificate = models.OneToOneField(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="badge"
    )
    public_id = models.UUIDField(_("key in its address"), default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)
    attached_at = models.DateTimeField(_("in the PDF since"), null=True, blank=True)
    status_list = models.PositiveSmallIntegerField(_("status list"))
    status_index = models.PositiveIntegerField(_("place in the status list"))
    document = models.TextField(_("credential with its proof"), help_text=_("JSON, frozen when made."))
    token = models.TextField(_("the same as a signed token"), help_text=_("Frozen when made."))

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [models.UniqueConstraint("status_list", "status_index", name="badge_one_a_place")]

    def __str__(self):
        return str(self.certificate)

    @property
    def is_public(self):
        return bool(self.published_at) and self.certificate.shown != Shown.HIDDEN
