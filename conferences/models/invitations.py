"""Speakers who were asked to complete their card and to say whether they come."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .programmes import Programme


class SpeakerInvitation(models.Model):
    """One speaker of one programme, asked by mail. ``changes`` are what they changed of their card, the newest last."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("comes")
        DECLINED = "declined", _("does not come")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="invitations")
    speaker = models.ForeignKey("content.Speaker", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail"))
    invited_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    word = models.TextField(_("a word to the coordinators"), blank=True)
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("invitation of a speaker")
        verbose_name_plural = _("invitations of speakers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("programme", "speaker", name="invitation_once_for_a_speaker"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="invitation_answered_at_some_time",
            ),
        ]

    def __str__(self):
        return f"{self.speaker}: {self.programme}"
