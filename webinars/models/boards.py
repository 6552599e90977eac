"""What stands beside the room of a session: its board, and the materials on it."""

import secrets

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.storage import private_storage

only_https = URLValidator(["https"], message=_("Enter an address that begins with https://."), code="not_https")


def material_path(_material, filename):
    """Not guessed, though nothing serves it: files of one name do not meet."""
    return f"materials/{secrets.token_hex(8)}-{filename}"


class Board(models.Model):
    """One session's: where people meet if the room server is away, and a ``version`` that each change moves.

    Readers ask for the version every few seconds. The row is also what writers of one session lock.
    """

    session = models.OneToOneField("webinars.Session", on_delete=models.CASCADE, related_name="board")
    version = models.PositiveIntegerField(default=0)
    substitute = models.URLField(_("substitute room"), max_length=500, blank=True, validators=[only_https])
    substitute_note = models.CharField(_("how to come in there"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("board of a session")
        verbose_name_plural = _("boards of sessions")

    def __str__(self):
        return str(self.session)

    @property
    def has_substitute(self):
        return bool(self.substitute or self.substitute_note)


class Material(models.Model):
    """A link or a file for those who take part in a session, before, during and after it."""

    session = models.ForeignKey("webinars.Session", on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=150)
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[only_https])
    file = models.FileField(_("file"), upload_to=material_path, storage=private_storage, blank=True)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    content_type = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("material of a session")
        verbose_name_plural = _("materials of sessions")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") & ~Q(file="") | ~Q(url="") & Q(file=""),
                name="material_is_a_link_or_a_file",
                violation_error_message=_("Give a link or a file, one of the two."),
            ),
        ]

    def __str__(self):
        return self.title
