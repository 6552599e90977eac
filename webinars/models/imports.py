"""Files of participants that other systems wrote, and who the people in them are."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .sessions import ZONES


class AttendanceImportQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at__isnull=True)


class AttendanceImport(models.Model):
    """What was read from one file for one session. It counts from ``confirmed_at`` on, until ``undone_at``.

    The same file stands once in a session: ``digest`` is the SHA-256 of its bytes.
    """

    class Kind(models.TextChoices):
        ZOOM = "zoom", "Zoom"
        TEAMS = "teams", "Microsoft Teams"
        MEET = "meet", "Google Meet"
        BBB = "bbb", "BigBlueButton"
        MOODLE = "moodle", "Moodle"
        PLAIN = "plain", _("table")

    session = models.ForeignKey("webinars.Session", on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    file_name = models.CharField(_("file"), max_length=150)
    digest = models.CharField(max_length=64)
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES)
    hours = models.BooleanField(_("says when people came and left"))
    rows = models.PositiveIntegerField(_("rows read"))
    problems = models.JSONField(_("rows that cannot be read"), default=list, blank=True)
    uploaded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    confirmed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(_("taken back"), null=True)

    objects = AttendanceImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of attendance")
        verbose_name_plural = _("imports of attendance")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "session", "digest", condition=Q(undone_at__isnull=True), name="import_one_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(confirmed_at__isnull=False), name="import_undone_was_confirmed"
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.file_name}"

    @property
    def waits(self):
        """True while nothing of it is written down yet."""
        return self.confirmed_at is None

    def reference(self, line):
        """Which line of which file an interval was read from."""
        return f"{self.file_name} ({self.digest[:12]}), {line}"


class ImportedPersonQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(how="")


class ImportedPerson(models.Model):
    """Somebody as a file names them, and the ``person`` they are: None for nobody of the school, by a decision.

    ``visits`` are [line, from, to]; ``suggestions`` are primary keys of people whom it may be.
    """

    class How(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        PHONE = "phone", _("by phone")
        NAME = "name", _("by name")
        REMEMBERED = "remembered", _("as decided before")
        HAND = "hand", _("decided by hand")

    file = models.ForeignKey(AttendanceImport, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    visits = models.JSONField()
    suggestions = models.JSONField(default=list, blank=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("matched"), max_length=12, choices=How, blank=True)

    objects = ImportedPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in a file")
        verbose_name_plural = _("people in a file")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("file", "name", "email", "phone", name="imported_person_once"),
            models.CheckConstraint(
                condition=~Q(how="") | Q(person__isnull=True), name="imported_person_is_matched_somehow"
            ),
        ]

    def __str__(self):
        return self.called

    @property
    def called(self):
        return self.name or self.email or self.phone

    @property
    def spans(self):
        """Pairs of moments."""
        return [(datetime.fromisoformat(came), datetime.fromisoformat(left)) for _line, came, left in self.visits]


class RememberedMatch(models.Model):
    """Who somebody in files is, decided by hand: an e-mail or a phone everywhere, a mere name within one event.

    ``key`` is the hash of what the files say.
    """

    key = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("remembered match")
        verbose_name_plural = _("remembered matches")

    def __str__(self):
        return self.key
