"""A place in a queue, whatever it is a queue for: joined, offered until some time, ended; never deleted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WaitedFor(models.Model):
    """What has seats and a queue for them, and says who in the queue is offered one before others."""

    class First(models.TextChoices):
        """Who is offered a free place before the others who wait."""

        RURAL = "rural", _("people of villages and settlements")
        GRANT = "grant", _("people of organizations that hold a grant")

    first_in_queue = models.CharField(
        _("first from the queue"),
        max_length=5,
        choices=First,
        blank=True,
        help_text=_("Who waits for a place sees it. Without a choice: in the order of joining."),
    )
    organization_limit = models.PositiveSmallIntegerField(
        _("people of one organization at most"),
        default=0,
        help_text=_("Holds for who enrolls or waits; whom the school lets in is counted too. 0 means without limit."),
    )

    class Meta:
        abstract = True


class PlacesInQueue(models.QuerySet):
    def open(self):
        """Those who wait or have an offer."""
        return self.filter(ended_at__isnull=True)

    def waiting(self):
        """Those who wait for an offer, in the order in which they joined."""
        return self.open().filter(offered_at__isnull=True).order_by("joined_at", "pk")

    def offered(self):
        """Those for whom something is held until they answer or their time is up."""
        return self.open().filter(offered_at__isnull=False)


class PlaceInQueue(models.Model):
    """What is waited for, ``person`` and ``outcome`` are the subclass's, and ``log_name``, the root of its log's names.

    ``rule`` says why it was their turn. ``called_at`` is when a coordinator called them ahead of the others, and why.
    """

    class Rule(models.TextChoices):
        ORDER = "order", _("in the order of joining")
        RURAL = "rural", _("people of villages and settlements come first")
        GRANT = "grant", _("people of organizations with a grant come first")
        LIMIT = "limit", _("those before wait for a place of their organization")
        HAND = "hand", _("called by a coordinator")

    joined_at = models.DateTimeField(_("waiting since"))
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_ends_at = models.DateTimeField(_("offer holds until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    called_at = models.DateTimeField(_("called ahead"), null=True, blank=True)
    reason = models.CharField(_("why they were called ahead"), max_length=200, blank=True)
    rule = models.CharField(_("why it was their turn"), max_length=5, choices=Rule, blank=True)

    log_name = ""

    class Meta:
        abstract = True

    @property
    def is_offered(self):
        return self.ended_at is None and self.offered_at is not None


def rules_of_places(name, *, waited_for):
    """The constraints of a table of places for ``waited_for``, one of its fields; ``name`` begins their names."""
    return [
        models.UniqueConstraint(waited_for, "person", condition=Q(ended_at__isnull=True), name=f"{name}_one_open"),
        models.CheckConstraint(
            condition=Q(offered_at__isnull=True, offer_ends_at__isnull=True, rule="")
            | (Q(offered_at__isnull=False, offer_ends_at__isnull=False) & ~Q(rule="")),
            name=f"{name}_offer_has_its_end_and_rule",
        ),
        models.CheckConstraint(
            condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            name=f"{name}_ended_has_its_outcome",
        ),
        models.CheckConstraint(
            condition=Q(called_at__isnull=True, reason="") | (Q(called_at__isnull=False) & ~Q(reason="")),
            name=f"{name}_called_with_a_reason",
        ),
    ]
