"""What presence amounts to: the rule, corrections, the sweep."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from webinars.attendance import correct, decide, decide_ended
from webinars.exceptions import AttendanceRefused
from webinars.models import Attendance

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100)


def test_decide_merges_all_sources_and_applies_the_percent(session):
    present, absent, unseen = registered(session), registered(session), registered(session)
    visitor = make_person()
    seen(session, present, 0, 40)
    seen(session, present, 20, 60, source="room")
    seen(session, absent, 0, 59)
    seen(session, visitor, -10, 300, source="import")

    decide(session=session, now=NOON + minutes(130))

    assert statuses(session) == {
        present: ("present", 60),
        absent: ("absent", 59),
        unseen: ("absent", 0),
        visitor: ("present", 100),
    }
    assert set(session.attendances.values_list("rule", flat=True)) == {"share-1:60"}
    session.refresh_from_db()
    assert session.decided_at == NOON + minutes(130)


def test_a_power_cut_of_three_minutes_is_not_an_absence(session):
    person = registered(session)
    seen(session, person, 0, 30)
    seen(session, person, 33, 60)

    decide(session=session, now=NOON + minutes(130))

    assert statuses(session) == {person: ("present", 60)}


def test_who_was_never_seen_is_absent_even_where_any_presence_counts():
    session = make_session(starts_at=NOON, minutes=100)
    session.event.attendance_rules.create(number=1, needed=0)
    unseen, glimpsed = registered(session), registered(session)
    seen(session, glimpsed, 5, 5)

    decide(session=session, now=NOON + minutes(130))

    assert statuses(session) == {unseen: ("absent", 0), glimpsed: ("present", 0)}


def test_deciding_again_changes_only_what_new_evidence_changes(session, heard):
    early, late = registered(session), registered(session)
    seen(session, early, 0, 100)
    decide(session=session, now=NOON + minutes(130))

    seen(session, late, 0, 100, source="room")
    decide(session=session, now=NOON + minutes(200))

    assert statuses(session) == {early: ("present", 100), late: ("present", 100)}
    assert session.attendances.get(person=early).decided_at == NOON + minutes(130)
    assert heard == [(early, session), (late, session)]


def test_who_left_the_list_and_was_not_seen_is_not_judged(session):
    person = make_person()
    session.registrations.create(person=person, created_at=NOON, cancelled_at=NOON)

    assert decide(session=session, now=NOON + minutes(130)) == []


def test_decide_waits_for_the_end_and_ignores_what_did_not_take_place(session):
    with pytest.raises(AttendanceRefused):
        decide(session=session, now=NOON + minutes(99))

    cancelled = make_session(starts_at=NOON, state="cancelled")
    registered(cancelled)
    assert decide(session=cancelled, now=NOON + minutes(130)) == []


def test_a_correction_stays_and_tells_once(session, heard):
    person, coordinator = registered(session), make_person()
    decide(session=session, now=NOON + minutes(130))
    attendance = session.attendances.get()

    for _time in range(2):
        correct(
            attendance=attendance,
            status=Attendance.Status.AFTERWARDS,
            reason="Без світла, переглянула відеозапис",
            by=coordinator,
            now=NOON + minutes(200),
        )
    decide(session=session, now=NOON + minutes(300))

    attendance.refresh_from_db()
    assert (attendance.status, attendance.corrected_by) == ("afterwards", coordinator)
    assert heard == [(person, session)]
    assert ModelLogEntry.objects.filter(action="webinars.attendance.correct").count() == 2


def test_a_correction_needs_a_reason(session):
    registered(session)
    decide(session=session, now=NOON + minutes(130))

    with pytest.raises(AttendanceRefused):
        correct(attendance=session.attendances.get(), status="excused", reason=" ", by=make_person(), now=NOON)

    assert session.attendances.get().status == "absent"


def test_the_sweep_decides_half_an_hour_after_the_end_and_once(session):
    registered(session)
    make_session(starts_at=NOON, minutes=100, state="draft")

    assert decide_ended(now=NOON + minutes(129)) == 0
    assert decide_ended(now=NOON + minutes(130)) == 1
    assert decide_ended(now=NOON + minutes(131)) == 0
    assert session.attendances.count() == 1


def test_deciding_again_costs_no_query_for_each_person(session, django_assert_num_queries):
    registered(session)
    decide(session=session, now=NOON + minutes(130))
    with CaptureQueriesContext(connection) as alone:
        decide(session=session, now=NOON + minutes(131))
    for _person in range(3):
        registered(session)
    decide(session=session, now=NOON + minutes(132))

    with django_assert_num_queries(len(alone)):
        decide(session=session, now=NOON + minutes(133))
