"""Recordings of sessions: what the recorder brought or a link, smaller files made of it, a text version."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.storage import private_storage

from .boards import only_https


def recording_path(recording, filename):
    """Not guessed, though nothing serves it."""
    return f"recordings/{recording.public_id}/{secrets.token_hex(4)}-{filename}"


def part_path(part, filename):
    return f"recordings/{part.recording.public_id}/parts/{secrets.token_hex(4)}-{filename}"


class RecordingQuerySet(models.QuerySet):
    def current(self, *, today):
        """Not expired. ``today`` is a date in Kyiv."""
        return self.exclude(expires_on__lt=today)

    def to_be_seen(self, *, today):
        """What hosts let others see, once there is something to see."""
        shown = self.current(today=today).exclude(audience=Recording.Audience.HOSTS)
        return shown.exclude(url="", file="", text="")


class Recording(models.Model):
    """One recording of a session. The original is served as it came until smaller files are made of it.

    ``state`` says how far it is: parts are arriving, it waits for the worker, smaller files are being made
    (``progress`` in percent), all is there, or nothing smaller could be made (``problem``).
    """

    class State(models.TextChoices):
        ARRIVING = "arriving", _("is arriving")
        WAITING = "waiting", _("waits for the background worker")
        WORKING = "working", _("smaller files are being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("only the original is there")

    class Audience(models.TextChoices):
        HOSTS = "hosts", _("hosts only")
        SEATS = "seats", _("those who were registered")
        ALL = "all", _("everybody who may see the event")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey("webinars.Session", on_delete=models.CASCADE, related_name="recordings")
    title = models.CharField(_("title"), max_length=150, blank=True)
    made_at = models.DateTimeField(_("recorded"))
    source_id = models.CharField(max_length=200, unique=True, null=True, editable=False)  # noqa: DJ001 -- none is not twice
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[only_https],
        help_text=_("If the recording is kept elsewhere."),
    )  # fmt: skip
    text = models.TextField(
        _("text version"), blank=True, max_length=200_000,
        help_text=_("What was said, for those who cannot hear or load it."),
    )  # fmt: skip
    audience = models.CharField(_("who may see it"), max_length=8, choices=Audience, default=Audience.HOSTS)
    expires_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Afterwards its files are erased. Empty: it stays.")
    )
    state = models.CharField(max_length=8, choices=State, default=State.READY, editable=False)
    progress = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=250, blank=True, editable=False)
    moved_at = models.DateTimeField(editable=False)  # when anything last became of it
    announced_size = models.PositiveBigIntegerField(default=0, editable=False)
    seconds = models.PositiveIntegerField(default=0, editable=False)
    file = models.FileField(_("file"), upload_to=recording_path, storage=private_storage, blank=True)
    small = models.FileField(upload_to=recording_path, storage=private_storage, blank=True, editable=False)
    sound = models.FileField(upload_to=recording_path, storage=private_storage, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    small_size = models.PositiveBigIntegerField(default=0, editable=False)
    sound_size = models.PositiveBigIntegerField(default=0, editable=False)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(file=""),
                name="recording_is_a_link_or_a_file",
                violation_error_message=_("Give a link or a file, one of the two."),
            ),
        ]

    def __str__(self):
        return self.title or str(self.session)

    @property
    def files(self):
        """Pairs (kind, size in bytes) of what can be fetched, the smallest first."""
        kinds = (("sound", self.sound_size), ("small", self.small_size), ("file", self.size))
        return [(kind, size) for kind, size in kinds if getattr(self, kind)]


class RecordingPart(models.Model):
    """A piece of a recording: of its upload, beginning at byte ``start``, or of its small file, at second ``start``."""

    class Of(models.TextChoices):
        UPLOAD = "upload", "upload"
        SMALL = "small", "small"

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="parts")
    of = models.CharField(max_length=6, choices=Of)
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=part_path, storage=private_storage, max_length=200)

    class Meta:
        verbose_name = _("part of a recording")
        verbose_name_plural = _("parts of recordings")
        ordering = ["of", "start"]
        constraints = [models.UniqueConstraint("recording", "of", "start", name="recording_part_once")]

    def __str__(self):
        return f"{self.recording_id}: {self.of} {self.start}"
