"""A person's place in the queue for a seat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.waiting import PlaceInQueue, PlacesInQueue, rules_of_places


class WaitingPlace(PlaceInQueue):
    """Who waits keeps the moment of joining (``joined_at``) for ever; the session's own rules say who comes first.

    A freed seat is held for whose turn it is until ``offer_ends_at``; nobody else can take it meanwhile.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("took the seat")
        LEFT = "left", _("left the queue")
        DECLINED = "declined", _("declined the offer")
        EXPIRED = "expired", _("did not answer in time")
        CLOSED = "closed", _("the session took place without them")

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="waiting_places"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="waiting_places"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = PlacesInQueue.as_manager()
    log_name = "webinars.waiting"

    class Meta:
        verbose_name = _("place in the queue")
        verbose_name_plural = _("waiting lists")
        ordering = ["session", "joined_at", "pk"]
        constraints = rules_of_places("waiting", waited_for="session")
        indexes = [models.Index(fields=["offer_ends_at"], condition=Q(ended_at=None), name="waiting_open_offers")]

    def __str__(self):
        return f"{self.person} – {self.session}"

    def news(self, *, now):
        """What may be told of the place as it is: a set of offered, expired, cancelled, moved and restored.

        An offer that ended tells nothing once the session has begun or is called off: there is nothing left to do.
        """
        is_open, ahead = self.ended_at is None, now < self.session.starts_at
        if self.session.is_cancelled:
            return {"cancelled"} if is_open else set()
        news = {"offered"} if self.is_offered else set()
        if ahead and is_open:
            news |= {"moved", "restored"}
        if ahead and self.outcome == self.Outcome.EXPIRED:
            news.add("expired")
        return news
