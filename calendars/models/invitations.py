"""The outbox: what people are still to be told of their calendars, and what they were told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Invitation.State.WAITING)

    def to(self, *, person_id, uid):
        """All messages to one person about one thing, in the order in which it happened."""
        return self.filter(person_id=person_id, uid=uid).order_by("pk")


class Invitation(models.Model):
    """One mail to one person about one dated thing. Written with the change itself, so that neither comes alone.

    ``uid`` is that of the calendar entry. ``sequence`` never falls for a person and a uid, also where the entry's own
    counter does not rise, as when somebody gives a seat back. ``told`` are the facts the mail named.
    """

    class About(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("mail", "registration")
        CHANGED = "changed", pgettext_lazy("mail", "change")
        CANCELLED = "cancelled", pgettext_lazy("mail", "cancellation")
        RESTORED = "restored", pgettext_lazy("mail", "takes place after all")
        WITHDRAWN = "withdrawn", pgettext_lazy("mail", "registration given back")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "waiting")
        SENDING = "sending", pgettext_lazy("mail", "being sent")
        SENT = "sent", pgettext_lazy("mail", "sent")
        DROPPED = "dropped", pgettext_lazy("mail", "not needed any more")
        FAILED = "failed", pgettext_lazy("mail", "failed")

    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="invitations"
    )
    uid = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    about = models.CharField(_("about"), max_length=12, choices=About)
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("reason"), blank=True)
    sequence = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"))
    due_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar mail")
        verbose_name_plural = _("calendar mails")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="invitation_state_due")]
        constraints = [
            models.UniqueConstraint(fields=["person", "uid", "key"], name="invitation_said_once"),
            # Two workers never write to one person about one thing at the same time, so the order holds.
            models.UniqueConstraint(
                fields=["person", "uid"], condition=Q(state="sending"), name="invitation_one_being_sent"
            ),
        ]

    def __str__(self):
        return f"{self.get_about_display()}: {self.title}"

    @property
    def is_cancel(self):
        return self.about in (self.About.CANCELLED, self.About.WITHDRAWN)

    @property
    def method(self):
        return "CANCEL" if self.is_cancel else "REQUEST"
