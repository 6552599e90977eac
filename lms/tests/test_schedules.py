"""The cluster's periodic jobs match the table, and each of them can really be run."""

import ast
from datetime import UTC, datetime

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

from lms.schedules import JOBS, sync_schedules

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 10, tzinfo=UTC)


def rows():
    return list(Schedule.objects.order_by("pk").values_list("name", "func", "args", "minutes", "next_run"))


def test_sync_makes_one_row_a_job_and_twice_changes_nothing():
    sync_schedules(now=NOON)
    first = rows()
    sync_schedules(now=NOON.replace(hour=11))

    assert rows() == first
    assert [row[0] for row in first] == [job.name for job in JOBS]


def test_sync_starts_sweeps_at_once_and_the_rest_at_night():
    sync_schedules(now=NOON)

    night = datetime(2027, 1, 13, 1, 20, tzinfo=UTC)  # 3:20 in Kyiv
    assert {row[-1] for row in rows() if row[3]} == {NOON}
    assert {row[-1] for row in rows() if not row[3]} == {night}


def test_sync_takes_the_same_night_when_it_is_still_to_come():
    sync_schedules(now=datetime(2027, 1, 12, 0, tzinfo=UTC))

    assert {row[-1] for row in rows() if not row[3]} == {datetime(2027, 1, 12, 1, 20, tzinfo=UTC)}


def test_sync_corrects_what_changed_and_removes_what_is_gone():
    sync_schedules(now=NOON)
    expected = rows()
    Schedule.objects.filter(name=JOBS[0].name).update(minutes=1, args="('other',)")
    Schedule.objects.create(name="Left over", func="people.gone")

    sync_schedules(now=NOON)

    assert rows() == expected


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_job_runs_as_the_cluster_would_run_it(job):
    sync_schedules(now=NOON)
    row = Schedule.objects.get(name=job.name)

    import_string(row.func)(*ast.literal_eval(row.args))

    assert ast.literal_eval(row.args) == job.args
