import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from webinars.rooms import Reception, Role, RoomUnavailable

from .tickets import DOORS, ENDS, NOW, ROOM, SECRET, jitsi, join, prosody


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


@given(
    display_name=st.text(),
    identity=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="@"), min_size=1),
)
def test_any_name_makes_a_token_that_holds(display_name, identity):
    user = prosody(join(jitsi(), display_name=display_name, identity=identity).jwt)["context"]["user"]

    assert user["id"] == identity
    assert user["name"] == user["name"].strip()
    assert [character for character in user["name"] if ord(character) < 0x20] == []


# Addresses


def test_ticket_leads_to_the_room_by_link_and_by_script():
    ticket = join(jitsi(url="https://meet.school.test:8443/"))

    assert ticket.url.partition("#")[0] == f"https://meet.school.test:8443/{ROOM}?jwt={ticket.jwt}"
    assert ticket.script_url == "https://meet.school.test:8443/external_api.js"
    assert (ticket.domain, ticket.room, ticket.embed) == ("meet.school.test:8443", ROOM, True)
    assert jwt.decode(ticket.jwt, options={"verify_signature": False})["sub"] == "meet.school.test"


@pytest.mark.parametrize(
    ("reception", "sound_only", "height", "people"),
    [
        (Reception.SOUND, True, 180, 1),
        (Reception.SMALL, False, 180, 1),
        (Reception.SPEAKER, False, 360, 1),
        (Reception.SEVERAL, False, 360, 4),
    ],
)
def test_what_one_chose_to_receive_stands_in_the_link_and_for_the_script(reception, sound_only, height, people):
    ticket = join(jitsi(), reception=reception)
    toolbar = ticket.config["toolbarButtons"]

    assert parse_qs(urlsplit(ticket.url).fragment) == {
        "config.startAudioOnly": [str(sound_only).lower()],
        "config.startWithVideoMuted": ["true"],
        "config.startWithAudioMuted": ["true"],
        "config.resolution": [str(height)],
        "config.constraints.video.height.ideal": [str(height)],
        "config.constraints.video.height.max": [str(height)],
        "config.channelLastN": [str(people)],
        "config.toolbarButtons": [json.dumps(toolbar)],
        "config.disableThirdPartyRequests": ["true"],
    }
    assert ticket.config == {
        "startAudioOnly": sound_only,
        "startWithVideoMuted": True,
        "startWithAudioMuted": True,
        "resolution": height,
        "constraints": {"video": {"height": {"ideal": height, "max": height}}},
        "channelLastN": people,
        "toolbarButtons": toolbar,
        "disableThirdPartyRequests": True,
    }


def test_a_host_is_heard_at_once():
    assert join(jitsi(), role=Role.HOST).config["startWithAudioMuted"] is False


def test_the_toolbar_is_ours_and_only_hosts_record_and_mute_everybody():
    bars = {role: set(join(jitsi(), role=role).config["toolbarButtons"]) for role in Role}

    assert bars[Role.HOST] - bars[Role.PARTICIPANT] == {"recording", "security", "mute-everyone"}
    assert bars[Role.PARTICIPANT] == bars[Role.GUEST]
    assert not {"invite", "livestreaming", "sharedvideo", "etherpad", "whiteboard"} & bars[Role.HOST]


def test_the_app_gets_the_token_in_the_query():
    ticket = join(jitsi())

    path = f"meet.school.test/{ROOM}?jwt={ticket.jwt}"
    assert ticket.ios_url == f"org.jitsi.meet://{path}"
    assert ticket.android_url == f"intent://{path}#Intent;scheme=org.jitsi.meet;package=org.jitsi.meet;end"


def test_without_a_secret_the_room_name_is_the_key():
    ticket = join(jitsi(app_id="", app_secret=""))

    assert (ticket.url.partition("#")[0], ticket.jwt) == (f"https://meet.school.test/{ROOM}", "")


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
