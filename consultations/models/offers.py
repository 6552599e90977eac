"""What a trainer offers: an ``Offer`` says how and for whom, its ``Hours`` when, an ``Absence`` when not."""

import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.alphabet import Alphabetically
from webinars.recurrence import Rule


class OfferQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_open=True)

    def with_times(self):
        """All that ``freeing.free_slots`` reads of many offers."""
        return self.select_related("trainer").prefetch_related("hours", "absences")


class Offer(models.Model):
    """One trainer's consultations: their length and rules. What is booked stays when the offer is closed.

    ``event`` is the page that announces consultations; the private sessions of bookings belong to it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trainer = models.OneToOneField(
        "people.Person", verbose_name=_("trainer"), on_delete=models.PROTECT, related_name="consultation_offer"
    )
    event = models.ForeignKey("webinars.EventPage", verbose_name=_("page"), on_delete=models.PROTECT, related_name="+")
    about = models.TextField(
        _("what one may ask you about"), max_length=600, help_text=_("Two or three sentences; participants see them.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), default=30, validators=[MinValueValidator(10), MaxValueValidator(180)]
    )
    buffer = models.PositiveSmallIntegerField(
        _("break between two, minutes"), default=10, validators=[MaxValueValidator(120)]
    )
    lead_hours = models.PositiveSmallIntegerField(
        _("booked at the latest, hours before"), default=12, validators=[MaxValueValidator(14 * 24)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("booked at the earliest, days before"), default=30, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    change_hours = models.PositiveSmallIntegerField(
        _("moved or cancelled at the latest, hours before"), default=24, validators=[MaxValueValidator(14 * 24)]
    )
    per_person = models.PositiveSmallIntegerField(
        _("consultations for one person in a month"),
        default=2,
        validators=[MaxValueValidator(31)],
        help_text=_("0 means without limit."),
    )
    is_open = models.BooleanField(_("open for booking"), default=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation offer")
        verbose_name_plural = _("consultation offers")
        ordering = [Alphabetically("trainer__display_name"), "pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="offer_has_length")]

    def __str__(self):
        return self.trainer.display_name

    @property
    def days_away(self):
        """The days of Kyiv's calendar on which the hours do not count."""
        return {day for absence in self.absences.all() for day in absence.days}


class Hours(models.Model):
    """Hours that repeat, from ``at`` to ``until`` on Kyiv's clock, on the days of a ``webinars.recurrence.Rule``."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="hours")
    rule = models.CharField(_("rule"), max_length=120)
    first_on = models.DateField(_("first day"))
    at = models.TimeField(_("from"))
    until = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("consultation hours")
        verbose_name_plural = _("consultation hours")
        ordering = ["first_on", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("at")),
                name="hours_end_after_start",
                violation_error_message=_("The hours end after they begin."),
            )
        ]

    def __str__(self):
        return f"{self.recurrence.words}, {self.at:%H:%M}–{self.until:%H:%M}"

    @property
    def recurrence(self):
        return Rule.parse(self.rule)

    @property
    def days(self):
        return self.recurrence.days(self.first_on)


class Absence(models.Model):
    """Days, from the first to the last of them, on which the trainer gives no consultations."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("days without consultations")
        verbose_name_plural = _("days without consultations")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="absence_ends_after_start",
                violation_error_message=_("The last day is not before the first."),
            )
        ]

    def __str__(self):
        return f"{self.first_on:%d.%m.%Y}–{self.last_on:%d.%m.%Y}"

    @property
    def days(self):
        return [self.first_on + timedelta(days=number) for number in range((self.last_on - self.first_on).days + 1)]


class Share(models.Model):
    """So many consultations a month for one cohort or one organization. With shares, an offer is for them alone."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="shares")
    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organization = models.ForeignKey(
        "people.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    places = models.PositiveSmallIntegerField(
        _("consultations in a month"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    class Meta:
        verbose_name = _("places for a group")
        verbose_name_plural = _("places for groups")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cohort__isnull=True, organization__isnull=False)
                | Q(cohort__isnull=False, organization__isnull=True),
                name="share_of_cohort_or_organization",
                violation_error_message=_("Choose either a cohort or an organization."),
            ),
            models.UniqueConstraint("offer", "cohort", name="share_once_for_cohort"),
            models.UniqueConstraint("offer", "organization", name="share_once_for_organization"),
        ]

    def __str__(self):
        return str(self.cohort or self.organization)
