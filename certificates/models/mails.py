"""Mails about certificates: what waits, what left, and what came back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .records import Certificate


class CertificateMailQuerySet(models.QuerySet):
    def came_back(self):
        """Those that came back, after which nothing was sent in their place yet."""
        return self.filter(bounced_at__isnull=False, settled_at__isnull=True)

    def waiting(self):
        """Those that the mail server has not taken yet."""
        return self.filter(sent_at__isnull=True, bounced_at__isnull=True)

    def done_with(self):
        """Those after which the same is not sent to the same address again by itself."""
        return self.filter(Q(sent_at__isnull=False) | Q(bounced_at__isnull=False), settled_at__isnull=True)


class CertificateMail(models.Model):
    """One mail about a certificate to one address. Who lets it be sent again settles the one that came back."""

    class About(models.TextChoices):
        ISSUED = "issued", _("certificate issued")
        EXPIRES = "expires", _("certificate expires soon")
        SUSPENDED = "suspended", _("certificate suspended")
        REINSTATED = "reinstated", _("certificate holds again")

    certificate = models.ForeignKey(
        Certificate, verbose_name=_("certificate"), on_delete=models.CASCADE, related_name="mails"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="certificate_mails"
    )
    address = models.EmailField(_("e-mail"))
    about = models.CharField(_("about"), max_length=12, choices=About)
    created_at = models.DateTimeField(_("first tried"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    bounced_at = models.DateTimeField(_("came back"), null=True)
    status = models.CharField(_("code of the mail server"), max_length=11, blank=True)
    reason = models.CharField(_("words of the mail server"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("sent again"), null=True)

    objects = CertificateMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about a certificate")
        verbose_name_plural = _("mails about certificates")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "person", "address", "about"],
                condition=Q(sent_at__isnull=True, bounced_at__isnull=True),
                name="certificate_mail_waits_once",
            )
        ]

    def __str__(self):
        return f"{self.get_about_display()}: {self.address}"

    @property
    def told(self):
        """Why it came back, in the mail server’s own code and words."""
        return self.reason if self.status in self.reason else f"{self.status} {self.reason}".strip()
