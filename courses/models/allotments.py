"""Seats of a cohort that are kept for an organization, and the people whom it names for them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from people.naming import Named


class AllotmentQuerySet(models.QuerySet):
    def with_used(self):
        """Annotates ``used``: seats whose people are named, whether they have come in or not yet."""
        return self.annotate(used=Count("nominees", filter=Q(nominees__state__in=Nominee.USES_A_SEAT)))


class SeatAllotment(models.Model):
    """So many seats of a cohort are an organization's: its contact names people for them until ``name_until``.

    What is not taken then goes back to everybody, by ``seats`` growing smaller; replacing somebody who came in is
    possible until the cohort ends.
    """

    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="allotments"
    )
    organization = models.ForeignKey(
        "people.Organization", verbose_name=_("organization"), on_delete=models.PROTECT, related_name="allotments"
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=5, validators=[MinValueValidator(1, _("For one person at least."))]
    )
    name_until = models.DateTimeField(
        _("people are named until"), help_text=_("Seats for which nobody is named then are free for everybody.")
    )
    made_at = models.DateTimeField(_("made"), editable=False)

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats of an organization")
        verbose_name_plural = _("seats of organizations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "cohort",
                "organization",
                name="allotment_one_for_an_organization",
                violation_error_message=_("This organization already has seats in this cohort: change their number."),
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.cohort}"


class NomineeQuerySet(models.QuerySet):
    def invited(self):
        return self.filter(state=Nominee.State.INVITED)

    def using_seats(self):
        return self.filter(state__in=Nominee.USES_A_SEAT)


class Nominee(Named):
    """Somebody whom an organization names for one of its seats; they themselves say yes or no, by their own link."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited, no answer yet")
        ACCEPTED = "accepted", _("takes part")
        DECLINED = "declined", _("declined by the person")
        TAKEN_BACK = "taken_back", _("replaced or taken back")
        LEFT = "left", _("left the cohort")
        LAPSED = "lapsed", _("did not answer in time")

    USES_A_SEAT = (State.INVITED, State.ACCEPTED)

    allotment = models.ForeignKey(
        SeatAllotment, verbose_name=_("seats"), on_delete=models.PROTECT, related_name="nominees"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    answer_until = models.DateTimeField(_("answer until"))
    enrollment = models.OneToOneField(
        "courses.Enrollment",
        verbose_name=_("enrollment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominee",
    )

    objects = NomineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("person named by an organization")
        verbose_name_plural = _("people named by organizations")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "allotment",
                Lower("email"),
                condition=Q(state__in=["invited", "accepted"]) & ~Q(email=""),
                name="nominee_named_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(enrollment__isnull=False), name="nominee_accepted_has_a_place"
            ),
        ]

    @property
    def uses_a_seat(self):
        return self.state in self.USES_A_SEAT
