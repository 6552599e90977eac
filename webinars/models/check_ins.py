"""When people may say by themselves that they are in a session."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CheckInWindowQuerySet(models.QuerySet):
    def open(self, *, now):
        return self.filter(opens_at__lte=now, closes_at__gt=now)


class CheckInWindow(models.Model):
    """The host lets everybody with a seat check in by themselves from ``opens_at`` until ``closes_at``."""

    session = models.ForeignKey("webinars.Session", on_delete=models.CASCADE, related_name="check_in_windows")
    opens_at = models.DateTimeField(_("from"))
    closes_at = models.DateTimeField(_("to"))
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    objects = CheckInWindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("time of self check-in")
        verbose_name_plural = _("times of self check-in")
        ordering = ["opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gte=F("opens_at")), name="check_in_window_ends_after_start")
        ]

    def __str__(self):
        return f"{self.session}: {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
