"""A person's private calendar feed: the secret behind its address, and what the person wants of calendars."""

import hashlib
import secrets
from datetime import time, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendars.offsets import OffsetsField
from calendars.quiet import Quiet


def digest(token):
    """What is kept of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class FeedTokenQuerySet(models.QuerySet):
    def active(self):
        return self.filter(revoked_at__isnull=True)


class FeedToken(models.Model):
    """A revocable, unguessable address of one person's feed. The token itself is shown once and stored hashed."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="feed_tokens")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("last read by a calendar"), null=True, blank=True, editable=False)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint("person", condition=Q(revoked_at__isnull=True), name="feed_token_one_active")
        ]

    def __str__(self):
        return f"{self.person}, {self.created_at:%Y-%m-%d}"

    @staticmethod
    def new_secret():
        """160 random bits, safe in an address (RFC 4648 base64url)."""
        return secrets.token_urlsafe(20)


class CalendarSettings(models.Model):
    """What a person wants of calendars. Without a row the defaults below hold."""

    class Alarm(models.IntegerChoices):
        NONE = 0, _("no reminder")
        QUARTER = 15, _("15 minutes before")
        HOUR = 60, _("an hour before")
        DAY = 1440, _("a day before")

    class Language(models.TextChoices):
        OF_ADDRESS = "", _("as in the address")
        UKRAINIAN = "uk", _("Ukrainian")
        ENGLISH = "en", _("English")

    class Reminders(models.TextChoices):
        OF_EVENT = "event", _("as set for each event, usually a day and an hour before")
        OWN = "own", _("at the times I tick below")
        NONE = "none", _("no reminders")

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="calendar_settings")
    mails = models.BooleanField(
        _("invitations by mail"),
        default=True,
        help_text=_("Our mails put a session into your calendar by themselves. Without this they are plain text."),
    )
    taking_part = models.BooleanField(_("what I take part in"), default=True)
    hosting = models.BooleanField(_("what I lead"), default=True)
    deadlines = models.BooleanField(_("until when assignments and courses are due"), default=True)
    programme = models.BooleanField(_("what I starred in programmes of conferences"), default=True)
    busy_only = models.BooleanField(
        _("only show that I am busy"),
        default=False,
        help_text=_("No titles, places or links: for a calendar that colleagues see."),
    )
    alarm = models.PositiveSmallIntegerField(
        _("alarm of the calendar app"),
        choices=Alarm,
        default=Alarm.NONE,
        help_text=_("Apple and Android remind; Google and Outlook leave it out of subscribed calendars."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True, default=Language.OF_ADDRESS)
    reminders = models.CharField(_("reminders by mail"), max_length=5, choices=Reminders, default=Reminders.OF_EVENT)
    reminder_offsets = OffsetsField(
        _("when I want to be reminded"), help_text=_("This counts if you chose “at the times I tick below”.")
    )
    quiet_from = models.TimeField(
        _("quiet hours from"),
        default=time(22),
        help_text=_("Kyiv time. No reminders come in these hours: they come before or after."),
    )
    quiet_until = models.TimeField(
        _("quiet hours until"), default=time(7), help_text=_("The same hour twice means no quiet hours.")
    )

    class Meta:
        verbose_name = _("calendar settings")
        verbose_name_plural = _("calendar settings")

    def __str__(self):
        return str(self.person)

    @property
    def alarms(self):
        """Times before the start, as ``calendars.ics`` takes them."""
        return (timedelta(minutes=self.alarm),) if self.alarm else ()

    @property
    def quiet(self):
        return Quiet(self.quiet_from, self.quiet_until)

    def offsets_of(self, event_offsets):
        """How many minutes before a start this person is reminded, where the event has ``event_offsets``."""
        if self.reminders == self.Reminders.OF_EVENT:
            return event_offsets
        return self.reminder_offsets if self.reminders == self.Reminders.OWN else []
