"""Recordings in the hands of hosts: added, described, opened to others, removed; and erased on time."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.kyiv import KYIV
from webinars.exceptions import RecordingRefused
from webinars.models import Recording

MOST = 20
State = Recording.State


@transaction.atomic
def add(*, recording, upload, by, now):
    """Keep a new recording: with a link, a text, or a file, of which smaller ones will be made."""
    if recording.session.recordings.count() >= MOST:
        raise RecordingRefused(_("A session has room for %(number)d recordings.") % {"number": MOST})
    recording.moved_at = now
    if upload:
        recording.size, recording.state = upload.size, State.WAITING
        recording.file.save(f"recording{Path(upload.name).suffix[:6]}", upload, save=False)
    recording.save()
    log(recording.session, "webinars.recording.add", user=by)
    if upload:
        from webinars.room_tasks import make_smaller  # noqa: PLC0415 -- the tasks import this module

        make_smaller.enqueue(recording.pk)
    return recording


@transaction.atomic
def change(*, recording, by):
    recording.save()
    log(recording.session, "webinars.recording.change", user=by)


@transaction.atomic
def remove(*, recording, by):
    log(recording.session, "webinars.recording.remove", user=by)
    _erase_files(recording)
    recording.delete()


def erase_expired(*, now):
    """Erase the recordings whose last day, in Kyiv, is over; how many."""
    expired = Recording.objects.filter(expires_on__lt=now.astimezone(KYIV).date())
    for recording in expired:
        with transaction.atomic():
            _erase_files(recording)
            recording.delete()
    return len(expired)


def _erase_files(recording):
    """The files go once it is certain that nothing names them."""
    files = [part.file for part in recording.parts.all()]
    files += [file for file in (recording.file, recording.small, recording.sound) if file]
    for file in files:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
