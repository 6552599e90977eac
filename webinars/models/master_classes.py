"""What a master class needs besides its sessions: what one leaves with, what to bring, what is handed out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.wording import lines_of


class MasterClass(models.Model):
    """What those who come prepare and leave with. Translations of a page are one event, known by ``event_key``.

    The files that are handed out are materials of its sessions (``Material``), for those who took part.
    """

    event_key = models.UUIDField(unique=True, editable=False)
    outcomes = models.TextField(
        _("what one will make or be able to do"), blank=True, max_length=2000, help_text=_("One thing a line.")
    )
    bring = models.TextField(
        _("what to bring or prepare"),
        blank=True,
        max_length=2000,
        help_text=_("One thing a line. The mails of those who are registered name it, too."),
    )
    handouts = models.TextField(
        _("what is handed out"),
        blank=True,
        max_length=2000,
        help_text=_("One thing a line. The files go beside the room of the session, for those who took part."),
    )

    class Meta:
        verbose_name = _("needs of a master class")
        verbose_name_plural = _("needs of master classes")

    def __str__(self):
        return str(self.event_key)

    @property
    def outcome_lines(self):
        return lines_of(self.outcomes)

    @property
    def bring_lines(self):
        return lines_of(self.bring)

    @property
    def handout_lines(self):
        return lines_of(self.handouts)
