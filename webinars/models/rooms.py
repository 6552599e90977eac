"""What the room server told us, word for word."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webinars.rooms.base import Reception


class RoomEventQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def presence(self):
        """Events that tell who was in a room; a reservation or a recording does not."""
        return self.exclude(kind__in=RoomEvent.ELSE)

    def reservations(self):
        return self.filter(kind=RoomEvent.Kind.RESERVED)


class RoomEvent(models.Model):
    """One message of the room server, kept as it came. Reading it sets ``read_at``; the body never changes.

    The server repeats itself after a lost answer, so the same words are one row: ``digest`` is the hash of what was
    said, whatever order its keys came in, or of the key by which JaaS knows its message.
    """

    class Kind(models.TextChoices):
        RESERVED = "reserved", _("room asked for")
        ROOM_CREATED = "room/created", _("room opened")
        ROOM_DESTROYED = "room/destroyed", _("room emptied")
        JOINED = "occupant/joined", _("came in")
        LEFT = "occupant/left", _("left")
        RECORDED = "jibri/recorded", _("recording announced")
        JAAS_CREATED = "jaas/created", _("room opened (JaaS)")
        JAAS_DESTROYED = "jaas/destroyed", _("room emptied (JaaS)")
        JAAS_JOINED = "jaas/joined", _("came in (JaaS)")
        JAAS_LEFT = "jaas/left", _("left (JaaS)")
        JAAS_RECORDED = "jaas/recorded", _("recording is ready (JaaS)")
        JAAS_OTHER = "jaas/other", _("something else (JaaS)")

    ELSE = (Kind.RESERVED, Kind.RECORDED, Kind.JAAS_RECORDED, Kind.JAAS_OTHER)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    room_name = models.CharField(_("room"), max_length=200)
    digest = models.CharField(max_length=64)
    body = models.TextField(_("as received"))
    received_at = models.DateTimeField(_("received"))
    read_at = models.DateTimeField(_("read"), null=True)
    problem = models.CharField(_("why it tells nothing"), max_length=200, blank=True)

    objects = RoomEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of the room server")
        verbose_name_plural = _("messages of the room server")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["room_name", "id"], name="room_event_room"),
            models.Index(fields=["room_name"], condition=Q(read_at__isnull=True), name="room_event_unread"),
            models.Index(fields=["-received_at"], name="room_event_received"),
        ]
        constraints = [models.UniqueConstraint("kind", "digest", name="room_event_said_once")]

    def __str__(self):
        return f"{self.room_name}: {self.get_kind_display()}"

    @property
    def payload(self):
        return json.loads(self.body)


class RoomCheck(models.Model):
    """How the room server answered the last time it was asked; one row for each question."""

    class Question(models.TextChoices):
        SERVER = "server", _("The room server answers")
        TOKENS = "tokens", _("It lets our tokens in")
        STRANGERS = "strangers", _("It keeps others out")
        STEERED = "steered", _("Hosts can end a meeting from here")
        COUNTED = "counted", _("It tells of everybody who is in a room")

    question = models.CharField(max_length=12, choices=Question, unique=True)
    ok = models.BooleanField()
    detail = models.CharField(max_length=250, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("check of the room server")
        verbose_name_plural = _("checks of the room server")

    def __str__(self):
        return self.get_question_display()


class RoomPreference(models.Model):
    """What a person chose to receive in a room, for the next time."""

    RECEPTIONS = [(reception.value, reception.value) for reception in Reception]

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="room_preference")
    reception = models.CharField(max_length=8, choices=RECEPTIONS)
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("choice for the room")
        verbose_name_plural = _("choices for the room")

    def __str__(self):
        return self.reception
