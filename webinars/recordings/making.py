"""What the worker makes of a recording: one file of its parts, a small one, and one of the sound alone.

One step a call, none longer than a few minutes; each begins where the last one ended. A worker that is killed loses at
most one step: the sweep goes on with what nobody moved for a while.
"""

import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webinars.models import Recording, RecordingPart

from . import ffmpeg
from .arriving import State

STILL = timedelta(minutes=10)  # longer than any step
NAMES = {"small": "small.mp4", "sound": "sound.m4a"}
Of = RecordingPart.Of


def stopped(*, now):
    """Keys of recordings whose worker was lost."""
    waiting = Recording.objects.filter(state__in=[State.WAITING, State.WORKING], moved_at__lt=now - STILL)
    return list(waiting.values_list("pk", flat=True))


def step(*, recording, now):
    """Do the next thing; True if there is more to do."""
    recording.refresh_from_db()
    if recording.state not in (State.WAITING, State.WORKING):
        return False
    if not recording.file:
        return _put_together(recording, now=now)
    if not ffmpeg.is_there():
        return _give_up(recording, _("ffmpeg is not installed, so no smaller file was made."), now=now)
    try:
        with _local(recording.file) as path:
            return _smaller(recording, path, now=now)
    except ffmpeg.NotMedia as trouble:
        return _give_up(recording, _("No smaller file could be made: %(trouble)s") % {"trouble": trouble}, now=now)


def _put_together(recording, *, now):
    parts = list(recording.parts.filter(of=Of.UPLOAD).order_by("start"))
    with tempfile.TemporaryFile() as whole:
        for part in parts:
            with part.file.open("rb") as data:
                for chunk in data.chunks():
                    whole.write(chunk)
        recording.size = whole.tell()
        if recording.size != recording.announced_size:
            return _lost_a_part(recording, now=now)
        whole.seek(0)
        recording.file.save("recording.mp4", File(whole), save=False)
    _move(recording, State.WORKING, now=now, fields=["file", "size"])
    forget_parts(recording, Of.UPLOAD)
    return True


def _lost_a_part(recording, *, now):
    """A file is gone, unless another worker has put them together meanwhile."""
    recording.refresh_from_db()
    return bool(recording.file) or _give_up(recording, _("A part of the recording is missing."), now=now)


def _smaller(recording, path, *, now):
    seconds, pictures = ffmpeg.measured(path)
    done = recording.parts.filter(of=Of.SMALL).count()
    start = done * ffmpeg.PIECE
    with tempfile.TemporaryDirectory() as folder:
        if start < seconds:
            piece = Path(folder, "piece.ts")
            ffmpeg.make_piece(path, start=start, pictures=pictures, to=piece)
            _keep_piece(recording, piece, start=start)
            recording.seconds, recording.progress = seconds, min(99, 100 * (start + ffmpeg.PIECE) // seconds)
            _move(recording, State.WORKING, now=now, fields=["seconds", "progress"])
            return True
        pieces = _pieces(recording, Path(folder))
        for name in ["small", "sound"] if pictures else ["sound"]:
            made = Path(folder, NAMES[name])
            ffmpeg.join(pieces, to=made, pictures=name == "small")
            setattr(recording, f"{name}_size", made.stat().st_size)
            with made.open("rb") as data:
                getattr(recording, name).save(NAMES[name], File(data), save=False)
    recording.progress = 100
    _move(recording, State.READY, now=now, fields=["progress", "small", "sound", "small_size", "sound_size"])
    forget_parts(recording, Of.SMALL)
    return False


def _keep_piece(recording, path, *, start):
    part = RecordingPart(recording=recording, of=Of.SMALL, start=start, size=path.stat().st_size)
    with path.open("rb") as data:
        part.file.save(f"{start}.ts", File(data), save=False)
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError:  # another worker was faster
        part.file.storage.delete(part.file.name)


def _pieces(recording, folder):
    """The pieces of the small file, on this machine, in order."""
    paths = []
    for part in recording.parts.filter(of=Of.SMALL, size__gt=0).order_by("start"):  # the last may be empty
        paths.append(folder / f"{part.start}.ts")
        with part.file.open("rb") as data, paths[-1].open("wb") as here:
            for chunk in data.chunks():
                here.write(chunk)
    return paths


def forget_parts(recording, of):
    for part in recording.parts.filter(of=of):
        part.file.storage.delete(part.file.name)
        part.delete()


def _give_up(recording, problem, *, now):
    """Nothing more can be made of it; unless another worker has made it meanwhile."""
    recording.refresh_from_db()
    if recording.state not in (State.WAITING, State.WORKING):
        return False
    recording.problem = problem[:250]
    _move(recording, State.FAILED, now=now, fields=["problem"])
    forget_parts(recording, Of.SMALL)
    return False


def _move(recording, state, *, now, fields):
    recording.state, recording.moved_at = state, now
    recording.save(update_fields=["state", "moved_at", *fields])


@contextmanager
def _local(file):
    """A path of ``file`` on this machine: its own, or of a copy for a while."""
    try:
        path = Path(file.path)
    except NotImplementedError:
        path = None
    if path and path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=".mp4") as copy, file.open("rb") as data:
        for chunk in data.chunks():
            copy.write(chunk)
        copy.flush()
        yield copy.name
