"""Issued certificates: what was certified, for ever."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sources import ONE_PAGE, SOURCE, about
from .templates import CertificateTemplate


def private_storage():
    """Files that have no address of their own; a view hands them to their owner."""
    return storages["private"]


def pdf_path(certificate, _filename):
    """One name for ever, so that a file left by an interrupted write is found and replaced."""
    return f"certificates/{certificate.issued_at:%Y}/{certificate.number}.pdf"


class State(models.TextChoices):
    """Whether a certificate holds."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    SUSPENDED = "suspended", _("suspended")
    SUPERSEDED = "superseded", _("replaced")
    REVOKED = "revoked", _("revoked")


class Shown(models.TextChoices):
    """What the holder lets strangers see on the page of a certificate."""

    FULL = "full", _("My full name")
    INITIALS = "initials", _("Only my initials")
    MATCH = "match", _("No name; who knows it may compare it")
    HIDDEN = "hidden", _("Nothing: the number is not found")


class Role(models.TextChoices):
    """What somebody is certified as; each of them may have a certificate of their own for the same event."""

    PARTICIPANT = "participant", _("participants")
    TRAINER = "trainer", _("trainers and speakers")
    SPEAKER = "speaker", _("speakers of a programme")
    ORGANIZER = "organizer", _("organizers")
    ORGANIZATION = "organization", _("organizations")


HOLDS = Q(revoked_at__isnull=True, superseded_at__isnull=True)  # neither revoked nor replaced


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        """Neither revoked nor replaced; some may have expired or be suspended."""
        return self.filter(revoked_at__isnull=True, superseded_at__isnull=True)

    def held(self):
        """Those of ``valid`` that are not suspended: what their holders may take and show."""
        return self.valid().filter(suspended_at__isnull=True)

    def in_state(self, state, *, now):
        """Those of one ``State``, which time decides together with what somebody decided."""
        expired = Q(expires_at__isnull=False, expires_at__lte=now)
        match state:
            case State.REVOKED:
                return self.filter(revoked_at__isnull=False)
            case State.SUPERSEDED:
                return self.filter(revoked_at__isnull=True, superseded_at__isnull=False)
            case State.SUSPENDED:
                return self.valid().filter(suspended_at__isnull=False)
            case State.EXPIRED:
                return self.held().filter(expired)
        return self.held().exclude(expired)


class Certificate(models.Model):
    """What was certified, frozen at issue. Corrections supersede, they never overwrite."""

    number = models.CharField(_("number"), max_length=14, unique=True)
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    organization = models.ForeignKey(
        "people.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="certificates"
    )
    course = about("courses.CoursePage", _("course"), "certificates")
    event = about("webinars.EventPage", _("event"), "certificates")
    series = about("webinars.SessionSeries", _("series"), "certificates")
    quiz = about("courses.QuizPage", _("quiz"), "certificates")
    programme = about("courses.ProgrammePage", _("programme"), "certificates")
    role = models.CharField(_("certified as"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    statement = models.JSONField(_("what it says"), help_text=_("Frozen when issued."))
    evidence = models.JSONField(_("what it rests on"), default=dict, help_text=_("Frozen when issued."))
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    issued_by = models.ForeignKey(
        "people.User", verbose_name=_("issued by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded that it expires"), null=True, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successor",
    )
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    shown = models.CharField(_("shown to strangers"), max_length=10, choices=Shown, default=Shown.FULL)
    linked = models.BooleanField(_("the replaced number leads here"), default=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "people.User", verbose_name=_("revoked by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revocation_reason = models.CharField(_("reason of the revocation"), max_length=300, blank=True)
    revocation_note = models.CharField(_("what the public page says about it"), max_length=200, blank=True)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_by = models.ForeignKey(
        "people.User",
        verbose_name=_("suspended by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    suspension_reason = models.CharField(_("reason of the suspension"), max_length=300, blank=True)
    suspension_note = models.CharField(_("what the public page says meanwhile"), max_length=200, blank=True)
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to=pdf_path, blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, db_index=True)
    pdf_size = models.PositiveIntegerField(_("size of the PDF"), default=0, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PAGE, name="certificate_one_source"),
            models.CheckConstraint(
                condition=Q(series__isnull=True) | Q(event__isnull=False), name="certificate_series_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(quiz__isnull=True) | Q(course__isnull=False), name="certificate_quiz_of_a_course"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True) & ~Q(role="organization")
                | Q(person__isnull=True, organization__isnull=False, role="organization"),
                name="certificate_one_recipient",
            ),
            models.UniqueConstraint(
                "person", "course", "role", condition=HOLDS & Q(quiz__isnull=True), name="certificate_one_a_course"
            ),
            models.UniqueConstraint(
                "person", "event", "role", condition=HOLDS & Q(series__isnull=True), name="certificate_one_an_event"
            ),
            models.UniqueConstraint("person", "quiz", "role", condition=HOLDS, name="certificate_one_a_quiz"),
            models.UniqueConstraint("person", "series", "role", condition=HOLDS, name="certificate_one_a_series"),
            models.UniqueConstraint("person", "programme", "role", condition=HOLDS, name="certificate_one_a_programme"),
            models.UniqueConstraint(
                "organization", "course", condition=HOLDS, name="certificate_one_of_an_organization"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revocation_reason=""), name="certificate_revoked_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True) | ~Q(suspension_reason=""),
                name="certificate_suspended_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} – {self.recipient}"

    @property
    def full_number(self):
        """The number behind the prefix of who issued it and the year; older certificates bear it alone."""
        return self.statement.get("full_number", self.number)

    def state_at(self, now):
        """Whether it holds. A revocation outweighs everything else; time counts only where nobody decided anything."""
        if self.revoked_at:
            return State.REVOKED
        if self.superseded_at:
            return State.SUPERSEDED
        if self.suspended_at:
            return State.SUSPENDED
        return State.EXPIRED if self.expires_at and self.expires_at <= now else State.VALID

    @property
    def state(self):
        return self.state_at(timezone.now())

    @property
    def state_label(self):
        return State(self.state).label

    def is_valid_at(self, now):
        return self.state_at(now) == State.VALID

    @property
    def is_valid(self):
        return self.state == State.VALID

    @property
    def source(self):
        """What it certifies, as fields: their values, or conditions of a query."""
        return {name: getattr(self, name) for name in SOURCE}

    @property
    def holder(self):
        """The person or the organization that it certifies."""
        return self.organization if self.organization_id else self.person

    @property
    def recipient(self):
        """The name as printed."""
        return self.statement["recipient"]

    @property
    def subject(self):
        """The course or event as printed, whatever its page is called now."""
        return self.statement["subject"]


class FormerFile(models.Model):
    """The hash of a PDF that a certificate had before it was signed or drawn anew: copies of it stay known."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="former_files")

    class Meta:
        verbose_name = _("former file of a certificate")
        verbose_name_plural = _("former files of certificates")

    def __str__(self):
        return self.sha256


class FrozenPicture(models.Model):
    """A signature, logo, seal or background on issued certificates, for as long as they do; known by its SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()  # PNG, JPEG or SVG

    class Meta:
        verbose_name = _("picture of certificates")
        verbose_name_plural = _("pictures of certificates")

    def __str__(self):
        return self.sha256
