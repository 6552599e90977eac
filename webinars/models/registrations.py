"""A person's seat in a session."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(cancelled_at__isnull=True)


class Registration(models.Model):
    """Append-mostly: leaving sets ``cancelled_at``, coming back makes a new row."""

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="registrations"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="registrations"
    )
    created_at = models.DateTimeField(_("registered"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

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
