"""Polls of a session: written before, opened and closed by a host, kept after. Changed by ``webinars.beside`` only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Poll(models.Model):
    """One question with a few answers to choose from. ``options`` are their words, in their order, and never change
    once it was opened. Who chose what, nobody is shown."""

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.CASCADE, related_name="polls"
    )
    text = models.CharField(_("question"), max_length=200)
    options = models.JSONField(_("options"))
    made_at = models.DateTimeField(_("written"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    shown_at = models.DateTimeField(_("results shown"), null=True, blank=True)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="poll_opened_before_closed"
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(closed_at__isnull=False), name="poll_closed_before_shown"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_prepared(self):
        return self.opened_at is None


class PollAnswer(models.Model):
    """What one person chose: the number of an option. Another choice while the poll is open replaces it."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a poll")
        verbose_name_plural = _("answers to polls")
        constraints = [models.UniqueConstraint("poll", "person", name="poll_answer_once")]

    def __str__(self):
        return f"{self.choice + 1}"
