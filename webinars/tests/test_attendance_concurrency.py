"""Attendance over several real connections: whoever is first, what is decided is what an undisturbed run decides."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from webinars.attendance import decide, decide_ended, mark_on_sheet, record_heartbeat, record_join
from webinars.catching_up.checking import answer_check
from webinars.catching_up.opening import open_catch_up
from webinars.exceptions import AttendanceRefused
from webinars.sheets.marking import Said, take
from webinars.sheets.signed import attach
from webinars.sources.room_server import read_room

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen, spans, statuses
from .test_concurrency import at_once
from .test_room_concurrency import told

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AFTER = NOON + timedelta(minutes=131)


def hall(**fields):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100, host=make_person(), **fields)


def or_refused(call):
    try:
        return call()
    except AttendanceRefused:
        return "refused"


def test_two_pages_opened_at_once_begin_one_interval():
    session = hall()
    person = registered(session)

    at_once(*[lambda: record_join(person=person, session=session, now=NOON)] * 4)
    at_once(*[lambda: record_heartbeat(person=person, session=session, now=NOON + minutes(1))] * 4)

    assert spans(session) == [(0, 1)]


def test_page_sheet_and_room_at_once_are_one_presence():
    session = hall()
    person, moment = registered(session), NOON + minutes(2)
    record_join(person=person, session=session, now=NOON)
    told(session, person, 0, 30)

    at_once(
        lambda: record_heartbeat(person=person, session=session, now=moment),
        lambda: mark_on_sheet(session=session, person=person, by=session.host, now=moment),
        lambda: read_room(room_name=session.room_name, now=moment),
        lambda: record_heartbeat(person=person, session=session, now=moment),
        lambda: mark_on_sheet(session=session, person=person, by=session.host, now=moment),
    )
    decide(session=session, now=AFTER)

    assert sorted(session.intervals.values_list("source", flat=True)) == ["page", "room", "sheet"]
    assert statuses(session) == {person: ("present", 100)}


def test_messages_that_come_while_the_sweep_decides_are_decided_after_it():
    session = hall()
    people = [registered(session) for _ in range(3)]
    for person in people:
        told(session, person, 0, 40, device=f"phone {person.pk}")

    at_once(
        lambda: decide_ended(now=AFTER),
        *(lambda one=one: told(session, one, 40, 95, device=f"laptop {one.pk}") for one in people),
        lambda: read_room(room_name=session.room_name, now=AFTER),
    )
    read_room(room_name=session.room_name, now=AFTER)
    decide_ended(now=AFTER)

    assert set(statuses(session).values()) == {("present", 95)}


def test_two_sweeps_at_once_decide_once():
    session = hall()
    person = registered(session)
    seen(session, person, 0, 70)

    at_once(*[lambda: decide_ended(now=AFTER)] * 2)

    assert statuses(session) == {person: ("present", 70)}


def test_the_same_marks_from_two_connections_are_taken_once():
    session = hall()
    people = [registered(session) for _ in range(5)]
    marks = [Said(uuid.uuid4(), person.pk, True, 0, NOON) for person in people]

    at_once(*[lambda: take(session=session, marks=marks, by=session.host, now=NOON)] * 3)

    assert session.sheet_marks.count() == session.intervals.count() == 5


def test_of_two_devices_that_disagree_at_once_one_is_written_and_the_other_kept():
    session = hall()
    person = registered(session)
    mark_on_sheet(session=session, person=person, by=session.host, now=NOON)
    known = session.sheet_marks.get().pk
    away, here = (Said(uuid.uuid4(), person.pk, said, 0 if said else known, NOON) for said in (False, True))

    at_once(
        lambda: take(session=session, marks=[away], by=session.host, now=NOON),
        lambda: take(session=session, marks=[here], by=session.host, now=NOON),
    )

    written = session.sheet_marks.filter(outcome="written").last()
    assert session.sheet_marks.filter(outcome="overtaken").count() == 1
    assert session.intervals.exists() == written.here


def test_a_check_passed_twice_at_once_is_one_pass():
    session = hall()
    person = registered(session)
    decide(session=session, now=AFTER)
    questions = [{"text": "Хто?", "answers": ["рада", "голова"]}]
    facts = {"days": 7, "url": "", "note": "Конспект", "questions": questions, "by": None, "now": AFTER}
    catch_up = open_catch_up(session=session, **facts)

    def answer():
        return answer_check(catch_up=catch_up, person=person, number=1, places=[0], now=AFTER)

    at_once(lambda: or_refused(answer), lambda: or_refused(answer), lambda: decide(session=session, now=AFTER))

    assert catch_up.tries.count() == 1
    assert statuses(session) == {person: ("afterwards", 0)}


def test_one_file_attached_twice_at_once_is_one_sheet():
    session = hall()

    def bring():
        upload = SimpleUploadedFile("arkush.pdf", b"%PDF-1.7 %%EOF")
        who = {"by": session.host, "now": NOON}
        return attach(session=session, upload=upload, content_type="application/pdf", note="", **who)

    one, other = at_once(bring, bring)

    assert one == other
    assert session.signed_sheets.count() == 1
