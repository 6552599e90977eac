"""The page that says whether live rooms work: every missing step shows, with what to do about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from webinars.models import RoomCheck, RoomEvent
from webinars.room_health import check_rooms, findings

from .bosh import StandIn
from .factories import make_person, make_session

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-test-that-is-long-enough"
DOOR = "It lets our tokens in"
STRANGERS = "It keeps others out"
OPENS = "Rooms open for sessions only"
TELLS = "It tells who came and left"


@pytest.fixture
def connect(settings):
    """Point the school at a stand-in."""

    def to(server, **options):
        values = {"url": server.url, "app_id": "school", "app_secret": SECRET, "subject": "meet.test", **options}
        settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jitsi.JitsiRooms", "OPTIONS": values}
        settings.JITSI_RESERVATION_SECRET = settings.JITSI_EVENTS_SECRET = "secret"

    return to


def said(kind, *, ago, **fields):
    moment = timezone.now() - ago
    values = {"room_name": "room", "digest": f"{kind}{ago}", "body": "{}", "received_at": moment, "read_at": moment}
    return RoomEvent.objects.create(kind=kind, **{**values, **fields})


def tones():
    return {finding.what: finding.tone for finding in findings(now=timezone.now())}


def finding(what):
    return next(found for found in findings(now=timezone.now()) if found.what == what)


def test_all_is_well(connect):
    said("reserved", ago=timedelta(minutes=5))
    said("room/created", ago=timedelta(minutes=5))
    with StandIn(secret=SECRET) as server:
        connect(server)
        check_rooms(now=timezone.now())

    assert set(tones().values()) == {"good"}
    assert len(tones()) == 6
    assert server.ended == ["sid-0", "sid-1"]


def test_a_server_that_is_away_is_said_to_be_and_old_answers_are_forgotten(connect):
    with StandIn(secret=SECRET) as server:
        connect(server)
        check_rooms(now=timezone.now())
    check_rooms(now=timezone.now())

    assert list(RoomCheck.objects.values_list("question", "ok", "detail")) == [("server", False, "ConnectionError")]
    assert finding("The room server answers").advice.startswith("Check JITSI_URL")
    assert tones()[DOOR] == "unknown"


def test_a_secret_that_differs_shows_in_the_servers_own_words(connect):
    with StandIn(secret="another-secret-that-is-long-enough-too") as server:
        connect(server)
        check_rooms(now=timezone.now())

    assert (finding(DOOR).tone, finding(STRANGERS).tone) == ("bad", "good")
    assert finding(DOOR).says.startswith("Invalid signature. Asked on")
    assert "JITSI_APP_SECRET" in finding(DOOR).advice


def test_a_server_that_lets_anybody_in_is_found_out(connect):
    with StandIn(secret=None) as server:
        connect(server)
        check_rooms(now=timezone.now())

    assert (finding(DOOR).tone, finding(STRANGERS).tone) == ("good", "bad")


def test_something_else_at_that_address_is_no_proof(connect):
    with StandIn(secret=SECRET, silent=True) as server:
        connect(server)
        check_rooms(now=timezone.now())

    assert (finding(DOOR).tone, finding(STRANGERS).tone) == ("bad", "unknown")
    assert finding(DOOR).says.startswith("The server opened no XMPP session.")


def test_without_the_script_the_server_is_not_asked_further(connect):
    with StandIn(secret=SECRET, script_status=502) as server:
        connect(server)
        check_rooms(now=timezone.now())

    assert finding("The room server answers").says.startswith("HTTP 502.")
    assert server.tokens == {}


def test_nothing_of_the_token_is_written_down(connect):
    with StandIn(secret="another-secret-that-is-long-enough-too") as server:
        connect(server)
        check_rooms(now=timezone.now())

    kept = str(list(RoomCheck.objects.values()))
    assert not any(token[:20] in kept for token in server.tokens.values())


def test_missing_secrets_are_named(settings, connect):
    with StandIn(secret=SECRET) as server:
        connect(server, app_id="", app_secret="")
        settings.JITSI_RESERVATION_SECRET = settings.JITSI_EVENTS_SECRET = ""
        check_rooms(now=timezone.now())

    names = [finding(what).says for what in (DOOR, OPENS, TELLS)]
    assert "JITSI_APP_ID, JITSI_APP_SECRET" in names[0]
    assert names[1:] == ["Not set: JITSI_RESERVATION_SECRET.", "Not set: JITSI_EVENTS_SECRET."]
    assert STRANGERS not in tones()


def test_an_answer_of_half_an_hour_ago_is_none(connect):
    with StandIn(secret=SECRET) as server:
        connect(server)
        check_rooms(now=timezone.now() - timedelta(minutes=31))

    assert tones()["The room server answers"] == "unknown"


def test_a_session_without_a_word_from_its_room_shows(connect):
    with StandIn(secret=SECRET) as server:
        connect(server)
    said("occupant/joined", ago=timedelta(days=2))
    assert tones()[TELLS] == "good"

    make_session(starts_at=timezone.now() - timedelta(hours=5))

    assert tones()[TELLS] == "bad"


def test_messages_that_wait_or_tell_nothing_show():
    said("occupant/joined", ago=timedelta(minutes=1), problem="No session has this room.")
    assert tones()["What it tells is read"] == "unknown"

    said("occupant/left", ago=timedelta(minutes=11), read_at=None)

    assert finding("What it tells is read").says == "Messages that wait to be read: 1."


def test_rooms_without_a_server_are_asked_nothing(settings):
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.dummy.DummyRooms"}

    check_rooms(now=timezone.now())

    assert not RoomCheck.objects.exists()


def test_planners_see_the_page_and_ask_anew(client, admin_client, connect):
    with StandIn(secret=SECRET) as server:
        connect(server)
        asked = admin_client.post("/admin/room_health/", follow=True)

    assert asked.status_code == 200
    assert "The room server answers" in asked.content.decode()
    assert RoomCheck.objects.filter(ok=True).count() == 3
    client.logout()
    client.force_login(make_person().user, backend="people.backends.SchoolBackend")
    assert client.get("/admin/room_health/").status_code == 302
