"""What hosts asked the room server to do, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomOrder(models.Model):
    """One order about one room. The background worker carries it out; ``problem`` says why that failed.

    It is taken before the room server is asked, and never given to a second worker: what is said is said once.
    """

    class Act(models.TextChoices):
        LOOK = "look", _("See who is in the room")
        KICK = "kick", _("Put somebody out")
        SAY = "say", _("Say to everybody")
        END = "end", _("End for everybody")

    session = models.ForeignKey("webinars.Session", on_delete=models.CASCADE, related_name="room_orders")
    act = models.CharField(max_length=4, choices=Act)
    whom = models.CharField(max_length=100, blank=True)  # how the room server calls an occupant
    text = models.CharField(max_length=500, blank=True)  # what is said, or the name that ``whom`` shows
    ordered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=250, blank=True)
    answer = models.JSONField(default=list)  # to LOOK: pairs [occupant, name]

    class Meta:
        verbose_name = _("order to the room server")
        verbose_name_plural = _("orders to the room server")
        ordering = ["-ordered_at", "-pk"]

    def __str__(self):
        return self.get_act_display()
