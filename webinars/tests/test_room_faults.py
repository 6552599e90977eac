"""Floods, dead workers and wrong clocks: afterwards attendance is that of an undisturbed run."""

import tracemalloc
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from webinars.attendance import decide_ended
from webinars.models import RoomEvent
from webinars.room_tasks import read_room_events
from webinars.sources.jitsi_events import RoomLog
from webinars.sources.room_server import read_room

from . import webhooks
from .factories import NOON, make_session
from .presence import minutes, registered, spans, statuses
from .prosody import EVENTS_SECRET, created, destroyed, joined, left, occupant, tell

LATER = NOON + minutes(131)


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.JITSI_EVENTS_SECRET = EVENTS_SECRET
    settings.JAAS_WEBHOOK_SECRET = webhooks.SECRET


@pytest.fixture
def session(db):
    return make_session(starts_at=NOON, minutes=100)


def at(minute):
    return int((NOON + minutes(minute)).timestamp())


def by_event_sync(client, room, person):
    """A meeting with a way out and back, as calls; each tells one thing."""
    said = [
        ("room/created", created(room, at(0))),
        ("occupant/joined", joined(room, occupant(person.public_id, at(5)))),
        ("occupant/left", left(room, occupant(person.public_id, at(5), at(40)))),
        ("occupant/joined", joined(room, occupant(person.public_id, at(45), jid="b@meet.test/2"))),
        ("room/destroyed", destroyed(room, at(0), at(95), [])),
    ]
    return [lambda kind=kind, payload=payload: tell(client, kind, payload) for kind, payload in said]


def by_webhooks(client, room, person):
    moments = [("JOINED", 5, "a"), ("LEFT", 40, "a"), ("JOINED", 45, "b")]
    said = [
        webhooks.participant(kind, room, person.public_id, at=NOON + minutes(minute), resource=resource)
        for kind, minute, resource in moments
    ]
    said.append(webhooks.hook("ROOM_DESTROYED", room, at=NOON + minutes(95)))
    return [lambda payload=payload: webhooks.tell(client, payload) for payload in said]


DOORS = pytest.mark.parametrize("door", [by_event_sync, by_webhooks])


@DOORS
def test_it_does_not_matter_when_or_how_often_the_worker_lives(client, session, door):
    person = registered(session)
    for call in door(client, session.room_name, person):
        assert call().status_code == 200
        read_room(room_name=session.room_name, now=NOON)
        assert call().status_code == 200  # the answer got lost, so it is said again
    often = spans(session)

    session.intervals.all().delete()  # another school, whose worker was killed between receipt and reading
    RoomEvent.objects.update(read_at=None)
    assert decide_ended(now=LATER) == 1

    assert spans(session) == often == [(5, 40), (45, 95)]
    assert statuses(session) == {person: ("present", 85)}


@DOORS
@pytest.mark.parametrize("days", [-400, 400])
def test_our_own_clock_tells_nothing_of_presence(client, session, door, monkeypatch, days):
    """It jumps between two messages, and while they are read: what counts is the room server's."""
    person, wrong = registered(session), timezone.now() + timedelta(days=days)
    calls = door(client, session.room_name, person)
    calls[0]()
    with monkeypatch.context() as patch:
        if door is by_event_sync:  # a webhook signed at another time would be refused, and sent again later
            patch.setattr("webinars.views.room_server.timezone", SimpleNamespace(now=lambda: wrong))
        for call in calls[1:]:
            assert call().status_code == 200

    read_room(room_name=session.room_name, now=wrong)

    assert spans(session) == [(5, 40), (45, 95)]


def test_a_room_server_whose_clock_jumps_back_makes_nobody_leave_before_they_came(client, session):
    person, room = registered(session), session.room_name
    tell(client, "occupant/joined", joined(room, occupant(person.public_id, at(30))))
    tell(client, "occupant/left", left(room, occupant(person.public_id, at(30), at(10))))

    read_room_events.enqueue()

    assert spans(session) == [(30, 30)]


@pytest.mark.django_db
def test_a_flood_without_a_secret_never_reaches_the_database(client, django_assert_num_queries):
    huge = b"x" * 10_000_000
    with django_assert_num_queries(0):
        for _number in range(20):
            assert tell(client, "occupant/joined", b"{}", secret="guessed").status_code == 403
            assert webhooks.tell(client, b"{}", secret="guessed").status_code == 403
        assert tell(client, "occupant/joined", huge).status_code == 413
        assert webhooks.tell(client, huge).status_code == 413


def memory_for(messages):
    """Bytes that a room's log of 50 people takes at most, and how many stays it knows."""
    person, moments = occupant("x", at(0)), [at(minute) for minute in range(90)]
    message, log = joined("room", person), RoomLog()
    tracemalloc.start()
    try:
        for number in range(messages):
            person["occupant_jid"], person["joined_at"] = f"{number % 50}@meet.test/a", moments[number % 90]
            log.add("occupant/joined", message)
        return tracemalloc.get_traced_memory()[1], len(log.stays())
    finally:
        tracemalloc.stop()


def test_a_flood_of_messages_takes_the_memory_of_its_people():
    (few, stays), (many, the_same) = memory_for(1_000), memory_for(10_000)

    assert stays == the_same == 450
    assert many < few + 20_000


def test_a_flood_of_messages_is_kept_and_read_once(client, session, django_assert_max_num_queries):
    """As one gets it: the reader streams them, and marks them in chunks."""
    person, body = registered(session), '{"occupant": {"occupant_jid": "%d@meet.test/a", "joined_at": %d, "id": "%s"}}'
    RoomEvent.objects.bulk_create(
        RoomEvent(
            kind="occupant/joined", room_name=session.room_name, digest=str(number), received_at=NOON,
            body=body % (number % 40, at(number % 60), person.public_id),
        )
        for number in range(3_000)
    )  # fmt: skip

    with django_assert_max_num_queries(25):
        read_room(room_name=session.room_name, now=NOON)

    assert session.intervals.count() == 120
    assert not RoomEvent.objects.unread().exists()
