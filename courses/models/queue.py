"""A person's place in the queue for a full cohort."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.waiting import PlaceInQueue, PlacesInQueue


class QueuePlace(PlaceInQueue):
    """Who waits, since when, and how it ended: ended, never deleted.

    A place in the cohort is held for who is offered one until ``offer_ends_at``; ``rule`` says why it was their turn.
    ``called_at`` is when a coordinator called them ahead of the others, with a reason.
    """

    class Rule(models.TextChoices):
        ORDER = "order", _("in the order of joining")
        RURAL = "rural", _("people of villages and settlements come first")
        GRANT = "grant", _("people of organizations with a grant come first")
        LIMIT = "limit", _("those before wait for a place of their organization")
        HAND = "hand", _("called by a coordinator")

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
    called_at = models.DateTimeField(_("called ahead"), null=True, blank=True)
    reason = models.CharField(_("why they were called ahead"), max_length=200, blank=True)
    rule = models.CharField(_("why it was their turn"), max_length=5, choices=Rule, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = PlacesInQueue.as_manager()

    class Meta:
        verbose_name = _("place in the queue for a cohort")
        verbose_name_plural = _("queues for cohorts")
        ordering = ["cohort", "joined_at", "pk"]
        constraints = [
            models.UniqueConstraint("cohort", "person", condition=Q(ended_at__isnull=True), name="queue_one_open"),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True, offer_ends_at__isnull=True, rule="")
                | (Q(offered_at__isnull=False, offer_ends_at__isnull=False) & ~Q(rule="")),
                name="queue_offer_has_its_end_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="queue_ended_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(called_at__isnull=True, reason="") | (Q(called_at__isnull=False) & ~Q(reason="")),
                name="queue_called_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["offer_ends_at"], condition=Q(ended_at=None), name="queue_open_offers")]

    def __str__(self):
        return f"{self.person} – {self.cohort}"
