"""``/healthz`` says 503 when the database is away or the worker is silent."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from lms import health

pytestmark = pytest.mark.django_db


def wait(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def test_healthz_is_well_when_nothing_waits(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "queue_age_seconds": 0, "schedule_delay_seconds": 0}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
def test_healthz_tells_that_a_task_waits_too_long(client, minutes, status):
    OrmQ.objects.create(key="school", payload="x", lock=wait(minutes))

    response = client.get("/healthz")

    assert response.status_code == status
    assert response.json()["queue_age_seconds"] // 60 == minutes


def test_healthz_does_not_count_a_task_that_is_being_done(client):
    OrmQ.objects.create(key="school", payload="x", lock=timezone.now() + timedelta(minutes=9))

    assert client.get("/healthz").json()["queue_age_seconds"] == 0


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
def test_healthz_tells_that_no_worker_starts_the_periodic_jobs(client, minutes, status):
    Schedule.objects.create(name="sweep", func="x", next_run=wait(minutes))

    response = client.get("/healthz")

    assert response.status_code == status
    assert response.json()["schedule_delay_seconds"] // 60 == minutes


def test_healthz_looks_at_schedules_alone_when_the_queue_lives_in_redis(client, settings):
    settings.REDIS_URL = "redis://localhost:6379/0"
    OrmQ.objects.create(key="school", payload="x", lock=wait(60))

    assert client.get("/healthz").status_code == 200


def test_healthz_tells_that_the_database_is_away(client, monkeypatch):
    def fail(**kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "queue_age", fail)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})
