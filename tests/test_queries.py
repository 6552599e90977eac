"""A page that several apps fill costs the same for three things as for one. What one app fills, it counts itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.tests.factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries_of(client):
    """``queries_of(person, path)``: how many queries the page takes once its caches are warm."""

    def count(person, path):
        client.force_login(person.user)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(path)
        assert answer.status_code == 200
        return answer, len(seen)

    return count


def test_my_calendar_costs_the_same_for_three_sessions_as_for_one(queries_of):
    person, now = make_person(), timezone.now()

    def take_part():
        session = make_session(event=make_event(), starts_at=now + timedelta(days=3))
        session.registrations.create(person=person, created_at=now)

    take_part()
    one, queries_of_one = queries_of(person, "/my/calendar/")
    take_part()
    take_part()
    three, queries_of_three = queries_of(person, "/my/calendar/")

    assert [len(answer.context["entries"]) for answer in (one, three)] == [1, 3]
    assert queries_of_three == queries_of_one
