"""Floods, dead workers and wrong clocks: afterwards attendance is that of an undisturbed run."""

import tracemalloc
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from webinars.attendance import decide_ended
from webinars.models import RoomEvent
from webinars.room_tasks import read_room_events
from webinars.sources.room_server import CHUNK, read_room

from . import webhooks
from .factories import NOON, make_session
from .presence import minutes, registered, spans, statuses
from .prosody import EVENTS_SECRET, RESERVATION_SECRET, created, destroyed, joined, left, occupant, tell

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


MANY, PEOPLE, CONNECTIONS = 100_000, 300, 5_000
MEGABYTE = 1_000_000


def flood(session, people, *, number):
    """As rows: every connection of everybody comes and leaves, again and again in other words."""
    said = (
        '{"occupant": {"occupant_jid": "%d@meet.test/a", "joined_at": %d, "left_at": %d, "id": "%s"}, "n": %d, '
        '"event_name": "muc-occupant-left", "room_jid": "%s@conference.meet.test", "active_occupants_count": 0}'
    )
    for start in range(0, number, 2_000):
        RoomEvent.objects.bulk_create(
            RoomEvent(
                kind="occupant/left", room_name=session.room_name, digest=str(place), received_at=NOON,
                body=said % (
                    place % CONNECTIONS, at(place % 50), at(50 + place % 40), people[place % CONNECTIONS % PEOPLE],
                    place, session.room_name,
                ),
            )
            for place in range(start, start + 2_000)
        )  # fmt: skip


def memory_of(call):
    """Bytes that ``call`` takes at most, above what there was."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_flood_of_a_hundred_thousand_messages_is_read_once_in_little_memory(session, django_assert_max_num_queries):
    """Of a room of 300 people with 5,000 connections. What they say alone is 25 MB."""
    person = registered(session)
    strangers = [f"6f1c9a52-7d55-4f21-9b1a-{number:012}" for number in range(PEOPLE - 1)]
    flood(session, [person.public_id, *strangers], number=MANY)
    chunks = MANY // CHUNK

    with django_assert_max_num_queries(2 * chunks + 12):
        taken = memory_of(lambda: read_room(room_name=session.room_name, now=NOON))

    assert taken < 10 * MEGABYTE
    assert not RoomEvent.objects.unread().exists()
    assert RoomEvent.objects.filter(problem="").count() == MANY
    assert session.intervals.count() == len(range(0, CONNECTIONS, PEOPLE))
    assert read_room(room_name=session.room_name, now=NOON) is False


def test_a_flood_over_the_wire_is_answered_message_by_message_and_nothing_accepted_is_lost(client, session):
    """Between good messages come those without a secret, without sense and without end."""
    person, room = registered(session), session.room_name
    statuses = Counter()
    for number in range(400):
        said = left(room, occupant(person.public_id, at(number % 90), at(91), jid=f"{number}@meet.test/a"))
        statuses[tell(client, "occupant/left", said).status_code] += 1
        statuses[tell(client, "occupant/left", said, secret="guessed").status_code] += 1
        statuses[tell(client, "occupant/left", b"[]").status_code] += 1
        statuses[tell(client, "occupant/left", said).status_code] += number % 10 == 0

    assert statuses == {200: 440, 403: 400, 400: 400}
    assert RoomEvent.objects.count() == 400
    read_room(room_name=room, now=NOON)
    assert session.intervals.count() == 400
    assert not RoomEvent.objects.unread().exists()


class Unread:
    """The body of a request, of which nobody may read."""

    def read(self, *size):
        raise AssertionError("It was read.")

    readline = read


@pytest.mark.parametrize("path", ["/jitsi/events/occupant/joined", "/jitsi/jaas", "/jitsi/reservations/conference"])
def test_of_ten_megabytes_nothing_is_read(client, settings, path):
    settings.JITSI_RESERVATION_SECRET = RESERVATION_SECRET
    secret = RESERVATION_SECRET if "reservations" in path else EVENTS_SECRET
    body = {"CONTENT_LENGTH": "10000000", "wsgi.input": Unread()}

    answer = client.generic("POST", path, headers={"Authorization": f"Bearer {secret}"}, **body)

    assert answer.status_code == 413
