import inspect
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from webinars.rooms import Role, RoomTicket, RoomUnavailable, new_room_name, rooms
from webinars.rooms.dummy import DummyRooms
from webinars.rooms.failing import FailingRooms
from webinars.rooms.jitsi import JitsiRooms

from .tickets import DOORS, ENDS, NOW, ROOM, SECRET, jitsi, join, prosody

BACKENDS = [JitsiRooms, DummyRooms, FailingRooms]


@pytest.mark.parametrize("backend", BACKENDS)
def test_role_has_no_default_anywhere(backend):
    parameters = inspect.signature(backend.join).parameters

    assert parameters["role"].default is inspect.Parameter.empty
    assert parameters["role"].kind is inspect.Parameter.KEYWORD_ONLY
    with pytest.raises(TypeError, match="role"):
        backend.join(
            object(), ROOM, identity="1", display_name="", reception="sound", not_before=DOORS, expires=ENDS, now=NOW
        )


@pytest.mark.parametrize("role", [None, "", "host", "moderator", True])
@pytest.mark.parametrize("server", [jitsi(), DummyRooms()])
def test_role_is_a_role_and_nothing_like_it(server, role):
    with pytest.raises(ValueError, match="member of Role"):
        join(server, role=role)


@pytest.mark.parametrize("server", [jitsi(), DummyRooms()])
@pytest.mark.parametrize(
    ("room_name", "values", "reason"),
    [
        ("*", {}, "room name"),
        ("", {}, "room name"),
        ("Room", {}, "room name"),
        ("кімната", {}, "room name"),
        ("a/b", {}, "room name"),
        ("room\n", {}, "room name"),
        ("-room", {}, "room name"),
        (ROOM, {"identity": "olena@example.org"}, "not an e-mail"),
        (ROOM, {"identity": ""}, "stable key"),
        (ROOM, {"now": datetime(2027, 1, 19, 16)}, "aware"),
        (ROOM, {"expires": datetime(2027, 1, 19, 16)}, "aware"),
        (ROOM, {"not_before": ENDS}, "closes after"),
    ],
)
def test_ticket_is_never_made_from(server, room_name, values, reason):
    with pytest.raises(ValueError, match=reason):
        join(server, room_name, **values)


def test_new_room_name_is_lower_case_ascii_with_eighty_bits_or_more():
    names = {new_room_name() for _ in range(2000)}

    assert len(names) == 2000
    assert {len(name) for name in names} == {20}
    assert set().union(*names) == set("abcdefghijklmnopqrstuvwxyz234567")  # 5 bits a character
    assert {join(jitsi(), name).room for name in names} == names


def test_dummy_leads_to_a_local_page_and_repeats_itself():
    ticket = join(DummyRooms(page="/try/"), display_name="Олена & Ко", role=Role.HOST)

    assert ticket == join(DummyRooms(page="/try/"), display_name="Олена & Ко", role=Role.HOST)
    assert urlsplit(ticket.url).path == "/try/"
    assert parse_qs(urlsplit(ticket.url).query) == {
        "room": [ROOM],
        "identity": ["person-42"],
        "name": ["Олена & Ко"],
        "role": ["host"],
        "receive": ["speaker"],
    }
    assert replace(ticket, url="") == RoomTicket("", "", "", "", "", ROOM, "", False)
    assert DummyRooms().frame_sources() == []


def test_failing_lets_nobody_in_and_says_so():
    with pytest.raises(RoomUnavailable, match="not available now"):
        join(FailingRooms())
    assert FailingRooms().frame_sources() == []


def test_setting_chooses_the_server(settings):
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.dummy.DummyRooms", "OPTIONS": {"page": "/try/"}}
    assert join(rooms()).url.startswith("/try/?")

    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.failing.FailingRooms"}
    assert isinstance(rooms(), FailingRooms)

    options = {"url": "https://meet.school.test", "app_id": "school", "app_secret": SECRET, "grace_minutes": 5}
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jitsi.JitsiRooms", "OPTIONS": options}
    assert prosody(join(rooms()).jwt)["exp"] == int((ENDS + timedelta(minutes=5)).timestamp())


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"BACKEND": "webinars.rooms.absent.Rooms"},
        {"BACKEND": "webinars.rooms.dummy.DummyRooms", "OPTIONS": {"colour": "blue"}},
    ],
)
def test_wrong_setting_is_said_as_one(settings, setting):
    settings.WEBINAR_ROOMS = setting

    with pytest.raises(ImproperlyConfigured, match="WEBINAR_ROOMS"):
        rooms()
