"""Moments come out of PostgreSQL as they went in, whatever the zone of the connection; it compiles no questions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError, connection, connections
from hypothesis import given
from hypothesis import strategies as st

from people.postgres import Planned

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC))


def read(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        return cursor.fetchone()[0]


@given(MOMENTS)
def test_a_moment_is_read_as_it_was_written(moment):
    assert read(moment) == moment
    assert read(moment).utcoffset() == timedelta(0)


def test_the_loader_is_the_fast_one():
    assert connection.connection.adapters.get_loader(1184, 0).__name__ == "MomentLoader"


def test_questions_are_answered_not_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_a_planned_cursor_numbers_the_places_and_leaves_per_cent_signs():
    with Planned(connection).cursor() as cursor:
        cursor.execute("SELECT %s::text, '5 %%', %s::int", ["25 %s", 7])
        assert cursor.fetchone() == ("25 %s", "5 %", 7)


def test_another_zone_of_the_connection_is_kept():
    kyiv = connections.create_connection("default")
    kyiv.settings_dict = {**connection.settings_dict, "TIME_ZONE": "Europe/Kyiv"}
    try:
        with kyiv.cursor() as cursor:
            cursor.execute("SELECT '2026-10-25 00:30:00.5+00'::timestamptz")
            moment = cursor.fetchone()[0]
    finally:
        kyiv.close()
    # By its timestamp: Python holds no moment of a repeated hour equal to one in another zone (PEP 495).
    assert moment.timestamp() == datetime(2026, 10, 25, 0, 30, 0, 500000, tzinfo=UTC).timestamp()
    assert moment.tzinfo == ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize("said", ["infinity", "0044-03-15 00:00:00+00 BC"])
def test_what_python_cannot_say_is_refused_as_before(said):
    with pytest.raises(DataError):
        read(said)
