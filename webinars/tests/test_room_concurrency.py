"""Room messages over several real connections: kept once, read once, whoever is first."""

import json
from datetime import timedelta

import pytest

from webinars.attendance import correct, decide
from webinars.hosting import orders
from webinars.models import Recording, RoomEvent
from webinars.recordings import arriving
from webinars.sources.room_server import keep, keep_webhook, read_room

from . import webhooks
from .factories import NOON, make_person, make_session
from .presence import registered, spans, statuses
from .prosody import left, occupant
from .test_concurrency import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AFTER = NOON + timedelta(minutes=131)


def said(session, person, start, end, *, device="phone"):
    seconds = [int((NOON + timedelta(minutes=minute)).timestamp()) for minute in (start, end)]
    return left(session.room_name, occupant(person.public_id, *seconds, jid=f"a@meet.test/{device}"))


def told(session, person, start, end, **more):
    body = json.dumps(said(session, person, start, end, **more)).encode()
    keep(kind="occupant/left", body=body, now=NOON)


def test_one_message_sent_four_times_at_once_is_kept_once():
    session, person = make_session(starts_at=NOON, minutes=100), make_person()

    at_once(*[lambda: told(session, person, 0, 50)] * 4)

    assert RoomEvent.objects.count() == 1


def test_two_workers_reading_one_room_make_one_interval():
    session = make_session(starts_at=NOON, minutes=100)
    person = registered(session)
    told(session, person, 0, 50)

    results = at_once(*[lambda: read_room(room_name=session.room_name, now=NOON)] * 2)

    assert sorted(results) == [False, True]
    assert spans(session) == [(0, 50)]


def test_a_message_that_comes_while_the_room_is_read_is_not_lost():
    session = make_session(starts_at=NOON, minutes=100)
    person = registered(session)
    told(session, person, 0, 50)

    at_once(
        lambda: read_room(room_name=session.room_name, now=NOON),
        lambda: told(session, person, 40, 90, device="laptop"),
        lambda: read_room(room_name=session.room_name, now=NOON),
    )
    read_room(room_name=session.room_name, now=NOON)

    assert spans(session) == [(0, 50), (40, 90)]
    assert not RoomEvent.objects.unread().exists()


def test_a_correction_during_a_new_decision_stays():
    session = make_session(starts_at=NOON, minutes=100)
    person, planner = registered(session), make_person()
    decide(session=session, now=AFTER)
    told(session, person, 0, 90)
    attendance = session.attendances.get()

    at_once(
        lambda: decide(session=session, now=AFTER),
        lambda: correct(attendance=attendance, status="excused", reason="Хвороба", by=planner, now=AFTER),
    )

    attendance.refresh_from_db()
    assert (attendance.status, attendance.reason) == ("excused", "Хвороба")
    assert attendance.corrected_by == planner
    assert {status for status, _percent in statuses(session).values()} == {"excused"}


def test_one_webhook_sent_four_times_at_once_is_kept_once():
    session = make_session(starts_at=NOON, minutes=100)
    body = json.dumps(webhooks.participant("JOINED", session.room_name, "x", at=NOON)).encode()

    at_once(*[lambda: keep_webhook(body=body, now=NOON)] * 4)

    assert RoomEvent.objects.count() == 1


def test_two_recorders_that_send_the_same_parts_mix_nothing(tasks_wait):
    session, data = make_session(starts_at=NOON), bytes(range(200))

    def send():
        recording = arriving.begin(session=session, source_id="jibri 1", made_at=NOON, size=len(data), now=NOON)
        offset = arriving.offset_of(recording)
        while offset < len(data):
            offset = arriving.take(recording=recording, at=offset, data=data[offset : offset + 50], now=NOON)

    at_once(send, send, send)

    parts = Recording.objects.get().parts.order_by("start")
    assert [part.start for part in parts] == [0, 50, 100, 150]
    assert b"".join(part.file.open("rb").read() for part in parts) == data


def test_a_host_who_clicks_twice_orders_once(tasks_wait, settings):
    options = {**settings.WEBINAR_ROOMS["OPTIONS"], "control_url": "http://127.0.0.1:9"}
    settings.WEBINAR_ROOMS = {**settings.WEBINAR_ROOMS, "OPTIONS": options}
    session = make_session(starts_at=NOON, minutes=100)

    at_once(*[lambda: orders.give(session=session, act="look", by=None, now=NOON)] * 3)

    assert session.room_orders.count() == 1
