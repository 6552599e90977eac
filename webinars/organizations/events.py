"""Events to which organizations may send people, with how many each has sent; in a constant number of queries."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import get_language

from webinars.access import visible_to
from webinars.models import WayIn
from webinars.translations import in_language


@dataclass
class Coming:
    """An event with its dates to come, and how many people of the organization are sent to them."""

    event: object
    sessions: list = field(default_factory=list)
    sent: int = 0

    @property
    def first(self):
        return self.sessions[0]


def coming_events(user, *, organizations, now):
    """[(organization, events)], the events in the order of their next dates."""
    sessions = visible_to(user).scheduled().filter(starts_at__gt=now).select_related("event__locale")
    sessions = in_language(sessions.order_by("starts_at", "pk"), get_language())
    rows = WayIn.objects.in_use().filter(organization__in=organizations, session__starts_at__gt=now).order_by()
    rows = rows.values_list("organization", "session").annotate(number=Count("pk"))
    sent = {(organization, session): number for organization, session, number in rows}
    return [(organization, _events(organization, sessions, sent)) for organization in organizations]


def _events(organization, sessions, sent):
    events = {}
    for session in sessions:
        coming = events.setdefault(session.event.translation_key, Coming(session.event))
        coming.sessions.append(session)
        coming.sent += sent.get((organization.pk, session.pk), 0)
    return list(events.values())
