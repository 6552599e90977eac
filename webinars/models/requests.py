"""Somebody asks for a seat in a session of an event whose coordinators approve each one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeatRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=SeatRequest.State.WAITING)


class SeatRequest(models.Model):
    """A request holds no seat and is no registration; approving it gives a seat, or a place in the queue for one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        APPROVED = "approved", pgettext_lazy("request for a seat", "approved")
        DECLINED = "declined", pgettext_lazy("request for a seat", "declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("request for a seat", "taken back")

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="requests"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="seat_requests"
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = SeatRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a seat")
        verbose_name_plural = _("requests for seats")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint("session", "person", condition=Q(state="waiting"), name="seat_request_one_waiting"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="seat_request_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="seat_request_declined_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.session}"

    @property
    def news(self):
        """What may be told of it by mail as things stand, a set; a seat tells of itself."""
        if self.state == self.State.WAITING:
            return {"cancelled"} if self.session.is_cancelled else {"moved", "restored"}
        return {"approved": {"queued"}, "declined": {"declined"}}.get(self.state, set())
