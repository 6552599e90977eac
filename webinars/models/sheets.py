"""What trainers say on the sheet, mark by mark, and the sheets of paper that people signed."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.storage import private_storage


def signed_path(_sheet, filename):
    """Not guessed, though nothing serves it."""
    return f"signed-sheets/{secrets.token_hex(8)}-{filename}"


class SheetMark(models.Model):
    """«Here» or «not here», said on one device. A later one that was written stands; none is ever erased.

    ``key`` is the device's own: the same mark sent twice is one. ``seen`` is the last mark that the device knew of;
    one that speaks against what another device said since is kept and not written, until somebody settles it by
    another. Marks of the form, without a device, know everything before them.
    """

    EVERYTHING = 2**62

    class Outcome(models.TextChoices):
        WRITTEN = "written", _("written")
        OVERTAKEN = "overtaken", _("another device said otherwise")

    session = models.ForeignKey("webinars.Session", on_delete=models.PROTECT, related_name="sheet_marks")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    here = models.BooleanField(_("is here"))
    device = models.UUIDField(null=True)
    seen = models.BigIntegerField(default=EVERYTHING)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WRITTEN)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("said"), help_text=_("By the clock of the device."))
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("mark on a sheet")
        verbose_name_plural = _("marks on sheets")
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "person"], name="sheet_mark_session_person")]

    def __str__(self):
        return f"{self.person}: {self.here}"


class SignedSheet(models.Model):
    """A scan or photograph of the list that people signed, as evidence. One that was taken back stays, with why."""

    session = models.ForeignKey("webinars.Session", on_delete=models.PROTECT, related_name="signed_sheets")
    file = models.FileField(_("file"), upload_to=signed_path, storage=private_storage)
    name = models.CharField(_("file"), max_length=150)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=40)
    digest = models.CharField("SHA-256", max_length=64)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))
    withdrawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("taken back"), null=True)
    reason = models.CharField(_("why it is taken back"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("signed sheet")
        verbose_name_plural = _("signed sheets")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "session", "digest", condition=Q(withdrawn_at__isnull=True), name="signed_sheet_one_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(reason=""), name="signed_sheet_withdrawn_with_reason"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def reference(self):
        """What reports call it: the name, and enough of the hash to know the file by."""
        return f"{self.name} ({self.digest[:12]})"
