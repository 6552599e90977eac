from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from webinars.clashes import clashes_of, planned
from webinars.models import Session

from .factories import NOON, make_event, make_person, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
STARTS = NOON + timedelta(days=7)


def plan(**fields):
    """A session that is not written yet, on the day of all others."""
    event = fields.pop("event", None) or make_event(title="Нова подія")
    return planned(Session(event=event, **{"starts_at": STARTS, "ends_at": STARTS + HOUR, **fields}))


def reasons(*plans):
    with translation.override("en"):
        return [clash.reason for clash in clashes_of(plans)]


def test_a_host_is_at_one_place_at_a_time():
    host = make_person(name="Ірина Савчук", display_name="Ірина")
    make_session(starts_at=STARTS + HOUR / 2, host=host)
    make_session(starts_at=STARTS + HOUR / 2, host=make_person())

    assert reasons(plan(host=host)) == [
        "Ірина hosts “Читаємо бюджет разом” at that time (Tuesday, 19\xa0January, 12:30–14:00)."
    ]


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"mode": "in_person", "place": " бібліотека, ЗАЛА 2 "}, 1),
        ({"mode": "mixed", "place": "Бібліотека, зала 2", "region": "UA-53"}, 1),
        ({"mode": "in_person", "place": "Бібліотека, зала 2", "region": "UA-68"}, 0),
        ({"mode": "in_person", "place": "Бібліотека, зала 1"}, 0),
        ({"mode": "online", "place": "Бібліотека, зала 2"}, 0),
    ],
)
def test_a_place_holds_one_session_at_a_time(fields, number):
    make_session(starts_at=STARTS, mode="in_person", place="Бібліотека, зала 2", region="UA-53")

    assert len(reasons(plan(**fields))) == number


def test_the_same_event_twice_at_a_time_is_said():
    event = make_event(title="Читаємо бюджет")
    make_session(event=event, starts_at=STARTS)

    assert reasons(plan(event=event)) == [
        "“Читаємо бюджет” is planned for that time already (Tuesday, 19\xa0January, 12:00–13:30)."
    ]


def test_touching_times_cancelled_sessions_and_oneself_are_no_clash():
    host = make_person()
    make_session(starts_at=STARTS - HOUR, minutes=60, host=host)
    make_session(starts_at=STARTS + HOUR, minutes=60, host=host)
    make_session(starts_at=STARTS, host=host, state="cancelled")
    mine = make_session(starts_at=STARTS, minutes=60, host=host)

    assert reasons(planned(mine)) == []


def test_a_draft_counts_and_so_do_other_plans():
    host = make_person()
    make_session(starts_at=STARTS, host=host, state="draft")

    assert len(reasons(plan(host=host), plan(host=host))) == 3


def test_clashes_cost_the_same_for_three_plans_as_for_one():
    host = make_person()
    for _number in range(3):
        make_session(starts_at=STARTS, host=host)

    def queries(*plans):
        with CaptureQueriesContext(connection) as seen:
            assert clashes_of(plans)
        return len(seen)

    assert queries(plan(host=host)) == queries(plan(host=host), plan(host=host), plan(host=host))
