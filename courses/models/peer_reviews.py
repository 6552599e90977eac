"""What one participant says of another's work. Changed by the verbs of ``courses.peers`` only."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .records import Enrollment


class PeerReviewQuerySet(models.QuerySet):
    def standing(self):
        """Allotted to somebody who has not given it back."""
        return self.filter(withdrawn_at__isnull=True)

    def given(self):
        return self.standing().filter(given_at__isnull=False)

    def to_write(self):
        return self.standing().filter(given_at__isnull=True)

    def of_reader(self, person):
        """What ``person`` may open: allotted to them, in a cohort they still have a place in."""
        place = Enrollment.objects.active().filter(person=OuterRef("reader"), cohort=OuterRef("cohort"))
        return self.standing().filter(Exists(place), reader=person, submission__assignment__live=True)

    def for_author(self, *, now):
        """What an author sees: given, not hidden, and from the moment until which peers read."""
        return self.given().filter(hidden_at__isnull=True, due_at__lte=now)


class PeerReview(models.Model):
    """One reading of one submission: allotted by draw, a draft until ``given_at``, then as it is for ever.

    ``levels`` are keys of levels by key of criterion, as chosen so far, ``notes`` what is said of one; ``rubric`` has
    both in words once it is given.
    """

    submission = models.ForeignKey("courses.Submission", on_delete=models.PROTECT, related_name="peer_reviews")
    reader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="peer_reviews")
    cohort = models.ForeignKey("courses.Cohort", on_delete=models.PROTECT, related_name="peer_reviews")
    allotted_at = models.DateTimeField(_("allotted"))
    due_at = models.DateTimeField(_("to be written until"))
    levels = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("given back"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint("submission", "reader", name="peer_review_once"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(withdrawn_at__isnull=True), name="peer_review_given_or_back"
            ),
        ]

    def __str__(self):
        return f"№ {self.pk}"  # it stands in logs, and names nobody
