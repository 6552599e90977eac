"""Times in which a session did not work for people through no fault of theirs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.regions import Region


class OutageQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class Outage(models.Model):
    """Somebody declared that power, network or the room was away. Taken back, it stays as a record of that."""

    session = models.ForeignKey("webinars.Session", on_delete=models.PROTECT, related_name="outages")
    region = models.CharField(_("region"), max_length=5, choices=Region, blank=True)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"))
    reason = models.CharField(_("reason"), max_length=300)
    declared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = OutageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")),
                name="outage_ends_after_start",
                violation_error_message=_("An outage ends after it starts."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="outage_has_reason"),
        ]

    def __str__(self):
        return f"{self.session}: {self.started_at:%H:%M}–{self.ended_at:%H:%M}"

    def concerns(self, person):
        """True for everybody, or for those of its region."""
        return not self.region or self.region == person.region
