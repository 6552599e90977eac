"""What is written down of presence: by the own page and by the trainer's sheet."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from webinars.attendance import mark_on_sheet, record_heartbeat, record_join, record_leave, unmark_on_sheet
from webinars.exceptions import AttendanceRefused

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen, spans, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100)


def test_heartbeats_extend_one_row_over_gaps_of_three_minutes(session):
    person = registered(session)

    record_join(person=person, session=session, now=NOON)
    for minute in (1, 2, 5):
        record_heartbeat(person=person, session=session, now=NOON + minutes(minute))
    record_leave(person=person, session=session, now=NOON + minutes(6))

    assert spans(session) == [(0, 6)]


def test_a_longer_gap_begins_a_new_row(session):
    person = registered(session)

    record_join(person=person, session=session, now=NOON)
    record_heartbeat(person=person, session=session, now=NOON + minutes(3) + timedelta(seconds=1))

    assert spans(session) == [(0, 0), (3, 3)]


def test_leaving_never_begins_a_row_nor_bridges_a_gap(session):
    person = registered(session)

    assert record_leave(person=person, session=session, now=NOON) is None
    record_join(person=person, session=session, now=NOON)
    assert record_leave(person=person, session=session, now=NOON + minutes(4)) is None

    assert spans(session) == [(0, 0)]


def test_a_late_heartbeat_does_not_shorten_what_was_seen(session):
    person = registered(session)
    record_join(person=person, session=session, now=NOON)
    record_heartbeat(person=person, session=session, now=NOON + minutes(2))

    record_heartbeat(person=person, session=session, now=NOON + minutes(1))

    assert spans(session) == [(0, 2)]


def test_presence_is_recorded_in_the_joining_window_only(session):
    person = registered(session)

    assert record_join(person=person, session=session, now=NOON - minutes(16)) is None
    record_join(person=person, session=session, now=NOON - minutes(15))
    seen(session, person, 120, 129)
    record_heartbeat(person=person, session=session, now=NOON + minutes(131))
    assert record_join(person=person, session=session, now=NOON + minutes(140)) is None

    assert spans(session) == [(-15, -15), (120, 130)]


def test_the_host_is_seen_from_an_hour_before():
    host = make_person()
    session = make_session(starts_at=NOON, host=host)

    record_join(person=host, session=session, now=NOON - minutes(60))

    assert spans(session) == [(-60, -60)]


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_nobody_is_seen_in_what_does_not_take_place(state):
    session = make_session(starts_at=NOON, state=state)

    assert record_join(person=make_person(), session=session, now=NOON) is None


def test_the_sheet_counts_the_whole_session_once(session):
    person, trainer = registered(session), make_person()

    first = mark_on_sheet(session=session, person=person, by=trainer, now=NOON)
    again = mark_on_sheet(session=session, person=person, by=make_person(), now=NOON)

    assert again == first
    assert (spans(session), first.recorded_by) == ([(0, 100)], trainer)
    assert not session.attendances.exists()


def test_the_sheet_opens_an_hour_before(session):
    person = registered(session)

    with pytest.raises(AttendanceRefused):
        mark_on_sheet(session=session, person=person, by=None, now=NOON - minutes(61))

    assert not session.intervals.exists()


def test_a_mark_after_the_end_decides_that_person_at_once_and_undoing_it_too(session, heard):
    person, _other = registered(session), registered(session)
    trainer = make_person()

    mark_on_sheet(session=session, person=person, by=trainer, now=NOON + minutes(100))
    assert statuses(session) == {person: ("present", 100)}

    unmark_on_sheet(session=session, person=person, by=trainer, now=NOON + minutes(101))
    unmark_on_sheet(session=session, person=person, by=trainer, now=NOON + minutes(102))
    assert statuses(session) == {person: ("absent", 0)}
    assert heard == [(person, session)]
    (entry,) = ModelLogEntry.objects.filter(action="webinars.attendance.unmark")
    assert (entry.user, entry.data) == (trainer.user, {"person": str(person.public_id)})
