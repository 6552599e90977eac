"""How people come into a cohort other than by themselves: invitation links, and applications with their questions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from content.asking import AskedQuestion
from people.naming import new_key


class InvitationLinkQuerySet(models.QuerySet):
    def locked(self, pk):
        """The link as it is now; its row is held until the transaction ends."""
        return self.select_for_update().get(pk=pk)

    def with_used(self):
        """Annotates ``used``: how many people came in by it. Who left and came back is one of them."""
        return self.annotate(used=Count("enrollments__person", distinct=True))


class InvitationLink(models.Model):
    """A way into one cohort for whoever has it: so many people, until a moment, unless it is revoked before."""

    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="links"
    )
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    note = models.CharField(_("for whom"), max_length=150, help_text=_("Only coordinators see this."))
    most = models.PositiveSmallIntegerField(
        _("for how many people"), default=20, validators=[MinValueValidator(1, _("For one person at least."))]
    )
    expires_at = models.DateTimeField(_("works until"))
    made_at = models.DateTimeField(_("made"), editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = InvitationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(most__gte=1), name="invitation_link_for_somebody")]

    def __str__(self):
        return f"{self.cohort}: {self.note}"


class CohortQuestion(AskedQuestion):
    """What a cohort asks who applies for a place in it."""

    cohort = ParentalKey("courses.Cohort", on_delete=models.CASCADE, related_name="questions")

    class Meta(AskedQuestion.Meta):
        verbose_name = _("question to applicants")
        verbose_name_plural = _("questions to applicants")


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Application.State.WAITING)


class Application(models.Model):
    """Somebody asks for a place in a cohort. ``answers`` are [question, answer] as they were asked then."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("application", "taken back")

    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="applications"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="applications"
    )
    answers = models.JSONField(_("answers"), default=list)
    applied_at = models.DateTimeField(_("applied"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint("cohort", "person", condition=Q(state="waiting"), name="application_one_waiting"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken_back"]) | Q(decided_at__isnull=False),
                name="application_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="application_declined_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.cohort}"
