"""What Prosody is told when it asks whether a room may open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from webinars.models import RoomEvent
from webinars.sources.jitsi_events import plain_room_name

from .factories import make_session, session_around
from .prosody import RESERVATION_SECRET, ask, headers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked(settings):
    settings.JITSI_RESERVATION_SECRET = RESERVATION_SECRET


def starting_in(minutes, **fields):
    return make_session(starts_at=timezone.now() + timedelta(minutes=minutes), **fields)


def test_a_room_opens_for_its_session_until_that_closes(client):
    session = session_around()

    answer = ask(client, session.room_name)

    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (201, "application/json")
    assert said["id"] == str(session.public_id)
    assert (said["name"], said["mail_owner"]) == (session.room_name, "ff48e784-a08a-40f1-983a-e79cdf75fefc@meet.test")
    end = datetime.fromisoformat(said["start_time"]).astimezone(UTC) + timedelta(seconds=said["duration"])
    assert timedelta(0) <= session.ends_at + timedelta(minutes=30) - end < timedelta(seconds=5)


def test_asking_again_gives_the_same_id_and_is_written_down_once(client):
    session = session_around()

    first, second = ask(client, session.room_name), ask(client, session.room_name)

    assert first.json()["id"] == second.json()["id"]
    assert (first.status_code, second.status_code) == (201, 201)
    assert list(RoomEvent.objects.values_list("kind", "room_name")) == [("reserved", session.room_name)]


def test_a_tenants_room_is_answered_in_its_own_name(client):
    session = session_around()

    answer = ask(client, f"[acme]{session.room_name}")

    assert (answer.status_code, answer.json()["name"]) == (201, f"[acme]{session.room_name}")
    assert plain_room_name("[acme]Room") == "room"


def test_hosts_enter_generously_early_because_a_refusal_is_remembered(client):
    assert ask(client, starting_in(64).room_name).status_code == 201

    late = ask(client, starting_in(180).room_name)
    assert late.status_code == 403
    assert late.json()["message"].startswith("The room opens on")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "draft"}, "There is no live session in this room."),
        ({"state": "cancelled"}, "This session does not take place."),
        ({"mode": "in_person", "place": "Київ"}, "There is no live session in this room."),
    ],
)
def test_what_does_not_take_place_online_gets_no_room(client, fields, message):
    answer = ask(client, session_around(**fields).room_name)

    assert (answer.status_code, answer.json()) == (403, {"message": message})


def test_a_room_that_was_closed_stays_closed(client):
    answer = ask(client, starting_in(-121).room_name)

    assert (answer.status_code, answer.json()) == (403, {"message": "This session is over."})


@pytest.mark.parametrize("name", ["", "somebodys-own-room", "*", "a\x00b", "[acme]", "x" * 3000])
def test_a_room_the_school_does_not_know_is_refused(client, name):
    session_around()

    assert ask(client, name).status_code == 403
    assert not RoomEvent.objects.exists()


@pytest.mark.parametrize("secret", ["", "wrong", RESERVATION_SECRET + "x", "пароль"])
def test_who_does_not_show_the_secret_learns_nothing(client, secret):
    answer = ask(client, session_around().room_name, secret=secret)

    assert (answer.status_code, answer.json()) == (403, {"message": "The secret is missing or wrong."})


def test_without_a_secret_in_the_settings_there_is_no_such_address(client, settings):
    settings.JITSI_RESERVATION_SECRET = ""

    assert ask(client, session_around().room_name, secret="").status_code == 404


def test_a_conflict_is_solved_by_asking_for_the_reservation(client):
    session = session_around()
    reserved = ask(client, session.room_name).json()

    found = client.get(f"/jitsi/reservations/conference/{reserved['id']}", headers=headers(RESERVATION_SECRET))

    assert (found.status_code, found.json()["id"], found.json()["name"]) == (200, reserved["id"], session.room_name)


def test_a_break_in_which_everybody_leaves_ends_nothing(client):
    session = session_around()
    reserved = ask(client, session.room_name).json()
    address = f"/jitsi/reservations/conference/{reserved['id']}"

    gone = client.delete(address, headers=headers(RESERVATION_SECRET))

    assert gone.status_code == 204
    assert client.get(address, headers=headers(RESERVATION_SECRET)).status_code == 200
    assert ask(client, session.room_name).json()["id"] == reserved["id"]


def test_a_reservation_that_is_over_or_unknown_is_not_found(client):
    over = starting_in(-300)

    for key in (over.public_id, "0a7f0c52-7d55-4f21-9b1a-3f0f4f3a7a10", "364758328.0"):
        found = client.get(f"/jitsi/reservations/conference/{key}", headers=headers(RESERVATION_SECRET))
        assert found.status_code == 404


def test_a_question_of_ten_megabytes_is_not_read(client):
    answer = ask(client, "x" * 10_000_000)

    assert answer.status_code == 413


def test_addresses_end_without_a_slash_and_without_a_redirect(client):
    answer = client.get("/jitsi/reservations/conference", headers=headers(RESERVATION_SECRET))

    assert answer.status_code == 405
