"""What a certificate looks like (template), who gets it (rule), and what it says for ever (certificate)."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet


def private_storage():
    """Files that have no address of their own; a view hands them to their owner."""
    return storages["private"]


@register_snippet
class CertificateTemplate(models.Model):
    """The words and signature of a kind of certificate. Issued certificates keep what they said."""

    class Language(models.TextChoices):
        UKRAINIAN = "uk", _("Ukrainian")
        ENGLISH = "en", _("English")

    name = models.CharField(_("name"), max_length=120, help_text=_("For the list only."))
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.UKRAINIAN)
    title = models.CharField(_("title"), max_length=60, default="Сертифікат")
    statement = models.CharField(
        _("statement"),
        max_length=200,
        default="засвідчує, що навчання завершено:",
        help_text=_("Between the name and what was completed. Gender-neutral."),
    )
    issuer = models.CharField(_("issuer"), max_length=150)
    acknowledgement = models.CharField(_("funder’s acknowledgement"), max_length=200, blank=True)
    signatory = models.CharField(_("signed by"), max_length=100)
    signatory_role = models.CharField(_("position"), max_length=120)
    signature = models.ForeignKey(
        "content.SiteImage",
        verbose_name=_("signature"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    logo = models.ForeignKey(
        "content.SiteImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kilim_seed = models.CharField(_("kilim seed"), max_length=60, blank=True, default="school")

    panels = [
        FieldPanel("name"),
        FieldPanel("language"),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("statement")], heading=_("Words")),
        MultiFieldPanel([FieldPanel("issuer"), FieldPanel("logo"), FieldPanel("acknowledgement")], heading=_("Issuer")),
        MultiFieldPanel(
            [FieldPanel("signatory"), FieldPanel("signatory_role"), FieldPanel("signature")], heading=_("Signature")
        ),
        FieldPanel("kilim_seed"),
    ]

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["name"]

    def __str__(self):
        return self.name


class CertificateRule(models.Model):
    """Who gets which certificate by itself: those who complete a course, or attend an event's sessions."""

    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="rules"
    )
    course = models.OneToOneField(
        "courses.CoursePage",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rule",
    )
    event = models.OneToOneField(
        "webinars.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rule",
    )
    min_sessions = models.PositiveSmallIntegerField(
        _("sessions to attend"), default=0, help_text=_("For an event: 0 means all of them.")
    )
    active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, event__isnull=True) | Q(course__isnull=True, event__isnull=False),
                name="certificate_rule_one_source",
                violation_error_message=_("Choose a course or an event, one of the two."),
            )
        ]

    def __str__(self):
        return str(self.course or self.event)


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at__isnull=True)


class Certificate(models.Model):
    """What was certified, frozen at issue. Corrections revoke and issue anew, they never overwrite."""

    number = models.CharField(_("number"), max_length=14, unique=True)
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="certificates"
    )
    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="certificates"
    )
    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    event = models.ForeignKey(
        "webinars.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    statement = models.JSONField(_("what it says"), help_text=_("Frozen when issued."))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        "people.User", verbose_name=_("issued by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "people.User", verbose_name=_("revoked by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revocation_reason = models.CharField(_("reason of the revocation"), max_length=300, blank=True)
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to="certificates/%Y/", blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, event__isnull=True) | Q(course__isnull=True, event__isnull=False),
                name="certificate_one_source",
            ),
            models.UniqueConstraint(
                "person",
                "course",
                condition=Q(revoked_at__isnull=True, course__isnull=False),
                name="certificate_one_a_course",
            ),
            models.UniqueConstraint(
                "person",
                "event",
                condition=Q(revoked_at__isnull=True, event__isnull=False),
                name="certificate_one_an_event",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revocation_reason=""), name="certificate_revoked_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.number} – {self.person}"

    @property
    def is_valid(self):
        return self.revoked_at is None

    @property
    def subject(self):
        return self.course or self.event
