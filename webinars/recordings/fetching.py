"""Recordings of rented rooms: JaaS says where one lies and keeps it for a day, so it is fetched at once.

What came before the line broke is kept, and the next sweep goes on from there.
"""

import time
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from webinars.models import Recording, RoomEvent, Session
from webinars.rooms.wire import NoAnswer, fetch
from webinars.sources.jitsi_events import EARLIEST, LATEST

from . import arriving

A_DAY = timedelta(hours=24)
LONGEST_WORK = 200  # seconds of one task
PIECE = arriving.A_PART


def fetch_waiting(*, now):
    """Fetch what JaaS announced. One that cannot be fetched any more gets a word why."""
    until = time.monotonic() + LONGEST_WORK
    for event in RoomEvent.objects.unread().filter(kind=RoomEvent.Kind.JAAS_RECORDED).order_by("pk"):
        problem = _fetch(event, until=until, now=now)
        if problem is not None:
            event.read_at, event.problem = now, problem[:200]
            event.save(update_fields=["read_at", "problem"])


def _fetch(event, *, until, now):
    """Why it cannot be fetched, "" once all of it is here, None if it shall be tried again."""
    data = event.payload.get("data")
    data = data if isinstance(data, dict) else {}
    link, source = data.get("preAuthenticatedLink"), data.get("recordingSessionId")
    session = Session.objects.filter(room_name=event.room_name).first()
    if session is None:
        return _("No session has this room.")
    if not isinstance(link, str) or not link.startswith("https://") or not isinstance(source, str) or not source:
        return _("The message names no recording.")
    made_at = _moment(data.get("startTimestamp")) or event.received_at
    recording = arriving.begin(session=session, source_id=f"jaas {source}"[:200], made_at=made_at, now=now)
    if recording.state != Recording.State.ARRIVING:
        return ""
    try:
        whole = bring(recording, link, until=until, now=now)
    except NoAnswer as trouble:
        if now - event.received_at < A_DAY:
            return None
        return _("It could not be fetched within the day: %(trouble)s") % {"trouble": trouble}
    return "" if whole else None


def bring(recording, link, *, until, now):
    """Fetch from where it stopped until that moment of the monotonic clock; True once all of it is here."""
    at, kept = arriving.offset_of(recording), b""
    for data in fetch(link, begin=at, largest=arriving.LARGEST):
        kept += data
        if len(kept) >= PIECE:
            at, kept = _keep(recording, at, kept, now=now), b""
            if time.monotonic() > until:
                return False
    _keep(recording, at, kept, now=now)
    arriving.arrived(recording=recording, now=now)
    return True


def _keep(recording, at, data, *, now):
    """The next offset. If another worker was faster, this one stops, so that no bytes are mixed."""
    offset = arriving.take(recording=recording, at=at, data=data, now=now)
    if offset != at + len(data):
        raise NoAnswer("Another worker fetches it.")
    return offset


def _moment(milliseconds):
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        return None
    seconds = milliseconds // 1000
    return datetime.fromtimestamp(seconds, UTC) if EARLIEST <= seconds <= LATEST else None
