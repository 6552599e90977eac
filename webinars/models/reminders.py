"""A ``Reminder``: that somebody registered is told of a start once more."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _


class WaitingMailQuerySet(models.QuerySet):
    def waiting(self):
        """Those that no worker has taken to be sent."""
        return self.filter(taken_at__isnull=True)


class ReminderQuerySet(WaitingMailQuerySet):
    def with_overtaken(self):
        """Annotates ``overtaken``: a reminder nearer to the same start is there as well."""
        of_start = {name: OuterRef(name) for name in ("registration", "starts_at", "to_host")}
        same = Reminder.objects.filter(**of_start)
        return self.annotate(overtaken=Exists(same.filter(minutes__lt=OuterRef("minutes"))))


class Reminder(models.Model):
    """One for each registration, start and offset: who was reminded of a start is reminded anew once it has moved.

    Of a private session its host is reminded too, by the registration of the one who comes (``to_host``).

    It is taken before its mail leaves and never given to a second worker, so a mail is never sent twice. Taken and
    never sent is what was not true any more, what the mail server refused, and what a worker died with.
    """

    registration = models.ForeignKey(
        "webinars.Registration", verbose_name=_("registration"), on_delete=models.CASCADE, related_name="reminders"
    )
    to_host = models.BooleanField(_("to the host"), default=False)
    starts_at = models.DateTimeField(_("of the start"))
    minutes = models.PositiveIntegerField(_("minutes before"))
    created_at = models.DateTimeField(_("created"))
    taken_at = models.DateTimeField(_("taken to be sent"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["id"], condition=models.Q(taken_at=None), name="reminder_waiting")]
        constraints = [models.UniqueConstraint("registration", "to_host", "starts_at", "minutes", name="reminder_once")]

    def __str__(self):
        return f"{self.registration}, {self.minutes}"

    @property
    def person(self):
        """Whose it is; None if the session has lost its host."""
        return self.registration.session.host if self.to_host else self.registration.person
