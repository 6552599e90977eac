"""A person's place in the queue for a full cohort."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.waiting import PlaceInQueue, PlacesInQueue, rules_of_places


class QueuePlace(PlaceInQueue):
    """Who waits, since when, and how it ended: ended, never deleted.

    A place in the cohort is held for who is offered one until ``offer_ends_at``; ``rule`` says why it was their turn.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("took the place")
        OTHER_WAY = "other_way", _("came in another way")
        LEFT = "left", _("left the queue")
        DECLINED = "declined", _("declined the offer")
        EXPIRED = "expired", _("did not answer in time")
        CLOSED = "closed", _("the cohort began without them")

    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="queue_places"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="queue_places"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = PlacesInQueue.as_manager()
    log_name = "courses.queue"

    class Meta:
        verbose_name = _("place in the queue for a cohort")
        verbose_name_plural = _("queues for cohorts")
        ordering = ["cohort", "joined_at", "pk"]
        constraints = rules_of_places("queue", waited_for="cohort")
        indexes = [models.Index(fields=["offer_ends_at"], condition=Q(ended_at=None), name="queue_open_offers")]

    def __str__(self):
        return f"{self.person} – {self.cohort}"
