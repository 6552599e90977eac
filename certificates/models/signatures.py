"""The school's electronic signature on the PDF of a certificate, or that it waits for one."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.signing.exceptions import WORDS

from .records import Certificate


class SignatureQuerySet(models.QuerySet):
    def waiting(self):
        """Those that are still to be made."""
        return self.filter(signed_at__isnull=True)


class Signature(models.Model):
    """Written with the certificate where the school signs; ``signed_at`` once the file that is handed out bears it."""

    certificate = models.OneToOneField(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="signature"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    stamped_at = models.DateTimeField(_("time stamp"), null=True, blank=True)
    signer = models.CharField(_("signed by"), max_length=200, blank=True)
    problem = models.CharField(_("why it is not signed"), max_length=20, blank=True)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("electronic signature")
        verbose_name_plural = _("electronic signatures")

    def __str__(self):
        return str(self.certificate)

    @property
    def reason(self):
        """Why it waits, for whoever can do something about it."""
        return str(WORDS[self.problem]) if self.problem else gettext("It waits for its turn.")
