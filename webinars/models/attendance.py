"""Presence as evidence: intervals from named sources, and the decision a rule drew from them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AttendanceIntervalQuerySet(models.QuerySet):
    def counted(self):
        """All but those that were taken back: of an import, or of a check-in by who was not there."""
        return self.filter(withdrawn_at__isnull=True)


class AttendanceInterval(models.Model):
    """Somebody was seen from ``started_at`` to ``ended_at`` by ``source``. Never edited by hand.

    ``reference`` says which record of the source it was read from: reading that record again, or more of it, moves
    the end of this one interval and makes no second. One that was taken back counts no longer, and stays.
    """

    class Source(models.TextChoices):
        PAGE = "page", _("own page")
        SHEET = "sheet", _("trainer’s sheet")
        ROOM = "room", _("room server")
        IMPORT = "import", _("imported file")
        QR = "qr", _("check-in by QR")
        SELF = "self", _("self check-in (own word)")

    session = models.ForeignKey("webinars.Session", on_delete=models.PROTECT, related_name="intervals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendance_intervals")
    source = models.CharField(_("source"), max_length=8, choices=Source)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"))
    reference = models.CharField(_("reference in the source"), max_length=255, blank=True)
    recorded_by = models.ForeignKey(
        "people.Person",
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    file = models.ForeignKey(
        "webinars.AttendanceImport", null=True, blank=True, on_delete=models.PROTECT, related_name="intervals"
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = AttendanceIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("interval of presence")
        verbose_name_plural = _("intervals of presence")
        ordering = ["started_at", "pk"]
        indexes = [models.Index(fields=["session", "person"], name="interval_session_person")]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="interval_ends_after_start"),
            models.UniqueConstraint(
                "session", "person", condition=Q(source="sheet"), name="interval_one_from_the_sheet"
            ),
            models.UniqueConstraint(
                "session",
                "person",
                condition=Q(source="qr", withdrawn_at__isnull=True),
                name="interval_one_check_in",
            ),
            models.UniqueConstraint(
                "session",
                "person",
                condition=Q(source="self", withdrawn_at__isnull=True),
                name="interval_one_self_check_in",
            ),
            models.UniqueConstraint(
                "session",
                "source",
                "reference",
                condition=~Q(reference="") & Q(withdrawn_at__isnull=True),
                name="interval_one_per_reference",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.started_at:%H:%M}–{self.ended_at:%H:%M}"


class AttendanceQuerySet(models.QuerySet):
    def credited(self):
        return self.filter(status__in=Attendance.CREDITED, counts=True)


class Attendance(models.Model):
    """What was decided about one person and one session, by which rule, and why if a person corrected it.

    ``evidence`` are the intervals and outages that the rule was given; ``measured_status`` is what it said before
    the correction. ``counts`` is False where the rule does not credit who came late or left early.
    """

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("came late")
        LEFT_EARLY = "left_early", _("left early")
        AFTERWARDS = "afterwards", _("attended afterwards")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    CREDITED = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY, Status.AFTERWARDS)

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="attendances"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status)
    percent = models.PositiveSmallIntegerField(_("percent of the session"), default=0)
    counts = models.BooleanField(_("counts by the rule"), default=True)
    rule_version = models.ForeignKey(
        "webinars.AttendanceRule", verbose_name=_("version of the rule"), null=True, on_delete=models.PROTECT,
        related_name="attendances",
    )  # fmt: skip
    rule = models.CharField(_("rule"), max_length=80, help_text=_("The rule and its version, such as “share-1:60”."))
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    decided_at = models.DateTimeField(_("decided"))
    corrected_by = models.ForeignKey(
        "people.Person",
        verbose_name=_("corrected by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    measured_status = models.CharField(_("status by the rule"), max_length=12, choices=Status, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["session", "person"]
        constraints = [
            models.UniqueConstraint("session", "person", name="attendance_unique"),
            models.CheckConstraint(
                condition=Q(corrected_by__isnull=True) | ~Q(reason=""), name="attendance_correction_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.session}: {self.get_status_display()}"

    @property
    def is_credited(self):
        return self.status in self.CREDITED and self.counts
