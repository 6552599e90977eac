"""Recordings: brought in signed parts, made smaller, kept, shown to whom they are for, erased on time."""

import base64
import hmac
import json
import subprocess
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone

from webinars.models import Recording, RecordingPart, RoomEvent
from webinars.recordings import arriving, ffmpeg, making
from webinars.room_health import findings
from webinars.room_tasks import go_on_with_recordings, make_smaller

from .factories import NOON, make_person, make_session

pytestmark = pytest.mark.django_db
SECRET = "recordings-secret-of-the-test"


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.JITSI_RECORDINGS_SECRET = SECRET


@pytest.fixture
def session(db):
    return make_session(starts_at=timezone.now() - timedelta(hours=3), host=make_person())


def send(client, method, path, body, *, secret=SECRET, ago=0, words=None):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    seconds = str(int(timezone.now().timestamp()) - ago)
    said = f"{seconds}.{method} {words or path}\n".encode() + body
    signed = base64.b64encode(hmac.new(secret.encode(), said, "sha256").digest()).decode()
    headers = {"X-School-Signature": f"t={seconds},v1={signed}"} if secret else {}
    return client.generic(method, path, body, content_type="application/octet-stream", headers=headers)


def announced(session, size):
    return {
        "id": "0xk2jd-2027-01-12", "size": size, "recorded_at": "2027-01-12T12:00:05+02:00",
        "meeting_url": f"https://meet.school.test/{session.room_name}",
    }  # fmt: skip


@cache
def film(seconds, *, pictures=True):
    """A short MP4 with a tone, made by ffmpeg itself."""
    inputs = ["-f", "lavfi", "-i", f"sine=duration={seconds}:sample_rate=48000"]
    if pictures:
        inputs += ["-f", "lavfi", "-i", f"testsrc=duration={seconds}:size=160x120:rate=5", "-pix_fmt", "yuv420p"]
    out = ["-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-"]
    return subprocess.run(["ffmpeg", "-v", "error", *inputs, *out], capture_output=True, check=True).stdout


# Arriving


def test_a_recording_comes_in_parts_and_goes_on_where_it_stopped(client, session, tasks_wait):
    data = bytes(range(256)) * 40
    words = announced(session, len(data))
    first = send(client, "POST", "/jitsi/recordings", words)
    assert (first.status_code, first.json()["offset"], first.json()["part"]) == (201, 0, arriving.A_PART)
    put = first.json()["put"]

    assert send(client, "PUT", f"{put}?at=0", data[:4000]).json() == {"offset": 4000}
    doubled = send(client, "PUT", f"{put}?at=0", data[:4000])
    assert (doubled.status_code, doubled.json()) == (200, {"offset": 4000})
    assert send(client, "POST", "/jitsi/recordings", words).json()["offset"] == 4000  # after a break
    assert send(client, "PUT", f"{put}?at=4000", data[4000:]).json() == {"offset": len(data)}

    recording = Recording.objects.get()
    assert (recording.state, recording.session, recording.audience) == ("waiting", session, "hosts")
    assert send(client, "POST", "/jitsi/recordings", words).json()["offset"] == len(data)
    making.step(recording=recording, now=NOON)
    assert recording.file.open("rb").read() == data
    assert not RecordingPart.objects.exists()
    announcement = RoomEvent.objects.get()  # as it came, and once
    assert (announcement.kind, announcement.room_name) == ("jibri/recorded", session.room_name)
    assert announcement.payload == words


def test_only_what_is_signed_for_this_place_is_taken(client, settings, session):
    words = announced(session, 10)
    assert send(client, "POST", "/jitsi/recordings", words, secret="").status_code == 403
    assert send(client, "POST", "/jitsi/recordings", words, secret="another").status_code == 403
    assert send(client, "POST", "/jitsi/recordings", words, ago=90_000).status_code == 403
    put = send(client, "POST", "/jitsi/recordings", words).json()["put"]
    assert send(client, "PUT", f"{put}?at=0", b"12345", words=f"{put}?at=5").status_code == 403
    assert send(client, "PUT", put, b"12345").status_code == 400
    assert send(client, "PUT", f"{put}?at=0", b"x" * 11).status_code == 400
    assert send(client, "PUT", f"{put}?at=0", b"x" * (arriving.A_PART + 1)).status_code == 413
    assert not RecordingPart.objects.exists()

    settings.JITSI_RECORDINGS_SECRET = ""
    assert send(client, "POST", "/jitsi/recordings", words).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"size": 0}, 400), ({"size": True}, 400), ({"size": 9e9}, 400), ({"id": ""}, 400), ({"id": 7}, 400),
     ({"recorded_at": "2027-01-12"}, 400), ({"recorded_at": "9999-12-31T12:00:00Z"}, 400), ({"meeting_url": 5}, 400),
     ({"meeting_url": "https://meet.school.test/nobodys"}, 404)],
)  # fmt: skip
def test_what_is_no_announcement_is_refused(client, session, changes, status):
    assert send(client, "POST", "/jitsi/recordings", announced(session, 10) | changes).status_code == status
    assert not Recording.objects.exists()
    assert not RoomEvent.objects.exists()


# Made smaller


def brought(session, data):
    recording = arriving.begin(session=session, source_id="jibri x", made_at=NOON, size=len(data), now=NOON)
    arriving.take(recording=recording, at=0, data=data, now=NOON)
    recording.refresh_from_db()
    return recording


@pytest.mark.ffmpeg
def test_a_small_file_and_the_sound_are_made_piece_by_piece(session, monkeypatch, tasks_wait):
    monkeypatch.setattr(ffmpeg, "PIECE", 1)
    recording, progress = brought(session, film(3)), []

    while making.step(recording=recording, now=NOON):
        recording = Recording.objects.get()  # every step is a task of its own, perhaps on another machine
        progress.append(recording.progress)

    assert (progress, recording.problem) == ([0, 33, 66, 99], "")
    assert (recording.state, recording.seconds, recording.progress) == ("ready", 3, 100)
    assert [kind for kind, size in recording.files if size] == ["sound", "small", "file"]
    assert lengths(recording.small) == ({"audio", "video"}, 3)
    assert lengths(recording.sound) == ({"audio"}, 3)
    assert not RecordingPart.objects.exists()


def lengths(file):
    with making._local(file) as path:
        asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration:stream=codec_type", "-of", "json", path]
        said = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    return {stream["codec_type"] for stream in said["streams"]}, round(float(said["format"]["duration"]))


@pytest.mark.ffmpeg
def test_a_worker_that_is_lost_costs_one_step(session, monkeypatch, tasks_wait):
    monkeypatch.setattr(ffmpeg, "PIECE", 1)
    recording = brought(session, film(3))
    making.step(recording=recording, now=NOON)
    making.step(recording=recording, now=NOON)
    stale = Recording.objects.get()
    making.step(recording=recording, now=NOON)  # the power goes here, before the next task is left
    assert making.stopped(now=NOON + timedelta(minutes=9)) == []
    assert making.stopped(now=NOON + timedelta(minutes=11)) == [recording.pk]

    making.step(recording=stale, now=NOON)  # and one who knows an older state works beside
    while making.step(recording=recording, now=NOON):
        pass

    assert lengths(recording.small)[1] == 3


@pytest.mark.ffmpeg
def test_a_recording_of_sound_alone_has_no_small_picture(session):
    recording = brought(session, film(1, pictures=False))  # the tasks run at once

    assert recording.state == "ready"
    assert [kind for kind, _size in recording.files] == ["sound", "file"]


@pytest.mark.ffmpeg
def test_what_is_no_film_is_served_as_it_is(session):
    recording = brought(session, b"this is no film at all")

    assert recording.state == "failed"
    assert recording.problem.startswith("No smaller file could be made: ")
    assert [kind for kind, _size in recording.files] == ["file"]


def test_without_ffmpeg_the_original_is_served_and_the_health_page_says_so(session, monkeypatch):
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda program: None)
    recording = brought(session, b"a film")

    assert (recording.state, [kind for kind, _size in recording.files]) == ("failed", ["file"])
    line = next(found for found in findings(now=timezone.now()) if found.what == "Recordings are made smaller")
    assert (line.tone, "apt-get install ffmpeg" in line.advice) == ("bad", True)


def test_the_sweep_goes_on_with_what_lost_its_worker(session, monkeypatch, tasks_wait, settings):
    recording = brought(session, b"a film")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda program: None)
    Recording.objects.update(moved_at=timezone.now() - timedelta(minutes=11))

    go_on_with_recordings.enqueue()

    recording.refresh_from_db()
    assert recording.state == "failed"
    make_smaller.enqueue(recording.pk + 1)  # one that was removed meanwhile
