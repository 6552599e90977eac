"""Recordings that JaaS keeps for a day: fetched in pieces, gone on with after a break, given up with a word why."""

from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from webinars.models import Recording, RoomEvent
from webinars.recordings import arriving, fetching
from webinars.recordings.fetching import fetch_waiting
from webinars.rooms.wire import NoAnswer

from .factories import NOON, make_session
from .webhooks import SECRET, hook, tell

pytestmark = pytest.mark.django_db
ENDLESS = float("inf")
FILM = bytes(range(256)) * 200


class Store(BaseHTTPRequestHandler):
    """Hands out ``FILM`` by ranges; breaks off after ``said["breaks"]`` bytes where that is set."""

    def __init__(self, said, *arguments):
        self.said = said
        super().__init__(*arguments)

    def do_GET(self):
        begin = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.said["begins"].append(begin)
        self.send_response(206 if begin else self.said.get("status", 200))
        self.send_header("Content-Length", str(len(FILM) - begin))
        self.end_headers()
        self.wfile.write(FILM[begin : begin + self.said.pop("breaks", len(FILM))])

    def log_message(self, *words):
        pass


@pytest.fixture
def store():
    said = {"begins": []}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Store, said))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    said["url"] = f"http://127.0.0.1:{server.server_port}/film.mp4?sig=secret"
    yield said
    server.shutdown()
    server.server_close()


@pytest.fixture
def recording(db):
    return arriving.begin(session=make_session(), source_id="jaas 1", made_at=NOON, now=NOON)


def test_a_line_that_breaks_costs_only_what_was_under_way(store, recording, monkeypatch, tasks_wait):
    monkeypatch.setattr(fetching, "PIECE", 10_000)
    monkeypatch.setattr("webinars.rooms.wire.PIECE", 10_000)
    store["breaks"] = 25_000

    with pytest.raises(NoAnswer):
        fetching.bring(recording, store["url"], until=ENDLESS, now=NOON)
    assert fetching.bring(recording, store["url"], until=0, now=NOON) is False  # time is over after one piece
    assert fetching.bring(recording, store["url"], until=ENDLESS, now=NOON) is True

    assert store["begins"] == [0, 20_000, 30_000]
    recording.refresh_from_db()
    assert (recording.state, recording.announced_size) == ("waiting", len(FILM))


def test_what_is_larger_than_anything_is_not_taken(store, recording, monkeypatch):
    monkeypatch.setattr(arriving, "LARGEST", 10_000)

    with pytest.raises(NoAnswer, match="too large"):
        fetching.bring(recording, store["url"], until=ENDLESS, now=NOON)


@pytest.fixture
def session(settings):
    settings.JAAS_WEBHOOK_SECRET = SECRET
    return make_session()


def uploaded(client, room, **data):
    said = {"preAuthenticatedLink": "https://127.0.0.1:9/film.mp4?sig=secret", "recordingSessionId": "r-1",
            "startTimestamp": int(NOON.timestamp() * 1000), "durationSec": 60}  # fmt: skip
    assert tell(client, hook("RECORDING_UPLOADED", room, at=NOON, **{**said, **data})).status_code == 200


def test_an_announced_one_is_tried_for_a_day_and_then_given_up(client, session):
    uploaded(client, session.room_name)

    fetch_waiting(now=timezone.now())
    event = RoomEvent.objects.get()
    assert (event.read_at, Recording.objects.get().made_at) == (None, NOON)

    fetch_waiting(now=timezone.now() + timedelta(hours=25))
    event.refresh_from_db()
    assert event.problem.startswith("It could not be fetched within the day")
    assert "secret" not in event.problem


@pytest.mark.parametrize(
    "data", [{"preAuthenticatedLink": "http://plain.test/x"}, {"preAuthenticatedLink": 5}, {"recordingSessionId": ""}]
)
def test_what_names_no_recording_gets_a_note(client, session, data):
    uploaded(client, session.room_name, **data)

    fetch_waiting(now=timezone.now())

    assert RoomEvent.objects.get().problem == "The message names no recording."
    assert not Recording.objects.exists()


def test_a_recording_of_nobodys_session_gets_a_note(client, session):
    uploaded(client, "somebodys-own")

    fetch_waiting(now=timezone.now())

    assert RoomEvent.objects.get().problem == "No session has this room."


def test_one_that_is_here_is_not_fetched_again(client, session, recording, tasks_wait):
    Recording.objects.update(source_id="jaas r-1", state="ready")
    uploaded(client, session.room_name)

    fetch_waiting(now=timezone.now())

    assert (RoomEvent.objects.get().problem, Recording.objects.count()) == ("", 1)
