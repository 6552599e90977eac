"""The words, signature and logo of a kind of certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

SIGNATORIES = ("", "_2", "_3")  # how the fields of each end


class CertificateTemplate(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The words and signature of a kind of certificate. Issued certificates keep what they said.

    The row is the version that certificates are issued by; a change waits in a revision until it was reviewed.
    """

    class Language(models.TextChoices):
        UKRAINIAN = "uk", _("Ukrainian")
        ENGLISH = "en", _("English")

    class Accent(models.TextChoices):
        """Colours that keep a contrast of 4.5 with white."""

        BLUE = "#24468f", _("blue")
        GREEN = "#1f6b4a", _("green")
        RED = "#96303f", _("red")

    name = models.CharField(_("name"), max_length=120, help_text=_("For the list only."))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        default=Language.UKRAINIAN,
        help_text=_("Of the dates and notes; the words below are printed as you write them."),
    )
    title = models.CharField(_("title"), max_length=60, default="Сертифікат")
    statement = models.CharField(
        _("statement"),
        max_length=200,
        default="за успішне завершення курсу",
        help_text=_("Between the name and what was completed. Gender-neutral."),
    )
    issuer = models.CharField(_("issuer"), max_length=150)
    acknowledgement = models.CharField(
        _("funder’s acknowledgement"),
        max_length=200,
        blank=True,
        help_text=_("Stands beside the emblem of the European Union; without it there is no emblem."),
    )
    signatory = models.CharField(_("signed by"), max_length=100)
    signatory_role = models.CharField(_("position"), max_length=120)
    signature = models.ForeignKey(
        "content.SiteImage",
        verbose_name=_("signature"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Best a PNG on a transparent ground. Without it there is a line to sign by hand."),
    )
    signatory_2 = models.CharField(_("signed by"), max_length=100, blank=True)
    signatory_role_2 = models.CharField(_("position"), max_length=120, blank=True)
    signature_2 = models.ForeignKey(
        "content.SiteImage",
        verbose_name=_("signature"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signatory_3 = models.CharField(_("signed by"), max_length=100, blank=True)
    signatory_role_3 = models.CharField(_("position"), max_length=120, blank=True)
    signature_3 = models.ForeignKey(
        "content.SiteImage",
        verbose_name=_("signature"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    logo = models.ForeignKey(
        "content.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Without it the sign of the school stands beside the issuer."),
    )
    accent = models.CharField(
        _("colour"), max_length=7, choices=Accent, default=Accent.BLUE, help_text=_("Of the title and of the lines.")
    )
    kilim_seed = models.CharField(
        _("kilim seed"),
        max_length=60,
        blank=True,
        default="school",
        help_text=_("Any word: each weaves another pattern."),
    )

    valid_months = models.PositiveSmallIntegerField(
        _("valid for, months"), default=0, help_text=_("0 means for ever. Holders are reminded before it expires.")
    )

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def signatories(self):
        """Who signs, from left to right: name, position, and which field holds the picture of the signature."""
        return [
            {
                "name": getattr(self, f"signatory{end}"),
                "role": getattr(self, f"signatory_role{end}"),
                "picture": f"signature{end}",
            }
            for end in SIGNATORIES
            if getattr(self, f"signatory{end}")
        ]

    @property
    def preview_modes(self):
        return [("", _("Usual name")), ("long", _("Very long name")), ("other", _("Name in the other alphabet"))]

    @property
    def default_preview_size(self):
        return "desktop"

    def get_preview_template(self, request, mode_name):
        return "certificates/admin/preview.html"
