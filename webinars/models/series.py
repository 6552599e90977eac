"""A ``SessionSeries``: the rule by which sessions of one event were laid out."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webinars.recurrence import Rule


class SessionSeries(models.Model):
    """What the dates of a series were made by. Its sessions are rows of their own and may have moved since.

    ``first_on`` and the dates of the rule are Kyiv's calendar days, ``at`` is Kyiv's clock, ``minutes`` is the length.
    """

    event = models.ForeignKey(
        "webinars.EventPage", verbose_name=_("event"), on_delete=models.PROTECT, related_name="series"
    )
    rule = models.CharField(_("rule"), max_length=120, help_text=_("An RRULE as RFC 5545 writes it."))
    first_on = models.DateField(_("first day"))
    at = models.TimeField(_("hour of the start"))
    minutes = models.PositiveIntegerField(_("minutes"))
    skipped = models.JSONField(_("days left out"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), editable=False)

    class Meta:
        verbose_name = _("series of sessions")
        verbose_name_plural = _("series of sessions")
        ordering = ["-first_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="series_has_length")]

    def __str__(self):
        return f"{self.event.title}: {self.recurrence.words}, {self.at:%H:%M}"

    @property
    def recurrence(self):
        return Rule.parse(self.rule)

    @property
    def skipped_days(self):
        return {date.fromisoformat(day) for day in self.skipped}
