"""A move of a session that somebody is still to be told of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Untold(models.Model):
    """What ``session`` was when ``reader`` last heard of it, while word of a move waits for them (``telling``).

    ``reader`` is the key of a person or, of a stranger, the address; ``before`` are ``emails.facts_of`` it.
    """

    session = models.ForeignKey("webinars.Session", on_delete=models.CASCADE, related_name="untold")
    reader = models.CharField(max_length=254)
    before = models.JSONField()

    class Meta:
        verbose_name = _("move that is to be told")
        verbose_name_plural = _("moves that are to be told")
        constraints = [models.UniqueConstraint("session", "reader", name="untold_once")]

    def __str__(self):
        return f"{self.session}, {self.reader}"
