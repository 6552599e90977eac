"""A change of a series: foretold, made for this date, those after it or all; the past stays as it was."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from webinars.exceptions import SchedulingRefused
from webinars.models import Session
from webinars.registration import register
from webinars.scheduling import cancel, reschedule
from webinars.series import change_series
from webinars.series_changes import Scope, SeriesChange, change_between, changes_of, people_concerned

from .factories import NOON, make_event, make_person, make_weeks, walls

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_this_and_following_takes_another_hour_on_the_wall_over_the_change_of_the_clock():
    sessions = make_weeks(first_on=date(2027, 3, 16))
    change = change_between(
        sessions[1], starts_at=sessions[1].starts_at + HOUR, ends_at=sessions[1].ends_at + 2 * HOUR, place="Клуб"
    )

    made = change_series(session=sessions[1], scope=Scope.FOLLOWING, change=change, by=None, now=NOON)

    assert walls(sessions[0].series) == ["03-16 18:00", "03-23 19:00", "03-30 19:00", "04-06 19:00"]
    rows = list(sessions[0].series.sessions.order_by("recurs_on"))
    assert [(row.sequence, row.place, row.length, row.apart) for row in rows] == [
        (0, "", 1.5 * HOUR, False),
        *[(1, "Клуб", 2.5 * HOUR, False)] * 3,
    ]
    assert len(made) == 3


def test_other_days_are_shifted_by_as_many_days():
    sessions = make_weeks()
    change = change_between(
        sessions[0], starts_at=sessions[0].starts_at + 2 * DAY, ends_at=sessions[0].ends_at + 2 * DAY
    )

    change_series(session=sessions[0], scope=Scope.ALL, change=change, by=None, now=NOON)

    assert walls(sessions[0].series) == ["01-21 18:00", "01-28 18:00", "02-04 18:00", "02-11 18:00"]
    assert [row.recurs_on for row in sessions[0].series.sessions.order_by("recurs_on")] == [
        session.recurs_on for session in sessions
    ]


def test_dates_edited_on_their_own_and_cancelled_ones_stay_unless_it_is_said():
    sessions = make_weeks(capacity=20)
    own = reschedule(
        session=sessions[1], starts_at=sessions[1].starts_at + DAY, ends_at=sessions[1].ends_at + DAY, by=None, now=NOON
    )
    cancel(session=sessions[2], by=None, now=NOON)
    change = SeriesChange(at=time(17), details={"capacity": 30})
    asked = {"session": sessions[0], "scope": Scope.ALL, "change": change, "now": NOON}

    said = changes_of(**asked)
    change_series(**asked, by=None)

    assert [bool(row.stays) for row in said] == [False, True, True, False]
    assert walls(sessions[0].series) == ["01-19 17:00", "01-27 18:00", "02-02 18:00", "02-09 17:00"]
    own.refresh_from_db()
    assert (own.capacity, own.apart) == (20, True)

    change_series(**asked, by=None, apart=True)

    assert walls(sessions[0].series) == ["01-19 17:00", "01-27 17:00", "02-02 18:00", "02-09 17:00"]


def test_the_preview_says_from_what_to_what_and_how_many_people():
    sessions = make_weeks(capacity=20)
    both, one = make_person(), make_person()
    for session in sessions[:2]:
        register(person=both, session=session, now=NOON)
    register(person=one, session=sessions[1], now=NOON)
    change = change_between(
        sessions[1], starts_at=sessions[1].starts_at, ends_at=sessions[1].ends_at, capacity=25, host=None, mode="mixed"
    )

    with translation.override("en"):
        said = changes_of(session=sessions[1], scope=Scope.FOLLOWING, change=change, now=NOON)

    assert [row.session for row in said] == sessions[1:]
    assert said[0].before == said[0].after
    assert said[0].details == [("seats", "20", "25"), ("way of taking part", "online", "mixed")]
    assert ([row.people for row in said], people_concerned(said)) == ([2, 0, 0], 2)
    assert Session.objects.filter(capacity=25).count() == 0


def test_one_refusal_undoes_all_and_names_its_date():
    sessions = make_weeks()
    for _number in range(2):
        register(person=make_person(), session=sessions[2], now=NOON)

    with pytest.raises(SchedulingRefused, match="2\xa0лютого"):
        change_series(
            session=sessions[0], scope=Scope.ALL, change=SeriesChange(details={"capacity": 1}), by=None, now=NOON
        )

    assert {row.capacity for row in sessions[0].series.sessions.all()} == {0}


def test_another_event_is_for_one_date_at_a_time():
    sessions = make_weeks()
    with pytest.raises(SchedulingRefused):
        change_between(
            sessions[0], starts_at=sessions[0].starts_at, ends_at=sessions[0].ends_at, event=make_event(title="Інша")
        )


def test_nothing_moves_into_the_past():
    sessions = make_weeks()

    with pytest.raises(SchedulingRefused):
        change_series(session=sessions[0], scope=Scope.ALL, change=SeriesChange(days=-30), by=None, now=NOON)

    assert walls(sessions[0].series) == ["01-19 18:00", "01-26 18:00", "02-02 18:00", "02-09 18:00"]


def test_a_change_of_nothing_says_so():
    sessions = make_weeks()
    with pytest.raises(SchedulingRefused):
        change_series(session=sessions[0], scope=Scope.ALL, change=SeriesChange(), by=None, now=NOON)


changes = st.builds(
    SeriesChange,
    days=st.integers(-10, 10),
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    length=st.none() | st.integers(10, 300).map(lambda minutes: timedelta(minutes=minutes)),
    details=st.sampled_from([{}, {"capacity": 7}, {"title": "Ще раз"}]),
)


@settings(max_examples=25)
@given(
    chosen=st.integers(0, 5),
    scope=st.sampled_from([Scope.FOLLOWING, Scope.ALL]),
    change=changes,
    apart=st.booleans(),
    hours=st.integers(0, 24 * 45),
    first_on=st.sampled_from([date(2027, 3, 9), date(2027, 10, 12)]),  # the clock changes in the midst of both
)
def test_a_change_never_touches_the_past_nor_what_comes_before_the_chosen_date(
    chosen, scope, change, apart, hours, first_on
):
    sid = transaction.savepoint()
    try:
        sessions = make_weeks(number=6, first_on=first_on)
        now = datetime.combine(first_on - DAY, time(), tzinfo=UTC) + timedelta(hours=hours)
        before = {row.pk: row for row in Session.objects.all()}
        try:
            change_series(session=sessions[chosen], scope=scope, change=change, by=None, now=now, apart=apart)
        except SchedulingRefused:
            assert written() == {pk: facts(row) for pk, row in before.items()}
            return
        for place, session in enumerate(sessions):
            row = Session.objects.get(pk=session.pk)
            within = session.starts_at > now and (scope == Scope.ALL or place >= chosen)
            if not within:
                assert facts(row) == facts(before[row.pk])
            else:
                assert row.starts_at > now
                if change.at:
                    expected = datetime.combine(
                        session.recurs_on + timedelta(days=change.days), change.at, tzinfo=KYIV
                    ).astimezone(UTC)
                    assert row.starts_at == expected
    finally:
        transaction.savepoint_rollback(sid)


def facts(row):
    return (row.starts_at, row.ends_at, row.sequence, row.capacity, row.title, row.updated_at, row.apart)


def written():
    return {row.pk: facts(row) for row in Session.objects.all()}
