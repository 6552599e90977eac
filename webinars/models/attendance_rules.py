"""Versions of the rule by which attendance of an event is decided. One that was made never changes."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webinars.rules import Terms


class AttendanceRule(models.Model):
    """What an event asks of those who attend, in version ``number``. The newest holds for what is not decided yet.

    An event for which nobody made one goes by the defaults; they are written down as version 1 when first used.
    """

    class Unit(models.TextChoices):
        PERCENT = "percent", _("percent of the session")
        MINUTES = "minutes", _("minutes")

    class OwnWord(models.TextChoices):
        COUNTS = "counts", _("it counts like being seen")
        BESIDE = "beside", _("it counts for those who were seen in the session otherwise as well")
        NEVER = "never", _("it is kept and counts for nobody")

    event = models.ForeignKey("webinars.EventPage", on_delete=models.CASCADE, related_name="attendance_rules")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    needed = models.PositiveSmallIntegerField(_("attended from"), default=60, validators=[MaxValueValidator(1440)])
    unit = models.CharField(_("counted in"), max_length=8, choices=Unit, default=Unit.PERCENT)
    grace = models.PositiveSmallIntegerField(
        _("gap that is forgiven, minutes"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("Who was away for no longer counts as having stayed: a power cut is not an absence."),
    )
    late_after = models.PositiveSmallIntegerField(
        _("late after, minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1440)],
        help_text=_("Empty: nobody is called late."),
    )
    late_counts = models.BooleanField(_("who came late is credited all the same"), default=True)
    early_before = models.PositiveSmallIntegerField(
        _("left early: minutes before the end"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1440)],
        help_text=_("Empty: nobody is said to have left early."),
    )
    early_counts = models.BooleanField(_("who left early is credited all the same"), default=True)
    own_word = models.CharField(
        _("who checks in by themselves"),
        max_length=8,
        choices=OwnWord,
        default=OwnWord.BESIDE,
        help_text=_("Nobody saw them: it is their own word, and reports call it so."),
    )
    own_minutes = models.PositiveSmallIntegerField(
        _("self check-in is open for so many minutes from the start on"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("Empty: only when the host opens it."),
    )
    reason = models.CharField(_("why the rule changes"), max_length=300, blank=True)
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    TERMS = (
        "needed", "unit", "grace", "late_after", "late_counts", "early_before", "early_counts", "own_word",
        "own_minutes",
    )  # fmt: skip

    class Meta:
        verbose_name = _("attendance rule")
        verbose_name_plural = _("attendance rules")
        ordering = ["event", "-number"]
        constraints = [
            models.UniqueConstraint("event", "number", name="attendance_rule_one_of_a_number"),
            models.CheckConstraint(
                condition=Q(unit="minutes") | Q(needed__lte=100),
                name="attendance_rule_at_most_all",
                violation_error_message=_("Nobody can be there for more than 100 percent."),
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.number}"

    @property
    def terms(self):
        """The rule as plain values."""
        return Terms(
            needed=self.needed,
            in_minutes=self.unit == self.Unit.MINUTES,
            grace=timedelta(minutes=self.grace),
            late_after=self.late_after,
            late_counts=self.late_counts,
            early_before=self.early_before,
            early_counts=self.early_counts,
            own_word=self.own_word,
        )
