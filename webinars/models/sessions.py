"""A ``Session``: one dated occurrence of an event."""

import uuid
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.regions import Region
from people.waiting import WaitedFor
from webinars.rooms.base import new_room_name

from .waiting import WaitingPlace

ZONES = [(name, name) for name in ("Europe/Kyiv", "Europe/Warsaw", "Europe/Brussels", "UTC")]


def uid_of(public_id):
    """The iCalendar UID: stored, stable for ever, the same in feed and download (RFC 5545 §3.8.4.7)."""
    return f"session-{public_id}@school"


def full_title(event_title, title):
    """«Читаємо бюджет разом: День 2», or the event's title alone."""
    return f"{event_title}: {title}" if title else event_title


class SessionQuerySet(models.QuerySet):
    def public(self):
        """Announced sessions of published events: scheduled ones and, so that people learn of it, cancelled ones."""
        return self.listed().exclude(state=Session.State.DRAFT).filter(event__live=True)

    def listed(self):
        """Without private ones: whatever shows sessions to more than the people in them begins here."""
        return self.filter(kept_by="")

    def locked(self, pk):
        """The session as it is now, with its event; its row is held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("event").get(pk=pk)

    def scheduled(self):
        return self.filter(state=Session.State.SCHEDULED)

    def upcoming(self, *, now):
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, *, now):
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def with_taken(self):
        """Annotates ``taken`` and ``offered``: seats that people have, and seats held for the first in the queue."""
        offered = WaitingPlace.objects.offered().filter(session=OuterRef("pk")).order_by().values("session")
        return self.annotate(
            taken=Count("registrations", filter=Q(registrations__cancelled_at__isnull=True)),
            offered=Coalesce(Subquery(offered.annotate(number=Count("pk")).values("number")), 0),
        )


class Session(WaitedFor, models.Model):
    """One dated occurrence of an event. Times are UTC; people see them in ``time_zone``, Kyiv by default.

    One that belongs to a series keeps for ever the Kyiv day that the rule gave it (``recurs_on``); ``apart`` says that
    it was changed by itself since, so that a change of the series asks before it touches it.

    A private one is kept by an app above (``kept_by``, see ``webinars.private``): only its host and who has a seat know
    of it.

    One that was moved since it was announced keeps the start of then (``announced_for``) as long as it is another one.

    ``attendance_rule`` is the version by which its attendance was decided; later evidence is judged by that one too,
    until somebody decides the session anew. ``guest_key`` stands in the link by which people without an account
    register, if they may.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        CANCELLED = "cancelled", _("cancelled")

    class Mode(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in_person", _("in person")
        MIXED = "mixed", _("mixed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        "webinars.EventPage", verbose_name=_("event"), on_delete=models.PROTECT, related_name="sessions"
    )
    title = models.CharField(
        _("title"), max_length=150, blank=True, help_text=_("Only if it differs from the event’s, such as “Day 2”.")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=ZONES, default="Europe/Kyiv")
    mode = models.CharField(_("way of taking part"), max_length=12, choices=Mode, default=Mode.ONLINE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=5, choices=Region, blank=True)
    room_name = models.CharField(_("room"), max_length=64, unique=True, default=new_room_name, editable=False)
    capacity = models.PositiveIntegerField(_("seats"), default=0, help_text=_("0 means without limit."))
    host = models.ForeignKey(
        "people.Person",
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_sessions",
        help_text=_("Opens the room as moderator and keeps the attendance sheet."),
    )
    series = models.ForeignKey(
        "webinars.SessionSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    recurs_on = models.DateField(_("day by the rule"), null=True, blank=True, editable=False)
    apart = models.BooleanField(_("edited on its own"), default=False, editable=False)
    guest_key = models.CharField(max_length=32, unique=True, null=True, editable=False)  # noqa: DJ001 -- none is not twice
    kept_by = models.CharField(max_length=20, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    announced_for = models.DateTimeField(_("first announced for"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    decided_at = models.DateTimeField(_("attendance decided"), null=True, editable=False)
    attendance_rule = models.ForeignKey(
        "webinars.AttendanceRule", null=True, editable=False, on_delete=models.PROTECT, related_name="sessions"
    )
    messages_erased_at = models.DateTimeField(_("messages of the room erased"), null=True, editable=False)

    is_recorded = False  # what ``recorded.mark_recorded`` found out

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "ends_at"], name="session_state_ends")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.UniqueConstraint("series", "recurs_on", name="session_one_per_day_of_series"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, recurs_on__isnull=True, apart=False)
                | Q(series__isnull=False, recurs_on__isnull=False),
                name="session_of_series_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["host", "starts_at"],
                condition=~Q(kept_by="") & Q(state="scheduled"),
                name="session_private_one_at_a_time",
                violation_error_message=_("This time was taken a moment ago."),
            ),
        ]

    def __str__(self):
        return self.full_title

    def clean(self):
        if self.mode != self.Mode.ONLINE and not self.place:
            raise ValidationError({"place": _("Say where it takes place.")})

    @property
    def full_title(self):
        return full_title(self.event.title, self.title)

    @property
    def uid(self):
        return uid_of(self.public_id)

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def length(self):
        return self.ends_at - self.starts_at

    @property
    def is_online(self):
        return self.mode != self.Mode.IN_PERSON

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_private(self):
        return self.kept_by != ""

    @cached_property
    def taken(self):
        """Seats people have; a list that shows it asks ``with_taken`` instead."""
        return self.registrations.active().count()

    @cached_property
    def offered(self):
        """Seats held for the first in the queue until they answer."""
        return self.waiting_places.offered().count()

    @property
    def seats_left(self):
        """Free seats, or None without limit. A seat that is held for somebody is not free."""
        return max(self.capacity - self.taken - self.offered, 0) if self.capacity else None

    def is_full(self):
        return self.seats_left == 0

    def is_live(self, *, now):
        return self.starts_at <= now < self.ends_at

    def is_over(self, *, now):
        return now >= self.ends_at

    def accepts_registrations(self, *, now):
        """Until its end: who comes late to a long session may still come."""
        return self.state == self.State.SCHEDULED and not self.is_over(now=now)
