"""Taking part by phone: what the room server answers, what people read, what the health page knows."""

import json
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from webinars.hosting.phones import phones_of
from webinars.models import DialIn
from webinars.room_health import findings
from webinars.room_tasks import fetch_phones

from .factories import make_session
from .presence import registered

pytestmark = pytest.mark.django_db
NUMBERS = [
    {"countryCode": "PL", "tollFree": False, "formattedNumber": "+48 22 123 45 67"},
    {"countryCode": "UA", "tollFree": True, "formattedNumber": "0 800 123 456"},
    {"countryCode": "UA", "tollFree": False},
    "nothing",
]


class Mapper(BaseHTTPRequestHandler):
    """Knows the PIN of the conferences in ``pins``; answers as the stack of Jitsi does."""

    def __init__(self, said, *arguments):
        self.said = said
        super().__init__(*arguments)

    def do_GET(self):
        address = urlsplit(self.path)
        answer = self.said["numbers"]
        if address.path == "/conferenceMapper":
            conference = parse_qs(address.query)["conference"][0]
            pin = self.said["pins"].get(conference, False)
            answer = {"message": "ok", "id": pin, "conference": conference if pin else False}
        text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *words):
        pass


@pytest.fixture
def said(settings):
    told = {"numbers": NUMBERS, "pins": {}}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Mapper, told))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    settings.JITSI_DIAL_IN_NUMBERS_URL, settings.JITSI_DIAL_IN_MAPPER_URL = f"{url}/numbers", f"{url}/conferenceMapper"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def session(db):
    return make_session(starts_at=timezone.now() - timedelta(minutes=5))


def address(session):
    return f"{session.room_name}@conference.meet.school.test"


def line():
    return next((found for found in findings(now=timezone.now()) if found.what == "It can be called by phone"), None)


def test_numbers_and_pin_stand_on_the_room_page(said, session, signed_in):
    said["pins"][address(session)] = 1234567
    client, room = signed_in(registered(session)), f"/s/{session.public_id}/room/"
    assert "By phone" not in client.get(room).content.decode()

    fetch_phones.enqueue()

    page = client.get(room).content.decode()
    assert "<b>1234567</b>" in page
    assert page.index('href="tel:0800123456"') < page.index('href="tel:+48221234567"')  # the free one first
    assert line().tone == "good"


def test_only_rooms_that_open_soon_are_asked_for_and_old_pins_are_forgotten(said, session):
    make_session(starts_at=timezone.now() + timedelta(days=2))
    make_session(starts_at=timezone.now() + timedelta(minutes=30), mode="in_person", place="Зала")
    DialIn.objects.create(room_name="old", answer="1", fetched_at=timezone.now() - timedelta(days=2))
    said["pins"][address(session)] = "77"

    fetch_phones.enqueue()

    assert set(DialIn.objects.values_list("room_name", flat=True)) == {"", session.room_name}


@pytest.mark.parametrize("numbers", [[], {}, b"<html>", b"[", "x"])
def test_an_odd_answer_is_none_and_an_old_one_stays(said, session, numbers):
    said["pins"][address(session)] = 77
    fetch_phones.enqueue()
    said["numbers"] = numbers

    fetch_phones.enqueue()

    assert phones_of(session).pin == "77"
    assert (line().tone, line().says) == ("bad", "There was no answer in it.")


def test_a_room_the_mapper_does_not_know_has_no_phone(said, session):
    fetch_phones.enqueue()

    assert phones_of(session) is None
    assert line().tone == "bad"


def test_where_nothing_is_offered_nothing_is_said(session, settings):
    DialIn.objects.create(room_name="", answer=[["UA", "1"]], fetched_at=timezone.now())
    settings.JITSI_DIAL_IN_NUMBERS_URL = ""

    fetch_phones.enqueue()

    assert (phones_of(session), line(), DialIn.objects.count()) == (None, None, 0)
