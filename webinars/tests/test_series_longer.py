"""A series as a draft, announced at once; a series with more dates, as its last date is."""

from datetime import date, timedelta

import pytest
from django.core import mail

from webinars.exceptions import SchedulingRefused
from webinars.models import Session, SessionSeries
from webinars.scheduling import reschedule
from webinars.series import announce_series, lengthen

from .factories import NOON, make_weeks, walls

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def longer(series, **how):
    return series.recurrence.longer(series.first_on, **how)


def test_a_draft_is_nobodys_until_all_of_it_is_announced_at_once(client):
    sessions = make_weeks(number=3, announce=False)
    series = sessions[0].series
    assert not Session.objects.public().exists()
    assert client.get("/feeds/podii.ics").content.count(b"BEGIN:VEVENT") == 0

    announced = announce_series(series=series, by=None, now=sessions[0].starts_at)  # the first is in the past by then

    assert announced == sessions[1:]
    assert list(Session.objects.public().order_by("starts_at")) == sessions[1:]
    assert mail.outbox == []
    with pytest.raises(SchedulingRefused, match="чернет|draft"):
        announce_series(series=series, by=None, now=sessions[0].starts_at)


@pytest.mark.parametrize("how", [{"more": 2}, {"until": date(2027, 2, 23)}])
def test_new_dates_follow_the_rule_and_are_as_the_last_one_is(how):
    *_others, last = make_weeks(number=4, capacity=20, first_in_queue="rural")
    starts = last.starts_at + timedelta(hours=1)
    reschedule(session=last, starts_at=starts, ends_at=starts + timedelta(hours=2), by=None, now=NOON, alone=False)

    new = lengthen(series=last.series, rule=longer(last.series, **how), by=None, now=NOON)

    assert walls(last.series)[-3:] == ["02-09 19:00", "02-16 19:00", "02-23 19:00"]
    assert {(row.capacity, row.first_in_queue, row.length, row.apart) for row in new} == {
        (20, "rural", timedelta(hours=2), False)
    }
    series = SessionSeries.objects.get()
    assert series.recurrence.days(series.first_on)[-1] == date(2027, 2, 23)


def test_a_series_is_lengthened_once_and_never_backwards():
    sessions = make_weeks(number=2)
    series = sessions[0].series
    rule = longer(series, more=1)
    lengthen(series=series, rule=rule, by=None, now=NOON, announce=False)

    for again in (rule, longer(series, until=series.first_on)):
        with pytest.raises(SchedulingRefused):
            lengthen(series=series, rule=again, by=None, now=NOON)

    assert [session.state for session in series.sessions.order_by("recurs_on")] == ["scheduled", "scheduled", "draft"]


def test_some_of_the_new_dates_are_left_out_and_some_moved():
    sessions = make_weeks(number=2)
    series, days = sessions[0].series, [date(2027, 2, 2), date(2027, 2, 9)]

    (new,) = lengthen(
        series=series, rule=longer(series, more=2), by=None, now=NOON, skipped=days[:1],
        moved={days[1]: NOON + 30 * DAY},
    )  # fmt: skip

    assert (new.recurs_on, new.starts_at, new.apart) == (days[1], NOON + 30 * DAY, True)
    assert SessionSeries.objects.get().skipped == ["2027-02-02"]
