"""Real workers, killed and side by side, on whichever database the tests run: nobody twice, nobody lost."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from certificates.models import IssueRun
from certificates.runs import approve, plan
from courses.models import Enrollment
from people.models import Person

from .conftest import NOON

PEOPLE = 24
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(cohort, course_rule, settings):
    """An approved list that no worker has seen."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for number in range(PEOPLE):
        person = Person.objects.create(legal_name=f"Особа {number}", display_name="О.", email=f"p{number}@example.org")
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    return approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)


@pytest.fixture
def start(run, tmp_path):
    """``start("issue")``: a worker process on a database that holds what the test wrote."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": database_url(tmp_path),
        "VAR_DIR": str(tmp_path),
        "ENV_FILE": "",
        "PYTHONWARNINGS": "error::RuntimeWarning",
    }
    workers = []

    def start(what):
        command = [sys.executable, "-m", "certificates.tests.worker", what, str(run.pk)]
        workers.append(
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
        )
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.communicate()


def database_url(tmp_path):
    """PostgreSQL is shared with the workers; SQLite's memory is not, so they get a file like it."""
    if connection.vendor == "postgresql":
        has = connection.settings_dict
        return f"postgres://{has['USER']}:{has['PASSWORD']}@{has['HOST']}:{has['PORT']}/{has['NAME']}"
    file = sqlite3.connect(tmp_path / "school.sqlite3")
    connection.connection.backup(file)
    file.close()
    return f"sqlite:///{tmp_path / 'school.sqlite3'}"


def facts(start):
    said, _nothing = start("facts").communicate(timeout=60)
    return json.loads(said)


def everybody_once(found):
    people = sorted(Person.objects.values_list("pk", flat=True))
    return found == {
        "state": IssueRun.State.FINISHED,
        "outcomes": ["issued"] * PEOPLE,
        "people": people,
        "in rows": people,
        "whole files": PEOPLE,
        "mails queued": PEOPLE,
    }


def test_a_worker_killed_in_the_middle_is_followed_by_one_who_finishes(start):
    for after in (1, 2, 1):  # groups of three
        worker = start("issue")
        for _row in range(after):
            assert worker.stdout.readline()
        worker.kill()  # SIGKILL, wherever it is within the next group
        worker.wait(timeout=60)
    halfway = facts(start)

    assert start("task").wait(timeout=60) == 0

    assert halfway["state"] == IssueRun.State.RUNNING
    assert 12 <= len(halfway["people"]) == len(set(halfway["people"])) < PEOPLE
    assert len(halfway["people"]) % 3 == 0  # a group, or nothing of it
    assert halfway["outcomes"].count("issued") == len(halfway["people"]) == halfway["mails queued"]
    assert everybody_once(facts(start))


def test_two_workers_at_once_and_a_third_afterwards_issue_to_everybody_once(start):
    both = [start("issue"), start("issue")]
    done = [worker.communicate(timeout=60)[0].split() for worker in both]
    assert start("task").wait(timeout=60) == 0

    assert [worker.returncode for worker in both] == [0, 0]
    assert len(done[0]) + len(done[1]) == PEOPLE
    assert everybody_once(facts(start))
