"""The words, pictures and layout of a kind of certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from people.alphabet import Alphabetically

SIGNATORIES = ("", "_2", "_3")  # how the fields of each end
LOGOS = ("logo", "logo_2", "logo_3", "logo_4")  # from left to right


def picture(verbose_name, help_text=""):
    """A picture of a template; none that one uses is deleted."""
    return models.ForeignKey(
        "content.SiteImage",
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=help_text,
    )


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

    class Format(models.TextChoices):
        A4 = "a4", _("A4, landscape")
        A4_PORTRAIT = "a4-portrait", _("A4, portrait")
        LETTER = "letter", _("US Letter, landscape")
        LETTER_PORTRAIT = "letter-portrait", _("US Letter, portrait")

    class QrPlace(models.TextChoices):
        RIGHT = "right", _("at the right")
        LEFT = "left", _("at the left")

    class NumberPlace(models.TextChoices):
        BESIDE = "beside", _("beside the QR code")
        FOOT = "foot", _("in a line at the foot of the page")

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
    body = models.TextField(
        _("text"),
        max_length=500,
        blank=True,
        help_text=_(
            "Stands under the course or event, instead of the line that the school writes there by itself. A line with"
            " a placeholder that a certificate has no value for is left out."
        ),
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
    signature = picture(
        _("signature"), _("Best a PNG on a transparent ground. Without it there is a line to sign by hand.")
    )
    signatory_2 = models.CharField(_("signed by"), max_length=100, blank=True)
    signatory_role_2 = models.CharField(_("position"), max_length=120, blank=True)
    signature_2 = picture(_("signature"))
    signatory_3 = models.CharField(_("signed by"), max_length=100, blank=True)
    signatory_role_3 = models.CharField(_("position"), max_length=120, blank=True)
    signature_3 = picture(_("signature"))
    logo = picture(
        _("logo"),
        _(
            "PNG, or SVG without text. Without it the sign of the school stands beside the issuer. The description of a"
            " picture is what people hear who do not see it."
        ),
    )
    logo_2 = picture(_("second logo"), _("Of partners, from left to right."))
    logo_3 = picture(_("third logo"))
    logo_4 = picture(_("fourth logo"))
    seal = picture(_("seal"), _("PNG on a transparent ground, or SVG. Stands at the right of the signatures."))
    accent = models.CharField(
        _("colour"), max_length=7, choices=Accent, default=Accent.BLUE, help_text=_("Of the title and of the lines.")
    )
    own_accent = models.CharField(
        _("own colour"),
        max_length=7,
        blank=True,
        help_text=_("Instead of the one above, such as #7a1f5c. It has to be dark enough for words on white."),
    )
    format = models.CharField(_("format"), max_length=16, choices=Format, default=Format.A4)
    background = picture(
        _("background"),
        _(
            "Instead of the kilim, over the whole page: a JPEG or PNG of at least 1400 × 990 pixels, or an SVG. Under a"
            " picture that is not pale enough for words the words get a white panel."
        ),
    )
    qr_place = models.CharField(_("QR code"), max_length=8, choices=QrPlace, default=QrPlace.RIGHT)
    number_place = models.CharField(_("number"), max_length=8, choices=NumberPlace, default=NumberPlace.BESIDE)
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
        ordering = [Alphabetically("name")]

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
    def colour(self):
        return self.own_accent or self.accent

    @property
    def preview_modes(self):
        return [
            ("", _("Name with an apostrophe")),
            ("long", _("Very long name, long values")),
            ("other", _("Name in the other alphabet")),
            ("formats", _("Very long name in every format")),
        ]

    @property
    def default_preview_size(self):
        return "desktop"

    def get_preview_template(self, request, mode_name):
        return "certificates/admin/preview.html"
