"""Series: made, skipped and moved through the verbs of single sessions."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from people.models import User
from webinars.exceptions import SchedulingRefused
from webinars.models import Session, SessionSeries
from webinars.recurrence import MAX_DATES, Rule
from webinars.registration import register
from webinars.series import make_series, move, skip

from .factories import NOON, make_event, make_person, make_session, make_weeks, wall, walls

pytestmark = pytest.mark.django_db
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def new_series(**fields):
    rule = fields.pop("rule", Rule(weekdays=(1,), count=3))
    fields = {"first_on": date(2027, 1, 19), "at": time(18), "minutes": 90, **fields}
    return SessionSeries(event=make_event(), rule=rule.text, **fields)


def test_a_series_is_announced_date_by_date_with_its_author():
    author = User.objects.create_user("coordinator@example.org")

    series = make_series(series=new_series(), by=author, now=NOON, capacity=12)

    assert walls(series) == ["01-19 18:00", "01-26 18:00", "02-02 18:00"]
    rows = series.sessions.order_by("recurs_on")
    assert {(row.state, row.sequence, row.capacity, row.apart) for row in rows} == {("scheduled", 0, 12, False)}
    assert len({row.uid for row in rows}) == 3
    assert ModelLogEntry.objects.for_instance(series).get().user == author
    assert ModelLogEntry.objects.filter(action="webinars.session.schedule", user=author).count() == 3


def test_days_left_out_are_not_made_and_moved_ones_keep_the_day_of_the_rule():
    moved = datetime(2027, 1, 28, 10, tzinfo=UTC)

    series = make_series(series=new_series(skipped=["2027-01-19"]), by=None, now=NOON, moved={date(2027, 1, 26): moved})

    rows = list(series.sessions.order_by("recurs_on"))
    assert [(row.recurs_on.day, wall(row), row.apart) for row in rows] == [
        (26, "01-28 12:00", True),
        (2, "02-02 18:00", False),
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rule": Rule(weekdays=(1,), until=date(2027, 1, 1))}, "no date"),
        ({"rule": Rule(weekdays=tuple(range(7)), count=MAX_DATES + 1)}, "more than"),
    ],
)
def test_a_rule_without_dates_or_with_too_many_is_refused(fields, message):
    with translation.override("en"), pytest.raises(SchedulingRefused, match=message):
        make_series(series=new_series(**fields), by=None, now=NOON)

    assert not Session.objects.exists()


def test_one_bad_date_undoes_the_whole_series():
    with pytest.raises(SchedulingRefused):
        make_series(series=new_series(), by=None, now=NOON, mode="in_person", place="")

    assert (SessionSeries.objects.count(), Session.objects.count()) == (0, 0)


def test_a_day_of_a_series_has_one_session_and_only_a_series_has_days():
    first, *_rest = make_weeks()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(event=first.event, series=first.series, recurs_on=first.recurs_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(event=first.event, recurs_on=first.recurs_on)


def test_skipping_cancels_one_date_and_tells_its_people():
    sessions = make_weeks(first_on=timezone.localdate() + WEEK, now=timezone.now())
    register(person=make_person(), session=sessions[1], now=timezone.now())
    mail.outbox.clear()

    skip(series=sessions[0].series, day=sessions[1].recurs_on, by=None, now=timezone.now(), reason="Свято")

    assert [row.state for row in sessions[0].series.sessions.order_by("recurs_on")] == [
        "scheduled",
        "cancelled",
        "scheduled",
        "scheduled",
    ]
    assert ["Свято" in message.body for message in mail.outbox] == [True]


def test_moving_one_date_leaves_the_others_and_marks_it():
    sessions = make_weeks()

    moved = move(
        series=sessions[0].series,
        day=sessions[2].recurs_on,
        starts_at=sessions[2].starts_at + DAY,
        by=None,
        now=NOON,
    )

    assert (moved.pk, moved.sequence, moved.apart, moved.length) == (sessions[2].pk, 1, True, 90 * timedelta(minutes=1))
    assert walls(moved.series) == ["01-19 18:00", "01-26 18:00", "02-03 18:00", "02-09 18:00"]


def test_only_days_still_to_come_are_skipped_or_moved():
    sessions = make_weeks()
    series, later = sessions[0].series, sessions[1].starts_at
    with pytest.raises(SchedulingRefused):
        skip(series=series, day=sessions[1].recurs_on, by=None, now=later)
    with pytest.raises(SchedulingRefused):
        move(series=series, day=sessions[1].recurs_on, starts_at=later + DAY, by=None, now=later)
    with pytest.raises(SchedulingRefused):
        move(series=series, day=sessions[2].recurs_on, starts_at=later, by=None, now=later)
    with pytest.raises(SchedulingRefused):
        skip(series=series, day=sessions[1].recurs_on + DAY, by=None, now=NOON)

    assert {row.sequence for row in series.sessions.all()} == {0}
