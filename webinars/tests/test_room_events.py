"""Event sync, from the wire into intervals: requests as captured, and all that goes wrong with them."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from webinars.attendance import decide, decide_ended
from webinars.models import AttendanceInterval, RoomEvent
from webinars.room_tasks import read_room_events
from webinars.sources.room_server import read_room

from .factories import NOON, make_person, make_session
from .presence import registered, seen, spans, statuses
from .prosody import EVENTS_SECRET, created, destroyed, joined, left, occupant, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.JITSI_EVENTS_SECRET = EVENTS_SECRET


@pytest.fixture
def session(db):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100)


def at(minute):
    return int((NOON + timedelta(minutes=minute)).timestamp())


def test_a_meeting_from_its_first_word_to_its_last(client, session):
    person, room = registered(session), session.room_name
    whole = occupant(person.public_id, at(5), at(95))

    answers = [
        tell(client, "room/created", created(room, at(0))),
        tell(client, "occupant/joined", joined(room, occupant(person.public_id, at(5)))),
        tell(client, "occupant/left", left(room, whole)),
        tell(client, "room/destroyed", destroyed(room, at(0), at(96), [whole])),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert not session.intervals.exists()  # a task reads

    read_room_events.enqueue()

    interval = session.intervals.get()
    assert (interval.person, interval.source, spans(session)) == (person, "room", [(5, 95)])
    assert interval.reference == f"{whole['occupant_jid']} {at(5)}"
    assert not RoomEvent.objects.unread().exists()


def test_every_message_is_kept_word_for_word_and_once(client, session):
    body = (
        b'{"room_name": "%s",  "created_at":1795469326, "event_name":"muc-room-created"}' % session.room_name.encode()
    )
    other_order = json.dumps(dict(reversed(json.loads(body).items()))).encode()

    for sent in (body, body, other_order):
        assert tell(client, "room/created", sent).status_code == 200

    assert RoomEvent.objects.get().body.encode() == body


def test_two_devices_a_break_and_a_breakout_are_one_presence(client, session):
    person, room = registered(session), session.room_name
    aside = {"is_breakout": True, "breakout_room_id": "8d8a9f36"}
    stays = [(0, 30, "phone", {}), (10, 50, "laptop", {}), (50, 70, "laptop", aside), (70, 80, "laptop", {})]
    for start, end, device, where in stays:
        said = occupant(person.public_id, at(start), at(end), jid=f"a@meet.test/{device}")
        tell(client, "occupant/left", left(room, said) | where)

    decide(session=session, now=NOON + timedelta(minutes=130))

    assert session.intervals.count() == 4
    assert statuses(session) == {person: ("present", 80)}


def test_the_room_may_be_emptied_before_the_last_one_leaves(client, session):
    person, room = registered(session), session.room_name
    tell(client, "room/destroyed", destroyed(room, at(0), at(60), [occupant(person.public_id, at(1))]))
    read_room(room_name=room, now=NOON)
    assert spans(session) == [(1, 60)]

    tell(client, "occupant/left", left(room, occupant(person.public_id, at(1), at(59))))
    read_room(room_name=room, now=NOON)

    assert spans(session) == [(1, 59)]


def test_a_killed_server_is_believed_until_its_last_word(client, session):
    """kill -9: nobody leaves, nothing is emptied. The room opens anew, and people come back."""
    person, other, room = registered(session), registered(session), session.room_name
    tell(client, "room/created", created(room, at(0)))
    tell(client, "occupant/joined", joined(room, occupant(person.public_id, at(1))))
    tell(client, "occupant/joined", joined(room, occupant(other.public_id, at(40), jid="o@meet.test/1")))
    tell(client, "room/created", created(room, at(45)))
    tell(client, "occupant/joined", joined(room, occupant(person.public_id, at(46), jid="n@meet.test/2")))
    tell(client, "occupant/left", left(room, occupant(person.public_id, at(46), at(90), jid="n@meet.test/2")))

    read_room(room_name=room, now=NOON)

    assert spans(session) == [(1, 40), (40, 40), (46, 90)]


def test_a_break_in_the_room_is_no_end(client, session):
    person, room = registered(session), session.room_name
    for start, end in ((0, 40), (50, 90)):
        whole = occupant(person.public_id, at(start), at(end), jid=f"a@meet.test/{start}")
        tell(client, "room/destroyed", destroyed(room, at(start), at(end), [whole]))

    read_room(room_name=room, now=NOON)

    assert spans(session) == [(0, 40), (50, 90)]


def test_an_empty_room_names_nobody(client, session):
    tell(client, "room/destroyed", destroyed(session.room_name, at(0), at(1), []))

    assert read_room(room_name=session.room_name, now=NOON) is False
    assert RoomEvent.objects.get().problem == ""


@pytest.mark.parametrize(
    "identity", ["", "Олена Коваль", "u-42", "0a7f0c52-7d55-4f21-9b1a-3f0f4f3a7a10", "../..", "\u0000"]
)
def test_nobody_is_recognized_by_a_name_or_a_strange_key(client, session, identity):
    registered(session, display_name="Ana Lima", email="ana@example.org")
    tell(client, "occupant/left", left(session.room_name, occupant(identity, at(0), at(90))))

    read_room(room_name=session.room_name, now=NOON)

    assert not session.intervals.exists()


def test_a_recorder_is_no_person(client, session):
    person = make_person()
    machine = occupant(person.public_id, at(0), at(90), jid="jibri@recorder.meet.test/1")
    tell(client, "occupant/left", left(session.room_name, machine))

    read_room(room_name=session.room_name, now=NOON)

    assert not session.intervals.exists()


@pytest.mark.parametrize("time", ["soon", -1, 0, True, 1e300, None, 1795469326000, [], {}])
def test_a_time_that_cannot_be_is_kept_and_says_nothing(client, session, time):
    said = occupant(make_person().public_id, at(0)) | {"joined_at": time}
    assert tell(client, "occupant/joined", joined(session.room_name, said)).status_code == 200

    read_room(room_name=session.room_name, now=NOON)

    event = RoomEvent.objects.get()
    assert (event.read_at, event.problem) == (NOON, "The message names no time, or one that cannot be.")
    assert not session.intervals.exists()


def test_one_unreadable_message_hides_no_other(client, session):
    person = registered(session)
    tell(client, "occupant/left", left(session.room_name, None))
    tell(client, "occupant/left", left(session.room_name, occupant(person.public_id, at(0), at(9))))

    read_room_events.enqueue()

    assert spans(session) == [(0, 9)]


def test_a_room_of_nobodys_session_is_kept_and_said_to_be_that(client):
    tell(client, "room/created", created("somebodys-own", at(0)))

    read_room_events.enqueue()

    assert RoomEvent.objects.get().problem == "No session has this room."


def test_what_came_while_the_worker_was_dead_is_read_before_the_decision(client, session):
    person = registered(session)
    tell(client, "occupant/left", left(session.room_name, occupant(person.public_id, at(0), at(90))))

    assert decide_ended(now=NOON + timedelta(minutes=131)) == 1

    assert statuses(session) == {person: ("present", 90)}


def test_evidence_after_the_decision_makes_it_due_again_but_never_undoes_a_correction(client, session):
    person = registered(session)
    decide_ended(now=NOON + timedelta(minutes=131))
    tell(client, "occupant/left", left(session.room_name, occupant(person.public_id, at(0), at(90))))

    read_room_events.enqueue()
    assert decide_ended(now=NOON + timedelta(minutes=140)) == 1

    assert statuses(session) == {person: ("present", 90)}


def test_reading_again_changes_nothing(client, session):
    person = registered(session)
    seen(session, person, 0, 10, source="room")
    tell(client, "occupant/left", left(session.room_name, occupant(person.public_id, at(0), at(90))))
    read_room(room_name=session.room_name, now=NOON)
    before = list(session.intervals.values_list("pk", "started_at", "ended_at"))

    RoomEvent.objects.update(read_at=None)  # a worker that died after its work
    assert read_room(room_name=session.room_name, now=NOON) is False

    assert list(session.intervals.values_list("pk", "started_at", "ended_at")) == before


def test_a_worker_killed_between_its_writes_leaves_all_to_the_next(client, session, monkeypatch):
    """As if killed after the new intervals and before the moved ones: the next run ends where one alone would."""
    first, second = registered(session), registered(session)
    tell(client, "occupant/joined", joined(session.room_name, occupant(first.public_id, at(0))))
    read_room(room_name=session.room_name, now=NOON)
    tell(client, "occupant/left", left(session.room_name, occupant(first.public_id, at(0), at(50))))
    tell(client, "occupant/left", left(session.room_name, occupant(second.public_id, at(5), at(60))))

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(AttendanceInterval.objects, "bulk_update", killed)
        with pytest.raises(KeyboardInterrupt):
            read_room(room_name=session.room_name, now=NOON)
    assert (spans(session), RoomEvent.objects.unread().count()) == ([(0, 0)], 2)

    read_room(room_name=session.room_name, now=NOON)

    assert (spans(session), RoomEvent.objects.unread().count()) == ([(0, 50), (5, 60)], 0)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"{}", b'{"room_name": 7}', b'{"room_name": ""}',
     b'{"room_name": "a\\u0000b"}', b'{"room_name": "\\ud800"}', b"9" * 5000],
)  # fmt: skip
def test_what_is_no_message_is_refused_and_not_kept(client, body):
    assert tell(client, "room/created", body).status_code == 400
    assert not RoomEvent.objects.exists()


@pytest.mark.parametrize("secret", ["", "wrong", EVENTS_SECRET[:-1]])
def test_an_unsigned_message_is_refused(client, session, secret):
    assert tell(client, "room/created", created(session.room_name, at(0)), secret=secret).status_code == 403
    assert not RoomEvent.objects.exists()


def test_without_a_secret_nothing_is_received(client, session, settings):
    settings.JITSI_EVENTS_SECRET = ""

    assert tell(client, "room/created", created(session.room_name, at(0)), secret="").status_code == 404


def test_ten_megabytes_are_not_read(client, session):
    huge = created(session.room_name, at(0)) | {"x": "y" * 10_000_000}

    assert tell(client, "room/created", huge).status_code == 413
    assert not RoomEvent.objects.exists()


def test_a_list_of_a_thousand_is_read(client, session):
    crowd = [occupant(None, at(0), at(9), jid=f"{number}@meet.test/x") for number in range(5000)]

    assert tell(client, "room/destroyed", destroyed(session.room_name, at(0), at(9), crowd)).status_code == 200


@pytest.mark.parametrize("kind", ["room/burned", "reserved", "occupant/joined/", "occupant"])
def test_other_addresses_do_not_exist(client, session, kind):
    assert tell(client, kind, created(session.room_name, at(0))).status_code == 404


def test_a_message_costs_one_query(client, session):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tell(client, "room/created", created(session.room_name, at(0)))

    assert len(queries) == 1


def test_a_crowd_is_read_in_few_queries(client, session):
    people = [registered(session) for _number in range(12)]
    for number, person in enumerate(people):
        tell(
            client,
            "occupant/left",
            left(session.room_name, occupant(person.public_id, at(number), at(90), jid=f"{number}@meet.test/x")),
        )

    with CaptureQueriesContext(connection) as queries:
        read_room(room_name=session.room_name, now=NOON)

    assert AttendanceInterval.objects.count() == 12
    assert len(queries) <= 9
