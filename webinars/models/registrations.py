"""A person's seat in a session."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(cancelled_at__isnull=True)

    def forget_answers(self):
        """What was answered to a former time says nothing of the new one."""
        return self.exclude(answer="").update(answer="", answer_note="")


class Registration(models.Model):
    """Append-mostly: leaving sets ``cancelled_at``, coming back makes a new row.

    ``answer`` is what the person's calendar app answered to the newest invitation, if it did, at ``answered_at`` by its
    clock. It changes nothing about the seat (see ``webinars.answers``).
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("answer from a calendar", "comes")
        TENTATIVE = "tentative", pgettext_lazy("answer from a calendar", "comes perhaps")
        DECLINED = "declined", pgettext_lazy("answer from a calendar", "does not come")

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="registrations"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="registrations"
    )
    created_at = models.DateTimeField(_("registered"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    answer = models.CharField(_("answer from the calendar"), max_length=9, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer_note = models.TextField(_("note to the answer"), blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "session", "person", condition=Q(cancelled_at__isnull=True), name="registration_one_active"
            )
        ]

    def __str__(self):
        return f"{self.person} – {self.session}"
