"""``/healthz`` says 503 when the database is away or the worker is silent."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task

from lms import health
from lms.schedules import JOBS, sync_schedules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs(db):
    """The cluster knows its periodic jobs, and none is due."""
    sync_schedules(now=timezone.now())
    Schedule.objects.update(next_run=timezone.now() + timedelta(minutes=5))


def wait(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def test_healthz_is_well_when_nothing_waits(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "queue_age_seconds": 0,
        "schedule_delay_seconds": 0,
        "missing_jobs": 0,
        "failed_tasks": 0,
    }
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


def test_healthz_tells_that_the_cluster_was_never_told_its_jobs(client):
    Schedule.objects.all().delete()

    response = client.get("/healthz")

    assert (response.status_code, response.json()["missing_jobs"]) == (503, len(JOBS))


def finished(name, *, hours, success):
    stopped = timezone.now() - timedelta(hours=hours)
    Task.objects.create(id=name, name=name, func="x", started=stopped, stopped=stopped, success=success)


def test_healthz_counts_what_failed_today_without_an_alarm(client):
    finished("failed", hours=23, success=False)
    finished("failed before", hours=25, success=False)
    finished("done", hours=1, success=True)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["failed_tasks"]) == (200, 1)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_healthz_tells_that_the_database_is_away(client, monkeypatch, error):
    def fail(**kwargs):
        raise error("gone")

    monkeypatch.setattr(health, "queue_age", fail)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})
