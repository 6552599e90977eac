"""Two sweeps and two workers at the same moment, over real connections."""

import itertools
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection

from webinars.models import Reminder
from webinars.registration import register, withdraw
from webinars.reminder_mails import send_waiting
from webinars.reminders import leave_due

from .factories import NOON, make_person, make_session
from .reminding import sweep
from .test_concurrency import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("tasks_wait"),
]
PEOPLE = 12
DUE = NOON + timedelta(days=7, hours=-1)


@pytest.fixture
def people(monkeypatch):
    """Registered for one session, more of them than a batch holds."""
    monkeypatch.setattr("webinars.reminders.BATCH", 5)
    monkeypatch.setattr("webinars.taken_mails.BATCH", 5)
    session, people = make_session(), [make_person() for _number in range(PEOPLE)]
    for person in people:
        register(person=person, session=session, now=NOON)
    return people


def recipients():
    return sorted(message.to[0] for message in mail.outbox)


def test_two_sweeps_at_once_leave_each_reminder_once(people):
    at_once(*[lambda: leave_due(now=DUE)] * 2)

    assert Reminder.objects.count() == PEOPLE
    assert send_waiting(now=DUE) == PEOPLE
    assert recipients() == sorted(person.email for person in people)


def test_two_workers_at_once_send_each_reminder_once(people):
    leave_due(now=DUE)

    counts = at_once(*[lambda: send_waiting(now=DUE)] * 2)

    assert sum(counts) == PEOPLE
    assert recipients() == sorted(person.email for person in people)


def test_sweeps_with_their_workers_at_once_and_somebody_leaving(people):
    leaving = people[0]
    session = leaving.registrations.get().session

    *counts, _registration = at_once(
        lambda: sweep(DUE),
        lambda: sweep(DUE),
        lambda: withdraw(person=leaving, session=session, now=DUE),
    )

    assert sum(counts) == len(mail.outbox) == len(set(recipients()))
    assert set(recipients()) >= {person.email for person in people[1:]}
    assert sweep(DUE + timedelta(minutes=5)) == 0


def killed():
    """A sweep whose connection is cut when it leaves its second batch."""
    batches = itertools.count(1)

    def cut(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "webinars_reminder"') and next(batches) == 2:
            connection.connection.close()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cut), pytest.raises(DatabaseError):
        leave_due(now=DUE)


def test_a_sweep_killed_in_the_middle_is_finished_by_two_others_at_once(people):
    at_once(killed)
    assert Reminder.objects.count() == 5

    at_once(*[lambda: leave_due(now=DUE)] * 2)

    assert Reminder.objects.count() == PEOPLE
    assert send_waiting(now=DUE) == PEOPLE
    assert recipients() == sorted(person.email for person in people)
