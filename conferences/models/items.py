"""An ``Item`` of a programme and who appears in it."""

import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from .programmes import Programme, Room, Track

LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
LONGEST = 12 * 60


class ItemQuerySet(models.QuerySet):
    def scheduled(self):
        return self.filter(starts_at__isnull=False).order_by("starts_at", "pk")

    def with_people(self):
        return self.select_related("room", "track").prefetch_related("appearances__speaker")


class Item(ClusterableModel):
    """A talk, panel or break. Without a start it is a draft; without a room it is for everybody, in all rooms.

    Where and when is changed by ``conferences.scheduling`` alone.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        PANEL = "panel", _("panel")
        MASTER_CLASS = "master_class", _("master class")
        DISCUSSION = "discussion", _("discussion")
        NETWORKING = "networking", _("networking")
        BREAK = "break", _("break")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=200)
    abstract = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="uk")
    track = models.ForeignKey(
        Track, verbose_name=_("track"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    room = models.ForeignKey(
        Room,
        verbose_name=pgettext_lazy("of a programme", "room"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="items",
    )
    starts_at = models.DateTimeField(_("starts"), null=True, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), default=45, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    recording_url = models.URLField(_("recording"), blank=True, help_text=_("Shown once the item is over."))
    slides_url = models.URLField(_("slides"), blank=True, help_text=_("Shown once the item is over."))
    text_url = models.URLField(_("text or notes"), blank=True, help_text=_("Shown once the item is over."))

    objects = ItemQuerySet.as_manager()

    panels = [
        FieldPanel("programme"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language"), FieldPanel("track")]),
        FieldPanel("abstract"),
        InlinePanel("appearances", heading=_("Speakers and moderators"), label=_("Person")),
        FieldPanel("recording_url"),
        FieldPanel("slides_url"),
        FieldPanel("text_url"),
    ]

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False) | Q(room__isnull=True), name="item_in_a_room_has_a_start"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST),
                name="item_has_a_length",
                violation_error_message=_("An item lasts between a minute and twelve hours."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ends_at(self):
        return self.starts_at and self.starts_at + timedelta(minutes=self.minutes)


class Appearance(Orderable):
    """A person in an item, in the order shown."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")

    item = ParentalKey(Item, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey("content.Speaker", verbose_name=_("person"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=9, choices=Role, default=Role.SPEAKER)

    panels = [FieldRowPanel([FieldPanel("speaker"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("person in an item")
        verbose_name_plural = _("people in items")
        constraints = [
            models.UniqueConstraint(
                "item",
                "speaker",
                name="appearance_once_in_an_item",
                violation_error_message=_("This person is in the item already."),
            )
        ]

    def __str__(self):
        return str(self.speaker)
