import inspect
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from webinars.rooms import Role, RoomTicket, RoomUnavailable, new_room_name, rooms
from webinars.rooms.dummy import DummyRooms
from webinars.rooms.failing import FailingRooms
from webinars.rooms.jitsi import JitsiRooms

SECRET = "a-secret-of-the-test-that-is-long-enough"
DOORS = datetime(2027, 1, 19, 15, 45, tzinfo=UTC)
ENDS = datetime(2027, 1, 19, 17, 30, tzinfo=UTC)
NOW = datetime(2027, 1, 19, 16, 5, 30, 700_000, tzinfo=UTC)
ROOM = "b5x2room-of-the-webinar"
BACKENDS = [JitsiRooms, DummyRooms, FailingRooms]


def jitsi(**options):
    return JitsiRooms(
        **{"url": "https://meet.school.test", "app_id": "school", "app_secret": SECRET, "grace_minutes": 30, **options}
    )


def join(server, room_name=ROOM, **values):
    asked = {
        "identity": "person-42",
        "display_name": "Олена з Ві",
        "role": Role.PARTICIPANT,
        "not_before": DOORS,
        "expires": ENDS,
        "now": NOW,
    }
    return server.join(room_name, **{**asked, **values})


def prosody(token, *, room=ROOM, at=NOW, secret=SECRET, subject="meet.school.test"):
    """Judge a token as Jitsi's token plugins do: signature, every claim, no leeway; return what it says of the user."""
    header = jwt.get_unverified_header(token)
    if header["typ"] != "JWT":
        raise jwt.InvalidTokenError("Invalid typ")
    claims = jwt.decode(
        token,
        secret,
        algorithms=["HS256"],
        audience="jitsi",
        issuer="school",
        options={
            "require": ["exp", "nbf", "iss", "aud", "sub", "room"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
            "strict_aud": True,
        },
    )
    if claims["exp"] <= at.timestamp():
        raise jwt.ExpiredSignatureError("Not acceptable by exp")
    if claims["nbf"] > at.timestamp():
        raise jwt.ImmatureSignatureError("Not acceptable by nbf")
    if claims["room"] != room or claims["sub"] != subject:
        raise jwt.InvalidTokenError("Room and token mismatched")
    return claims


# Jitsi's token


def test_token_says_exactly_this():
    ticket = join(jitsi())

    assert jwt.get_unverified_header(ticket.jwt) == {"typ": "JWT", "alg": "HS256"}
    assert prosody(ticket.jwt) == {
        "iss": "school",
        "aud": "jitsi",
        "sub": "meet.school.test",
        "room": ROOM,
        "iat": int(datetime(2027, 1, 19, 16, 5, 30, tzinfo=UTC).timestamp()),
        "nbf": int(datetime(2027, 1, 19, 16, 4, 30, tzinfo=UTC).timestamp()),
        "exp": int(datetime(2027, 1, 19, 18, 0, tzinfo=UTC).timestamp()),
        "context": {
            "user": {"id": "person-42", "name": "Олена з Ві", "moderator": False, "lobby_bypass": False},
            "features": {
                "send-groupchat": True,
                "send-private-message": True,
                "screen-sharing": True,
                "create-polls": False,
                "recording": False,
                "livestreaming": False,
            },
        },
    }


@pytest.mark.parametrize(
    ("role", "is_host", "features"),
    [
        (
            Role.HOST,
            True,
            {"create-polls", "recording", "screen-sharing", "send-groupchat", "send-private-message"},
        ),
        (Role.PARTICIPANT, False, {"screen-sharing", "send-groupchat", "send-private-message"}),
        (Role.GUEST, False, {"send-groupchat"}),
    ],
)
def test_role_decides_what_one_may_do(role, is_host, features):
    context = prosody(join(jitsi(), role=role).jwt)["context"]

    assert (context["user"]["moderator"], context["user"]["lobby_bypass"]) == (is_host, is_host)
    assert {feature for feature, granted in context["features"].items() if granted is True} == features


@pytest.mark.parametrize("backend", BACKENDS)
def test_role_has_no_default_anywhere(backend):
    parameters = inspect.signature(backend.join).parameters

    assert parameters["role"].default is inspect.Parameter.empty
    assert parameters["role"].kind is inspect.Parameter.KEYWORD_ONLY
    with pytest.raises(TypeError, match="role"):
        backend.join(object(), ROOM, identity="1", display_name="", not_before=DOORS, expires=ENDS, now=NOW)


@pytest.mark.parametrize("role", [None, "", "host", "moderator", True])
@pytest.mark.parametrize("server", [jitsi(), DummyRooms()])
def test_role_is_a_role_and_nothing_like_it(server, role):
    with pytest.raises(ValueError, match="member of Role"):
        join(server, role=role)


def test_token_of_another_secret_is_refused():
    with pytest.raises(jwt.InvalidSignatureError):
        prosody(join(jitsi(app_secret="another-secret-that-is-just-as-long")).jwt)


def test_changed_token_is_refused():
    header, _, signature = join(jitsi(), role=Role.GUEST).jwt.split(".")
    _, claims, _ = join(jitsi(), role=Role.HOST).jwt.split(".")

    with pytest.raises(jwt.InvalidSignatureError):
        prosody(f"{header}.{claims}.{signature}")


def test_token_opens_only_its_own_room_and_server():
    token = join(jitsi()).jwt

    with pytest.raises(jwt.InvalidTokenError, match="mismatched"):
        prosody(token, room="another-room")
    with pytest.raises(jwt.InvalidTokenError, match="mismatched"):
        prosody(token, subject="meet.other.test")


def test_token_dies_when_the_grace_after_the_end_is_over():
    token = join(jitsi(grace_minutes=10)).jwt

    assert prosody(token, at=ENDS + timedelta(minutes=9, seconds=59))["room"] == ROOM
    with pytest.raises(jwt.ExpiredSignatureError):
        prosody(token, at=ENDS + timedelta(minutes=10))


def test_token_allows_a_clock_one_minute_behind_and_no_more():
    token = join(jitsi(), now=NOW.replace(microsecond=0)).jwt

    assert prosody(token, at=NOW.replace(microsecond=0) - timedelta(seconds=60))["room"] == ROOM
    with pytest.raises(jwt.ImmatureSignatureError):
        prosody(token, at=NOW.replace(microsecond=0) - timedelta(seconds=61))


def test_token_made_before_the_doors_open_waits_for_them():
    token = join(jitsi(), now=DOORS - timedelta(hours=5)).jwt

    with pytest.raises(jwt.ImmatureSignatureError):
        prosody(token, at=DOORS - timedelta(seconds=61))
    assert prosody(token, at=DOORS - timedelta(seconds=60))["room"] == ROOM


def test_no_ticket_after_the_end_and_its_grace():
    assert join(jitsi(), now=ENDS + timedelta(minutes=29, seconds=59)).jwt
    with pytest.raises(RoomUnavailable, match="over"):
        join(jitsi(), now=ENDS + timedelta(minutes=30))


def test_subject_may_be_configured():
    assert prosody(join(jitsi(subject="tenant")).jwt, subject="tenant")["sub"] == "tenant"


def test_no_e_mail_reaches_a_token():
    context = prosody(join(jitsi(), display_name="olena.kovalenko@example.org").jwt)["context"]

    assert context["user"]["name"] == "olena.kovalenko"
    assert "email" not in context["user"]


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


@given(
    display_name=st.text(),
    identity=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="@"), min_size=1),
)
def test_any_name_makes_a_token_that_holds(display_name, identity):
    user = prosody(join(jitsi(), display_name=display_name, identity=identity).jwt)["context"]["user"]

    assert user["id"] == identity
    assert user["name"] == user["name"].strip()
    assert [character for character in user["name"] if ord(character) < 0x20] == []


# Jitsi's addresses


def test_ticket_leads_to_the_room_by_link_and_by_script():
    ticket = join(jitsi(url="https://meet.school.test:8443/"))

    assert ticket.url == f"https://meet.school.test:8443/{ROOM}?jwt={ticket.jwt}"
    assert ticket.script_url == "https://meet.school.test:8443/external_api.js"
    assert (ticket.domain, ticket.room, ticket.embed) == ("meet.school.test:8443", ROOM, True)
    assert jwt.decode(ticket.jwt, options={"verify_signature": False})["sub"] == "meet.school.test"


def test_low_data_link_is_the_same_way_in_with_sound_only():
    ticket = join(jitsi())

    parts = urlsplit(ticket.low_data_url)
    assert parts._replace(fragment="").geturl() == ticket.url
    assert parse_qs(parts.fragment) == {
        "config.startAudioOnly": ["true"],
        "config.startWithVideoMuted": ["true"],
        "config.resolution": ["180"],
        "config.channelLastN": ["1"],
        "config.disableThirdPartyRequests": ["true"],
    }


def test_without_a_secret_the_room_name_is_the_key():
    ticket = join(jitsi(app_id="", app_secret=""))

    assert (ticket.url, ticket.jwt) == (f"https://meet.school.test/{ROOM}", "")
    assert ticket.low_data_url.startswith(f"https://meet.school.test/{ROOM}#config.startAudioOnly=true")


def test_page_is_told_which_origin_to_allow():
    assert jitsi(url="https://meet.school.test:8443/").frame_sources() == ["https://meet.school.test:8443"]


@pytest.mark.parametrize(
    "options",
    [
        {"url": "http://meet.school.test"},
        {"url": "meet.school.test"},
        {"url": ""},
        {"url": "https://user:password@meet.school.test"},
        {"app_id": ""},
        {"app_secret": ""},
    ],
)
def test_half_a_configuration_is_refused(options):
    with pytest.raises(ImproperlyConfigured):
        jitsi(**options)


def test_server_on_ones_own_computer_needs_no_https():
    assert jitsi(url="http://localhost:8000").frame_sources() == ["http://localhost:8000"]


def test_ticket_and_server_do_not_print_secrets():
    ticket = join(jitsi())

    assert ticket.jwt not in repr(ticket)
    assert SECRET not in f"{jitsi()!r} {vars(ticket)!r}"


# Names, the other servers, the setting


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
    }
    assert ticket.low_data_url == f"{ticket.url}&audio=1"
    assert replace(ticket, url="", low_data_url="") == RoomTicket("", "", "", "", ROOM, "", False)
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
