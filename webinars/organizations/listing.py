"""Whom an organization sent to the dates of an event, and what became of each; in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording
from webinars.lines import LINES
from webinars.models import Registration, SeatRequest, WaitingPlace, WayIn

State = WayIn.State


@dataclass(frozen=True)
class Sent:
    """One person in one session. ``part`` is the seat, the place in the queue or the request, if there is one."""

    way_in: WayIn
    part: object
    now: datetime

    @property
    def name(self):
        """As the contact named them, or the name that a member shows to others."""
        person = self.way_in.person
        return self.way_in.name if person is None else person.display_name

    @property
    def words(self):
        way_in, part = self.way_in, self.part
        if way_in.is_invited:
            return _("is asked by mail") if way_in.person_id else way_in.get_state_display()
        if way_in.state != State.GIVEN:
            return way_in.get_state_display()
        if isinstance(part, Registration):
            return _("has a seat")
        if isinstance(part, WaitingPlace):
            return _in_queue(part, now=self.now)
        return _("waits for a coordinator’s yes") if part else State.LEFT.label

    @property
    def is_open(self):
        """They are sent, and may be replaced or taken back still."""
        waits = self.way_in.is_invited or (self.way_in.state == State.GIVEN and self.part)
        return bool(waits) and self.now < self.way_in.session.starts_at and not self.way_in.session.is_cancelled

    @property
    def has_seat(self):
        return isinstance(self.part, Registration) and self.way_in.state == State.GIVEN

    @property
    def may_answer(self):
        """A member whose answers are missing: the contact may give them."""
        return self.is_open and self.way_in.is_invited and self.way_in.person_id is not None


def _in_queue(place, *, now):
    if place.is_offered:
        return _("a seat is held until %(when)s") % {"when": wording.moment(place.offer_ends_at, now=now)}
    ahead = place.turn.ahead
    if place.turn.full_organization:
        return _("in the queue until somebody of the organization gives a seat up")
    if not ahead:
        return _("first in the queue")
    words = ngettext("in the queue, %(number)d in front", "in the queue, %(number)d in front", ahead)
    return words % {"number": ahead}


def _places(here):
    """Places in queues, each with its ``turn``."""
    places = list(WaitingPlace.objects.open().filter(**here).select_related("session"))
    turns = LINES.turns({place.session for place in places})
    for place in places:
        place.turn = turns.get(place.pk)
    return places


def listed(ways_in, *, now):
    """``Sent`` for each of ``ways_in``, a queryset, in its order."""
    rows = list(ways_in.select_related("person", "session__event__locale", "organization", "named_by", "instead_of"))
    here = {"session__in": {row.session_id for row in rows}, "person__in": {row.person_id for row in rows}}
    parts = {}
    for found in (
        SeatRequest.objects.waiting().filter(**here),
        _places(here),
        Registration.objects.active().filter(**here),
    ):
        parts |= {(part.session_id, part.person_id): part for part in found}
    return [Sent(row, parts.get((row.session_id, row.person_id)), now) for row in rows]
