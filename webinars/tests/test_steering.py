"""Steering a room from outside: orders, what the room server is sent, and what becomes of each failure."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from webinars.exceptions import OrderRefused
from webinars.hosting import orders
from webinars.models import RoomEvent, RoomOrder
from webinars.room_health import check_rooms, findings
from webinars.rooms import rooms
from webinars.rooms.jitsi import JitsiRooms

from .factories import make_person, make_session
from .presence import registered
from .prosody import JID, created, destroyed, joined, left, occupant
from .steered import HOST, MUC, Rooms
from .test_room_keys import written
from .webhooks import APP_ID, participant

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-test-that-is-long-enough"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def key_file(key, tmp_path_factory):
    return written(key, tmp_path_factory.mktemp("keys") / "system.pem")


@pytest.fixture
def session(db):
    return make_session(starts_at=timezone.now() - timedelta(minutes=10), host=make_person())


@pytest.fixture
def server(settings, key, key_file, session):
    """Two people are in the room of the session."""
    inside = {session.room_name: [("cb752940", "Teacher"), ("2f7f2305", "Ana Lima")]}
    with Rooms(public_key=key.public_key(), rooms=inside) as stand_in:
        connect(settings, stand_in.url, key_file)
        yield stand_in


def connect(settings, url, key_file):
    options = {
        "url": "https://meet.test", "app_id": "school", "app_secret": SECRET, "control_url": url,
        "control_host": HOST, "control_key_file": key_file,
    }  # fmt: skip
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jitsi.JitsiRooms", "OPTIONS": options}


def told(kind, payload):
    """What the room server told a moment ago, and somebody has read."""
    name = payload.get("room_name") or payload["fqn"].partition("/")[2]
    values = {"room_name": name, "body": json.dumps(payload), "received_at": timezone.now()}
    RoomEvent.objects.create(kind=kind, digest=str(RoomEvent.objects.count()), **values)


def give(session, act, **values):
    order = orders.give(session=session, act=act, by=session.host.user, now=timezone.now(), **values)
    order.refresh_from_db()
    return order


def test_the_host_sees_who_is_there_puts_somebody_out_and_ends_it(server, session):
    assert give(session, "look").problem == ""
    people, asked_at = orders.people_of_room(session, now=timezone.now())
    assert people == [["cb752940", "Teacher"], ["2f7f2305", "Ana Lima"]]
    assert asked_at is not None

    assert give(session, "kick", whom="2f7f2305", text="Ana Lima").problem == ""
    assert server.rooms[session.room_name] == [("cb752940", "Teacher")]

    assert give(session, "end").problem == ""
    assert server.rooms == {}
    assert give(session, "end", text="again").problem == ""  # nobody is there: it is ended
    assert {host for _method, _path, host in server.asked} == {HOST}


def test_what_is_said_goes_to_everybody_who_came_and_has_not_left(server, session):
    room, start = session.room_name, int(timezone.now().timestamp()) - 600
    told("occupant/joined", joined(room, occupant("early", start - 900, jid="old@meet.test/1")))
    told("room/destroyed", destroyed(room, start - 900, start - 100, []))
    told("room/created", created(room, start))
    told("occupant/joined", joined(room, occupant("x", start)))
    told("occupant/joined", joined(room, occupant("y", start, jid="gone@meet.test/2")))
    told("occupant/left", left(room, occupant("y", start, start + 60, jid="gone@meet.test/2")))

    assert give(session, "say", text="За п’ять хвилин перерва").problem == ""

    assert server.said == [(f"{room}@{MUC}", [JID], "За п’ять хвилин перерва")]


def test_nobody_known_to_be_there_hears_nothing(server, session):
    assert "nobody heard it" in give(session, "say", text="Хто тут?").problem
    assert server.said == []


def test_a_busy_server_is_asked_again_and_then_given_up(server, session):
    server.broken = [503]
    assert give(session, "end").problem == ""

    server.broken = [503, 502, 503]
    assert "(503)" in give(session, "kick", whom="cb752940").problem


@pytest.mark.parametrize(("status", "words"), [(401, "does not take orders"), (404, "no such room"), (500, "(500)")])
def test_every_refusal_is_said_to_the_host(server, session, status, words):
    server.broken = [status]

    assert words in give(session, "kick", whom="cb752940").problem


def test_a_server_that_is_away_is_said_to_be(settings, session, key_file):
    connect(settings, "http://127.0.0.1:9", key_file)

    order = give(session, "kick", whom="x")

    assert order.problem == "The room server does not answer (ConnectionError)."
    assert order.done_at


def test_what_waited_too_long_is_not_done_and_nothing_is_done_twice(server, session, tasks_wait):
    order = give(session, "end")
    assert give(session, "end") == order

    orders.carry_out(order=order, now=timezone.now() + timedelta(minutes=6))
    assert "Order it again" in order.problem
    assert session.room_name in server.rooms

    done = orders.carry_out(order=give(session, "end"), now=timezone.now())
    server.rooms[session.room_name] = [("new", "Meeting")]
    orders.carry_out(order=done, now=timezone.now())
    assert session.room_name in server.rooms


def test_outside_its_hours_and_without_a_connection_nothing_can_be_ordered(server, settings, session, key_file):
    long_ago = make_session(starts_at=timezone.now() - timedelta(days=2))
    for wrong in (long_ago, make_session(state="cancelled", starts_at=timezone.now())):
        with pytest.raises(OrderRefused):
            orders.give(session=wrong, act="end", by=None, now=timezone.now())
    connect(settings, server.url, "")
    assert orders.acts_for(session, now=timezone.now()) == {"look"}
    connect(settings, "", key_file)
    assert orders.acts_for(session, now=timezone.now()) == set()
    assert server.asked == []


def test_the_system_key_is_published_apart_from_that_of_people(server, client, key):
    name = hashlib.sha256(b"system").hexdigest()

    found = client.get(f"/jitsi/system-keys/{name}.pem")

    steering = rooms().steering("room", now=timezone.now())
    claims = jwt.decode(steering.system_token, found.content, algorithms=["RS256"], audience="jitsi")
    assert claims["exp"] - claims["iat"] == 120
    assert client.get(f"/jitsi/keys/{name}.pem").status_code == 404


@pytest.mark.parametrize("changes", [{"control_url": "127.0.0.1"}, {"control_key_file": "/nowhere.pem"}, {}])
def test_half_a_connection_and_one_key_for_both_are_refused(key_file, changes):
    both = {"app_secret": "", "private_key_file": key_file, "key_id": "school"} if not changes else {}

    with pytest.raises(ImproperlyConfigured):
        JitsiRooms(
            **{"url": "https://meet.test", "app_id": "school", "app_secret": SECRET, "control_key_file": key_file}
            | {"control_url": "http://127.0.0.1:5280"} | both | changes
        )  # fmt: skip


# Rented rooms


@pytest.fixture
def rented(settings, key, key_file, session):
    settings.WEBINAR_ROOMS = {
        "BACKEND": "webinars.rooms.jaas.JaasRooms",
        "OPTIONS": {"app_id": APP_ID, "key_id": f"{APP_ID}/4a8f2e", "private_key_file": key_file},
    }


def test_who_is_in_a_rented_room_its_webhooks_tell(rented, session):
    now, room = timezone.now(), session.room_name
    for minute, kind, name, nick in ((1, "JOINED", "Ana", "aaaaaaaa"), (2, "JOINED", "Bo", "bbbbbbbb"),
                                     (3, "LEFT", "Bo", "bbbbbbbb")):  # fmt: skip
        at = now - timedelta(minutes=10 - minute)
        payload = participant(kind, room, "x", at=at, name=name, participantId=nick)
        told(f"jaas/{kind.lower()}", payload)

    assert orders.acts_for(session, now=now) == {"kick", "end"}
    assert orders.people_of_room(session, now=now) == ([("aaaaaaaa", "Ana")], None)


def test_commands_to_jaas_are_signed_as_an_administrators(rented, session, key):
    steering = rooms().steering(session.room_name, now=timezone.now())

    claims = jwt.decode(steering.system_token, key.public_key(), algorithms=["RS256"], audience="jitsi")
    assert (claims["admin"], claims["iss"], claims["sub"]) == (True, "chat", APP_ID)
    assert jwt.get_unverified_header(steering.system_token)["kid"] == f"{APP_ID}/4a8f2e"


def test_commands_name_the_room_as_jaas_does(server, rented, session):
    steering = replace(rooms().steering(session.room_name, now=timezone.now()), url=f"{server.url}/jaas")

    steering.kick("abc", "aaaaaaaa")
    steering.end("abc")

    room = {"conferenceFullName": f"abc@conference.{APP_ID}.8x8.vc"}
    assert server.said == [
        {"action": "KICK_PARTICIPANT", "payload": {**room, "participantId": "aaaaaaaa"}},
        {"action": "DESTROY", "payload": room},
    ]


# Pages and permissions


def test_a_host_orders_on_pages_and_ending_asks_first(server, session, signed_in):
    client, path = signed_in(session.host), f"/t/e/{session.public_id}/room/"
    client.post(f"{path}people/", {"what": "look"})
    page = client.get(f"{path}people/").content.decode()
    assert "Ana Lima" in page
    assert f'href="{path}end/"' in page

    assert client.post(f"{path}people/", {"what": "kick", "whom": "2f7f2305", "text": "Ana Lima"}).status_code == 302
    assert client.post(f"{path}people/", {"what": "say", "text": ""}).status_code == 422
    assert client.post(f"{path}people/", {"what": "end"}).status_code == 422  # not without the page that asks
    assert session.room_name in server.rooms
    assert "can come in again" in client.get(f"{path}end/").content.decode()
    assert client.post(f"{path}end/").status_code == 302
    assert server.rooms == {}


def test_a_failure_stands_on_the_hosts_page(settings, session, signed_in, key_file):
    connect(settings, "http://127.0.0.1:9", key_file)
    client, path = signed_in(session.host), f"/t/e/{session.public_id}/room/"
    client.post(f"{path}end/")

    assert "The room server does not answer (ConnectionError)." in client.get(f"{path}people/").content.decode()


@pytest.mark.parametrize("name", ["people", "end"])
def test_nobody_but_hosts_steers_a_room(server, session, signed_in, client, name):
    path = f"/t/e/{session.public_id}/room/{name}/"
    assert client.get(path).status_code == 302
    for person in (registered(session), make_person()):
        assert signed_in(person).get(path).status_code == 403
        assert signed_in(person).post(path, {"what": "kick", "whom": "cb752940"}).status_code == 403
    assert not RoomOrder.objects.exists()
    assert signed_in(make_person(), "change_session").get(path).status_code == 200


# The health page


def line():
    return next((f for f in findings(now=timezone.now()) if f.what == "Hosts can end a meeting from here"), None)


@pytest.mark.parametrize(
    ("server_is", "tone"),
    [({}, "good"), ({"loaded": False}, "bad"), ({"trusting": True}, "bad"), ({"broken": [500, 500, 500]}, "bad")],
    ids=["works", "module missing", "takes any token", "broken"],
)
def test_the_health_page_knows_whether_rooms_can_be_steered(settings, key, key_file, server_is, tone):
    with Rooms(public_key=key.public_key(), **server_is) as stand_in:
        connect(settings, stand_in.url, key_file)
        check_rooms(now=timezone.now())

    assert line().tone == tone


def test_what_is_not_set_up_is_not_asked(settings):
    assert line() is None
    connect(settings, "http://127.0.0.1:9", "")
    assert "JITSI_CONTROL_KEY_FILE" in line().says
