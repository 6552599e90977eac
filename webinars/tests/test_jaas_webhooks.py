"""JaaS's webhooks, from the wire into intervals: its own vector, and all that goes wrong with them."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.models import RoomEvent
from webinars.room_tasks import read_room_events
from webinars.sources.jaas_webhooks import WebhookLog, is_signed
from webinars.sources.room_server import read_room

from .factories import NOON, make_session
from .presence import registered, spans
from .webhooks import (
    SECRET,
    VECTOR,
    VECTOR_SIGNATURE,
    VECTOR_TIME,
    hook,
    participant,
    tell,
)


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.JAAS_WEBHOOK_SECRET = SECRET


@pytest.fixture
def session(db):
    return make_session(starts_at=NOON, minutes=100)


def at(minute):
    return NOON + timedelta(minutes=minute)


def moment_of_vector(seconds=0):
    return NOON.fromtimestamp(VECTOR_TIME + seconds, NOON.tzinfo)


def test_the_documentations_own_example_is_signed():
    header = f"t={VECTOR_TIME},v1={VECTOR_SIGNATURE}"

    assert is_signed(VECTOR, header, secret=SECRET, now=moment_of_vector(5))
    assert is_signed(VECTOR, f"v0=AAAA, {header} ,v1=bm90IGl0", secret=SECRET, now=moment_of_vector(5))
    assert not is_signed(VECTOR + b" ", header, secret=SECRET, now=moment_of_vector(5))
    assert not is_signed(VECTOR, header, secret=SECRET.removeprefix("whsec_"), now=moment_of_vector(5))


@pytest.mark.parametrize("age", [-301, 86_401])
def test_what_was_signed_long_ago_or_in_the_future_is_not_believed(age):
    assert not is_signed(VECTOR, f"t={VECTOR_TIME},v1={VECTOR_SIGNATURE}", secret=SECRET, now=moment_of_vector(age))


HEADERS = ["", "t=1", "v1=AAAA", "t=,v1=", "t=1,t=2,v1=AAAA", f"t=-5,v1={VECTOR_SIGNATURE}", "t=٣,v1=x",
           f"t={VECTOR_TIME},v1=не-підпис", f"t={'9' * 5000},v1=AAAA", f"v1={VECTOR_SIGNATURE}"]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS, ids=range(len(HEADERS)))
def test_a_broken_signature_is_none(header):
    assert is_signed(VECTOR, header, secret=SECRET, now=moment_of_vector()) is False


def test_a_meeting_from_its_first_word_to_its_last(client, session):
    person, room = registered(session), session.room_name
    said = [
        participant("JOINED", room, person.public_id, at=at(5)),  # before ROOM_CREATED, as JaaS may
        hook("ROOM_CREATED", room, at=at(4)),
        participant("LEFT", room, person.public_id, at=at(95), disconnectReason="left"),
        hook("ROOM_DESTROYED", room, at=at(96)),
    ]

    assert [tell(client, payload).status_code for payload in said] == [200] * 4
    assert not session.intervals.exists()  # a task reads
    read_room_events.enqueue()

    assert (session.intervals.get().person, spans(session)) == (person, [(5, 95)])
    assert not RoomEvent.objects.exclude(problem="").exists()


def test_one_message_is_one_row_by_its_key_whenever_it_was_signed(client, session):
    payload = participant("JOINED", session.room_name, "x", at=at(1))
    body = json.dumps(payload).encode()

    for ago in (timedelta(0), timedelta(hours=3)):
        assert tell(client, body, ago=ago).status_code == 200

    assert RoomEvent.objects.get().body.encode() == body


def test_unsigned_strange_and_too_large_bodies_are_refused(client, settings, session):
    payload = hook("ROOM_CREATED", session.room_name, at=NOON)
    keyless = {**payload, "idempotencyKey": ""}

    assert tell(client, payload, secret="").status_code == 403
    assert tell(client, payload, secret="another").status_code == 403
    assert tell(client, payload, ago=timedelta(days=2)).status_code == 403
    assert [tell(client, body).status_code for body in (b"{", b"[]", b"{}", keyless)] == [400] * 4
    assert tell(client, b"x" * 10_000_000).status_code == 413
    assert client.get("/jitsi/jaas").status_code == 405
    assert not RoomEvent.objects.exists()

    settings.JAAS_WEBHOOK_SECRET = ""
    assert tell(client, payload).status_code == 404


def test_a_breakout_two_devices_and_a_way_back_are_one_presence(client, session):
    """The connection is the same in the main room, aside, and in the main room again."""
    person, room = registered(session), session.room_name
    for kind, minute, where in [
        ("JOINED", 0, {}), ("LEFT", 30, {}), ("JOINED", 30, {"breakout": "8d8a9f36"}),
        ("LEFT", 50, {"breakout": "8d8a9f36"}), ("JOINED", 50, {}), ("LEFT", 70, {}),
        ("JOINED", 10, {"resource": "phone"}), ("LEFT", 40, {"resource": "phone"}),
    ]:  # fmt: skip
        tell(client, participant(kind, room, person.public_id, at=at(minute), **where))

    read_room(room_name=room, now=NOON)

    assert sorted(spans(session)) == [(0, 30), (10, 40), (30, 50), (50, 70)]


def test_who_is_not_said_to_have_left_is_believed_until_the_room_was_emptied_or_fell_silent(client, session):
    person, other, room = registered(session), registered(session), session.room_name
    tell(client, participant("JOINED", room, person.public_id, at=at(1)))
    tell(client, participant("JOINED", room, other.public_id, at=at(20), resource="o"))
    read_room(room_name=room, now=NOON)
    assert spans(session) == [(1, 20), (20, 20)]

    tell(client, hook("ROOM_DESTROYED", room, at=at(60)))
    read_room(room_name=room, now=NOON)

    assert spans(session) == [(1, 60), (20, 60)]


def test_other_messages_are_kept_and_tell_nothing_of_presence(client, session):
    for kind in ("CHAT_UPLOADED", "POLL_CREATED", "USAGE", "SOMETHING_NEW"):
        payload = hook(kind, session.room_name, at=NOON)
        assert tell(client, {**payload, "data": [] if kind == "USAGE" else {}}).status_code == 200

    assert read_room(room_name=session.room_name, now=NOON) is False
    assert set(RoomEvent.objects.values_list("kind", "problem")) == {("jaas/other", "")}


@pytest.mark.parametrize(
    "wrong", [{"timestamp": 1795469326}, {"timestamp": 10**400}, {"data": {"id": "x"}}, {"data": []}],
    ids=["seconds", "endless", "no connection", "no data"],
)  # fmt: skip
def test_what_cannot_be_is_kept_with_a_note(client, session, wrong):
    payload = participant("JOINED", session.room_name, "x", at=NOON) | wrong
    assert tell(client, payload).status_code == 200

    read_room(room_name=session.room_name, now=NOON)

    assert RoomEvent.objects.get().problem.startswith("The message names no")
    assert not session.intervals.exists()


MOVES = st.lists(
    st.tuples(st.sampled_from(["JOINED", "LEFT"]), st.sampled_from("ab"), st.sampled_from(["", "side"]),
              st.integers(0, 90)), max_size=8
)  # fmt: skip


@given(MOVES, st.randoms())
def test_order_and_repetition_do_not_matter(moves, chance):
    said = [
        (f"jaas/{kind.lower()}", participant(kind, "room", who, at=at(minute), resource=who, breakout=where))
        for kind, who, where, minute in moves
    ] + [("jaas/destroyed", hook("ROOM_DESTROYED", "room", at=at(95)))]
    again = said * 2
    chance.shuffle(again)

    def stays(messages):
        log = WebhookLog()
        for kind, payload in messages:
            log.add(kind, payload)
        return log.stays()

    assert stays(again) == stays(said)
    assert all(at(0) <= stay.joined_at <= stay.left_at <= at(95) for stay in stays(said))
