"""Sessions as calendar entries. A public calendar never names a room: it leads to the event's page."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import get_language

from calendars.entries import CANCELLED, CONFIRMED, Entry
from calendars.kyiv import KYIV
from people.addresses import absolute, absolute_reverse

from .access import public_sessions
from .models import Session
from .translations import in_language

DAYS_BACK = timedelta(days=60)
DAYS_AHEAD = timedelta(days=400)


def public_entries(*, now):
    """Everything anybody may know of."""
    return _entries(public_sessions(), now=now)


def event_entries(*, event, now):
    """The sessions of one event, whichever of its translations is asked."""
    return _entries(public_sessions().filter(event__translation_key=event.translation_key), now=now)


def personal_entries(*, person, now):
    """What ``person`` has a seat in or hosts, with the way into the room."""
    seat = person.registrations.active().values("session")
    sessions = Session.objects.public().filter(Q(pk__in=seat) | Q(host=person))
    return _entries(sessions, now=now, with_room=True)


def entry_of(session, *, with_room=False):
    """One session in the active language."""
    event = session.event
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        summary=session.full_title,
        starts=session.starts_at,
        ends=session.ends_at,
        url=absolute(event_path(event)),
        updated_at=max(session.updated_at, event.last_published_at or session.updated_at),
        created_at=session.created_at,
        description=event.lead,
        location=session.place,
        status=CANCELLED if session.is_cancelled else CONFIRMED,
        categories=(str(event.get_kind_display()),),
        conference_url=_room_page(session) if with_room and session.is_online else "",
    )


def event_path(event):
    """The path of the event's page; the front page for one that stands outside the site."""
    parts = event.get_url_parts()
    return parts[2] if parts and parts[2] else "/"


def _room_page(session):
    return absolute_reverse("session_join", session.public_id, language=get_language())


def _entries(sessions, *, now, with_room=False):
    """Entries of a limited time around ``now``; a cancelled one stays until its day is over."""
    today = datetime.combine(now.astimezone(KYIV).date(), time(0), tzinfo=KYIV)
    shown = (
        sessions.filter(ends_at__gt=now - DAYS_BACK, starts_at__lt=now + DAYS_AHEAD)
        .exclude(state=Session.State.CANCELLED, ends_at__lt=today)
        .select_related("event__locale")
        .order_by("starts_at", "pk")
    )
    return [entry_of(session, with_room=with_room) for session in in_language(shown, get_language())]
