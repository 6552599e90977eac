"""Mails that a trainer writes to people of a cohort who are behind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CohortMessage(models.Model):
    """What was written to whom, once; ``courses.messages`` writes and sends it."""

    cohort = models.ForeignKey("courses.Cohort", on_delete=models.PROTECT, related_name="messages")
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("message to people of a cohort")
        verbose_name_plural = _("messages to people of cohorts")
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"{self.cohort}: {self.subject}"


class MessageCopy(models.Model):
    """The mail of one person; taken before it leaves: rather none than two."""

    message = models.ForeignKey(CohortMessage, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("copy of a message")
        verbose_name_plural = _("copies of messages")
        constraints = [models.UniqueConstraint("message", "person", name="message_copy_once")]

    def __str__(self):
        return f"{self.person} – {self.message}"
