"""Issued certificates: what was certified, for ever."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .templates import CertificateTemplate


def private_storage():
    """Files that have no address of their own; a view hands them to their owner."""
    return storages["private"]


def pdf_path(certificate, _filename):
    """One name for ever, so that a file left by an interrupted write is found and replaced."""
    return f"certificates/{certificate.issued_at:%Y}/{certificate.number}.pdf"


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
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "people.User", verbose_name=_("revoked by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revocation_reason = models.CharField(_("reason of the revocation"), max_length=300, blank=True)
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to=pdf_path, blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)
    pdf_size = models.PositiveIntegerField(_("size of the PDF"), default=0, editable=False)

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
        return f"{self.number} – {self.recipient}"

    @property
    def is_valid(self):
        return self.revoked_at is None

    @property
    def recipient(self):
        """The name as printed."""
        return self.statement["recipient"]

    @property
    def subject(self):
        """The course or event as printed, whatever its page is called now."""
        return self.statement["subject"]


class FrozenPicture(models.Model):
    """A signature or logo that stands on issued certificates, for as long as they do; known by its SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    png = models.BinaryField()

    class Meta:
        verbose_name = _("picture of certificates")
        verbose_name_plural = _("pictures of certificates")

    def __str__(self):
        return self.sha256
