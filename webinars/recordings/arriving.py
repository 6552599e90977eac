"""Recordings that the recorder of one's own server brings: announced, then sent in parts, each safe to send again.

Parts are files of their own until the last has come, so that any storage will do and nothing is held in memory.
"""

import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from calendars.kyiv import KYIV
from webinars.exceptions import RecordingRefused
from webinars.models import Recording, RecordingPart, Session
from webinars.sources.jitsi_events import plain_room_name

A_PART = 4_000_000  # bytes
LARGEST = 8_000_000_000
KEPT = timedelta(days=365)  # unless a host says otherwise
State = Recording.State


def announce(*, said, now):
    """The recording of these words, and how much of it is here already. ``said`` is what the recorder posted.

    Raises ``ValueError`` for what is no announcement, ``RecordingRefused`` if no session was held in that room.
    """
    source, size = said["id"], said["size"]
    made_at = parse_datetime(said["recorded_at"])
    if not isinstance(source, str) or not 0 < len(source) <= 200 or not source.isprintable():
        raise ValueError("There is no id.")
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= LARGEST:
        raise ValueError("The size is none.")
    if made_at is None or made_at.utcoffset() is None:
        raise ValueError("recorded_at is no time with an offset.")
    room = plain_room_name(urlsplit(said["meeting_url"]).path.rpartition("/")[2])
    session = Session.objects.filter(room_name=room).first()
    if session is None:
        raise RecordingRefused(_("There is no live session in this room."))
    return begin(session=session, source_id=f"jibri {source}", made_at=made_at, size=size, now=now)


def begin(*, session, source_id, made_at, now, size=0):
    """A recording that will arrive in parts; the same one when it was begun before. ``size`` 0 is not known."""
    values = {"session": session, "made_at": made_at, "announced_size": size, "state": State.ARRIVING, "moved_at": now}
    values["expires_on"] = (made_at + KEPT).astimezone(KYIV).date()
    recording, made = Recording.objects.get_or_create(source_id=source_id, defaults=values)
    if recording.announced_size != size:
        raise RecordingRefused("It was announced with another size.")
    return recording


def offset_of(recording):
    """How many bytes have come; all of them once it is put together."""
    if recording.state != State.ARRIVING:
        return recording.announced_size
    return _come(recording)


def _come(recording):
    return recording.parts.filter(of=RecordingPart.Of.UPLOAD).aggregate(sum=Sum("size"))["sum"] or 0


@transaction.atomic
def take(*, recording, at, data, now):
    """Keep ``data`` (bytes) from byte ``at`` on; the new offset, or the old one where that is not ``at``."""
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
    offset = offset_of(recording)
    if recording.state != State.ARRIVING or at != offset or not data:
        return offset
    size = recording.announced_size
    if size and offset + len(data) > size:
        raise RecordingRefused("This is more than was announced.")
    part = RecordingPart(recording=recording, of=RecordingPart.Of.UPLOAD, start=at, size=len(data))
    part.file.save(f"{at}-{uuid.uuid4().hex[:6]}", ContentFile(data), save=False)
    part.save()
    recording.moved_at = now
    recording.save(update_fields=["moved_at"])
    if offset + len(data) == size:
        arrived(recording=recording, now=now)
    return offset + len(data)


def arrived(*, recording, now):
    """The last part has come: what follows takes its time."""
    recording.state, recording.moved_at = State.WAITING, now
    recording.announced_size = recording.announced_size or _come(recording)
    recording.save(update_fields=["state", "moved_at", "announced_size"])
    from webinars.room_tasks import make_smaller  # noqa: PLC0415 -- the task calls ``making``, which calls this module

    make_smaller.enqueue(recording.pk)
