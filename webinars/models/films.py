"""What a video discussion needs besides its sessions: the film to watch before, and what to talk about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.wording import lines_of


class Film(models.Model):
    """What everybody has seen before they talk. Translations of a page are one event, known by ``event_key``."""

    event_key = models.UUIDField(unique=True, editable=False)
    title = models.CharField(_("film or video to watch before"), max_length=200, blank=True)
    url = models.URLField(_("where to watch it"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("length, minutes"), null=True, blank=True)
    note = models.CharField(
        _("for a bad line"),
        max_length=300,
        blank=True,
        help_text=_("How else one learns what it is about: a text, a smaller file, a retelling."),
    )
    questions = models.TextField(
        _("questions for the discussion"), blank=True, max_length=3000, help_text=_("One question a line.")
    )
    moderator = models.ForeignKey(
        "content.Speaker", verbose_name=_("moderator"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("film of a video discussion")
        verbose_name_plural = _("films of video discussions")

    def __str__(self):
        return self.title

    @property
    def points(self):
        """The lines of the questions."""
        return lines_of(self.questions)
