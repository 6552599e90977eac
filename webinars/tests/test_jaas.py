"""Rooms rented from 8x8: the token, the addresses, the page, and what the health page knows of them."""

from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from lms import checks
from webinars.models import RoomEvent
from webinars.room_health import findings
from webinars.rooms import Role
from webinars.rooms.jaas import JaasRooms

from .factories import make_session
from .presence import registered
from .test_room_keys import written
from .tickets import DOORS, ENDS, NOW, ROOM, join
from .webhooks import APP_ID, SECRET

KEY_ID = f"{APP_ID}/4a8f2e"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def key_file(key, tmp_path_factory):
    return written(key, tmp_path_factory.mktemp("keys") / "jaas.pem")


def options(key_file, **changes):
    return {"app_id": APP_ID, "key_id": KEY_ID, "private_key_file": key_file, **changes}


@pytest.fixture
def rented(settings, key_file):
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jaas.JaasRooms", "OPTIONS": options(key_file)}
    settings.JAAS_WEBHOOK_SECRET = SECRET


def claims(token, key):
    unchecked = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "strict_aud": True}
    return jwt.decode(token, key.public_key(), algorithms=["RS256"], audience="jitsi", issuer="chat", options=unchecked)


def test_the_token_is_as_jaas_asks_for_it(key, key_file):
    server = JaasRooms(**options(key_file))
    token = join(server, role=Role.HOST).jwt
    said = claims(token, key)

    assert jwt.get_unverified_header(token) == {"alg": "RS256", "typ": "JWT", "kid": KEY_ID}
    assert (said["sub"], said["room"]) == (APP_ID, ROOM)  # the room without the AppID
    assert said["nbf"] == int(NOW.timestamp()) - 60
    assert said["exp"] == int((ENDS + timedelta(minutes=30)).timestamp())
    assert said["context"]["user"]["moderator"] is True
    assert said["context"]["features"]["recording"] is True
    assert said["context"]["features"]["livestreaming"] is False
    assert DOORS < NOW


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.GUEST])
def test_only_the_host_moderates(key, key_file, role):
    context = claims(join(JaasRooms(**options(key_file)), role=role).jwt, key)["context"]

    assert context["user"]["moderator"] is False
    assert context["features"]["recording"] is False


def test_addresses_name_the_application(key_file):
    ticket = join(JaasRooms(**options(key_file)))

    assert (ticket.domain, ticket.room) == ("8x8.vc", f"{APP_ID}/{ROOM}")
    assert ticket.script_url == f"https://8x8.vc/{APP_ID}/external_api.js"
    assert ticket.url.startswith(f"https://8x8.vc/{APP_ID}/{ROOM}?jwt={ticket.jwt}#config.")
    assert (ticket.ios_url, ticket.android_url) == ("", "")


@pytest.mark.parametrize(
    "changes", [{"app_id": ""}, {"key_id": ""}, {"key_id": "4a8f2e"}, {"key_id": "other/4a8f2e"},
                {"private_key_file": ""}, {"private_key_file": "/nowhere.pem"}]
)  # fmt: skip
def test_half_of_the_settings_is_refused_and_the_check_says_so(settings, key_file, changes):
    with pytest.raises(ImproperlyConfigured):
        JaasRooms(**options(key_file, **changes))
    settings.WEBINAR_ROOMS = {
        "BACKEND": "webinars.rooms.jaas.JaasRooms",
        "OPTIONS": options(key_file, **changes),
    }

    assert [found.id for found in checks.rooms_are_whole(None)] == ["lms.E008"]


def test_the_checks_accept_the_whole_and_miss_the_secret_of_the_webhook(settings, rented):
    wanted = [checks.rooms_are_whole, checks.rooms_have_a_secret, checks.rented_rooms_tell_who_came]
    assert [check(None) for check in wanted] == [[], [], []]

    settings.JAAS_WEBHOOK_SECRET = ""

    assert [found.id for found in checks.rented_rooms_tell_who_came(None)] == ["lms.W009"]


@pytest.mark.django_db
def test_the_room_page_lets_only_8x8_in_and_names_the_room_by_its_application(rented, signed_in):
    session = make_session(starts_at=timezone.now() - timedelta(minutes=10))
    person = registered(session)

    page = signed_in(person).get(f"/s/{session.public_id}/room/")

    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";") if part.strip())
    assert policy["frame-src"].split() == ["'self'", "https://8x8.vc"]
    assert policy["script-src"].split() == ["'self'", "https://8x8.vc"]
    assert 'camera=(self "https://8x8.vc")' in page["Permissions-Policy"]
    assert f'data-room="{APP_ID}/{session.room_name}"' in page.content.decode()
    assert f'src="https://8x8.vc/{APP_ID}/external_api.js"' in page.content.decode()
    assert "intent://" not in page.content.decode()


def lines():
    return {found.what: (found.tone, found.says) for found in findings(now=timezone.now())}


@pytest.mark.django_db
def test_the_health_page_speaks_of_jaas(rented, settings):
    tokens, tells = "It lets our tokens in", "It tells who came and left"
    assert list(lines()) == ["The room server answers", tokens, tells, "What it tells is read"]
    assert lines()[tokens][0] == lines()[tells][0] == "unknown"

    values = {"room_name": "room", "digest": "d", "body": "{}", "received_at": timezone.now()}
    RoomEvent.objects.create(kind="jaas/joined", read_at=timezone.now(), **values)
    assert lines()[tokens][0] == lines()[tells][0] == "good"

    settings.JAAS_WEBHOOK_SECRET = ""
    assert lines()[tells] == ("bad", "Not set: JAAS_WEBHOOK_SECRET.")
