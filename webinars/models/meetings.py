"""What a working meeting needs besides its sessions: who is invited and what they answered, agenda, minutes, decisions.

None of it is a part of the page: what stands in a page is in revisions, search and translations. Translations of a
page announce the same meeting, so it is known by what they share, ``event_key``.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.wording import lines_of


class Meeting(models.Model):
    """One working meeting. Its minutes are a draft of those who keep them until somebody approves them."""

    event_key = models.UUIDField(unique=True, editable=False)
    agenda = models.TextField(_("agenda"), blank=True, max_length=5000, help_text=_("One point a line."))
    secretary = models.ForeignKey(
        "people.Person", verbose_name=_("secretary"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="meetings_to_minute", help_text=_("Writes the minutes; the host may write them too."),
    )  # fmt: skip
    minutes = models.TextField(pgettext_lazy("of a meeting", "minutes"), blank=True, max_length=50_000)
    written_at = models.DateTimeField(_("written"), null=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)

    class Meta:
        verbose_name = _("working meeting")
        verbose_name_plural = _("working meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | ~Q(minutes=""), name="meeting_approves_what_is_written"
            )
        ]

    def __str__(self):
        return str(self.event_key)

    @property
    def points(self):
        """The lines of the agenda."""
        return lines_of(self.agenda)

    @property
    def is_approved(self):
        return self.approved_at is not None


class MeetingInvitation(models.Model):
    """A person, or everybody in an organization, as it is on the day somebody looks."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    organization = models.ForeignKey(
        "people.Organization", verbose_name=_("organization"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited"))

    class Meta:
        verbose_name = _("invitation to a working meeting")
        verbose_name_plural = _("invitations to working meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
                name="meeting_invites_person_or_organization",
            ),
            models.UniqueConstraint("meeting", "person", name="meeting_invites_person_once"),
            models.UniqueConstraint("meeting", "organization", name="meeting_invites_organization_once"),
        ]

    def __str__(self):
        return str(self.person or self.organization)


class MeetingAnswer(models.Model):
    """What an invited person said last. Who comes has a seat besides; a seat given back later is a no."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey("people.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    comes = models.BooleanField(_("comes"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to an invitation")
        verbose_name_plural = _("answers to invitations")
        constraints = [models.UniqueConstraint("meeting", "person", name="meeting_one_answer")]

    def __str__(self):
        return str(self.person)


class MeetingDecision(models.Model):
    """Something decided: what, who does it, until when. A part of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(pgettext_lazy("of a meeting", "decision"), max_length=500)
    who = models.CharField(_("who does it"), max_length=200, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "decision")
        verbose_name_plural = pgettext_lazy("of a meeting", "decisions")
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint("meeting", "place", name="meeting_decision_place")]

    def __str__(self):
        return self.text
