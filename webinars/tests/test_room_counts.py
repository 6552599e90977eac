"""Room-size: how many the room server counts, where it told the school of nobody."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from webinars.hosting import orders
from webinars.models import RoomCheck
from webinars.room_health import check_rooms, findings
from webinars.rooms import rooms
from webinars.rooms.steering import NotDone

from .factories import make_person, make_session
from .prosody import created
from .steered import HOST, Rooms
from .test_room_keys import written
from .test_steering import connect, give, told

pytestmark = pytest.mark.django_db
LINE = "It tells of everybody who is in a room"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def session(db):
    return make_session(starts_at=timezone.now() - timedelta(minutes=10), host=make_person())


@pytest.fixture
def server(settings, key, tmp_path):
    with Rooms(public_key=key.public_key()) as stand_in:
        connect(settings, stand_in.url, written(key, tmp_path / "system.pem"))
        yield stand_in


def fill(server, session, number):
    server.rooms[session.room_name] = [(f"nick{place}", f"Name {place}") for place in range(number)]


def size(session):
    return rooms().steering(session.room_name, now=timezone.now()).size(session.room_name)


def line():
    return next((found for found in findings(now=timezone.now()) if found.what == LINE), None)


def checked():
    check_rooms(now=timezone.now())
    found = line()
    return (found.tone, found.says) if found else None


def test_the_size_is_asked_as_prosody_wants_it(server, session):
    assert size(session) == 0  # no such room
    fill(server, session, 0)
    assert size(session) == 1  # the focus alone counts
    fill(server, session, 3)
    assert size(session) == 3
    assert set(server.asked) == {("GET", "/room-size", HOST)}


def test_a_busy_server_is_asked_again_and_a_strange_answer_counts_nobody(server, session, monkeypatch):
    fill(server, session, 3)
    server.broken = [503, 502]
    assert size(session) == 3

    server.broken = [503, 503, 503]
    with pytest.raises(NotDone, match="503"):
        size(session)
    monkeypatch.setattr(Rooms, "size", lambda self, room: (200, '{"participants": "many"}'))
    assert size(session) == 0
    monkeypatch.setattr(Rooms, "size", lambda self, room: (200, "<html>"))
    with pytest.raises(NotDone):
        size(session)


def test_with_tokens_a_room_that_is_not_there_is_forbidden_and_empty(server, session):
    server.broken = [403]

    assert size(session) == 0


def test_who_speaks_into_a_room_of_whom_nothing_was_told_reads_how_many_did_not_hear_it(server, session):
    fill(server, session, 4)

    problem = give(session, "say", text="Хто тут?").problem

    assert "counts 4 people" in problem
    assert server.said == []


def test_a_room_that_counts_people_and_names_none_is_not_said_to_be_empty(server, session, monkeypatch):
    fill(server, session, 4)
    monkeypatch.setattr(Rooms, "list", lambda self, room: (200, "{}"))

    assert "counts 4 people" in give(session, "look").problem
    assert orders.people_of_room(session, now=timezone.now()) == ([], None)


def test_the_health_page_sees_people_of_whom_nothing_was_told(server, session):
    assert checked() is None  # nobody is counted, which says nothing
    fill(server, session, 1)
    assert checked() is None
    fill(server, session, 3)
    tone, says = checked()
    assert (tone, says.startswith(f"3 people are in the room {session.room_name}")) == ("bad", True)
    assert "step 4" in line().advice

    told("room/created", created(session.room_name, int(timezone.now().timestamp()) - 60))
    assert checked()[0] == "good"
    server.rooms.clear()
    assert checked()[0] == "good"  # until there is another answer


def test_only_rooms_in_which_a_session_is_on_are_asked_about(server, session):
    on, others = {"starts_at": session.starts_at}, ({"mode": "in_person", "place": "Львів"}, {"state": "cancelled"})
    just_begun, to_come = ({"starts_at": timezone.now() + timedelta(minutes=late)} for late in (-2, 1440))
    for fields in (just_begun, to_come, *({**on, **other} for other in others)):
        fill(server, make_session(event=session.event, **fields), 9)

    assert checked() is None


def test_a_server_that_does_not_answer_is_said_so_and_one_that_cannot_be_asked_has_no_line(settings, session, server):
    fill(server, session, 3)
    checked()
    connect(settings, "http://127.0.0.1:9", "")
    assert checked() == ("bad", line().says)
    assert "does not answer (ConnectionError)" in line().says

    connect(settings, "", "")
    assert checked() is None
    assert not RoomCheck.objects.filter(question="counted").exists()
