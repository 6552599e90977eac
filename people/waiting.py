"""A place in a queue, whatever it is a queue for: joined, offered until some time, ended; never deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacesInQueue(models.QuerySet):
    def open(self):
        """Those who wait or have an offer."""
        return self.filter(ended_at__isnull=True)

    def waiting(self):
        """Those who wait for an offer, in the order in which they joined."""
        return self.open().filter(offered_at__isnull=True).order_by("joined_at", "pk")

    def offered(self):
        """Those for whom something is held until they answer or their time is up."""
        return self.open().filter(offered_at__isnull=False)


class PlaceInQueue(models.Model):
    """What is waited for, ``person`` and ``outcome`` are the subclass's."""

    joined_at = models.DateTimeField(_("waiting since"))
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_ends_at = models.DateTimeField(_("offer holds until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_offered(self):
        return self.ended_at is None and self.offered_at is not None
