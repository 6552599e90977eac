"""The frame of a programme: whose it is, in which rooms, at which hours, in which tracks."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from content.models import Bilingual
from webinars.models import EventPage

KINDS = (EventPage.Kind.ONLINE_CONFERENCE, EventPage.Kind.ANNUAL_FORUM)


class Programme(ClusterableModel):
    """What happens where and when at one event, whichever of its translations is read.

    These rows are the draft that coordinators work on. The public reads the newest ``Release`` and nothing else.
    """

    event = models.OneToOneField(
        EventPage,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="programme",
        limit_choices_to={"kind__in": KINDS},
    )

    panels = [
        FieldPanel("event"),
        InlinePanel("rooms", heading=_("Rooms"), label=pgettext_lazy("of a programme", "Room")),
        InlinePanel("tracks", heading=_("Tracks"), label=_("Track")),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-pk"]

    def __str__(self):
        return self.event.title


class Room(ClusterableModel, Bilingual):
    """Where items take place. A room is there on the days that have hours."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("online")
        HALL = "hall", _("hall")
        HYBRID = "hybrid", _("hall and online")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="rooms")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ONLINE)
    address = models.CharField(_("address"), max_length=200, blank=True)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("address")]),
        InlinePanel("days", heading=pgettext_lazy("of a room", "Hours"), label=_("Day")),
    ]

    class Meta:
        verbose_name = _("room of a programme")
        verbose_name_plural = _("rooms of a programme")
        ordering = ["sort_order", "pk"]

    def clean(self):
        if self.kind != self.Kind.ONLINE and not self.address:
            raise ValidationError({"address": _("Say where it takes place.")})


class RoomDay(models.Model):
    """The hours of a room on one day and, where one can join online, the session whose room it is."""

    room = ParentalKey(Room, on_delete=models.CASCADE, related_name="days")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    session = models.ForeignKey(
        "webinars.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"event__kind__in": KINDS},
        help_text=_("The session of the event whose online room is joined here."),
    )

    panels = [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("session")]

    class Meta:
        verbose_name = _("hours of a room")
        verbose_name_plural = _("hours of rooms")
        ordering = ["opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="roomday_closes_after_opening",
                violation_error_message=_("A room closes after it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.room}: {self.opens_at:%d.%m.%Y}"


class Track(Bilingual):
    """A line of thought through the programme. Its color is never the only sign: the name stands beside it."""

    class Color(models.TextChoices):
        BLUE = "blue", _("blue")
        GREEN = "green", _("green")
        WHEAT = "wheat", _("wheat")
        RED = "red", _("red")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="tracks")
    color = models.CharField(_("color"), max_length=6, choices=Color, default=Color.BLUE)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en"), FieldPanel("color")])]

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["pk"]
