"""How one takes part in a room by phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DialIn(models.Model):
    """What the room server said of the phone: of the room ``room_name`` its PIN, without one the numbers to call."""

    room_name = models.CharField(max_length=64, unique=True, blank=True)
    answer = models.JSONField(default=list)
    problem = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("way in by phone")
        verbose_name_plural = _("ways in by phone")

    def __str__(self):
        return self.room_name
