"""The mails that remind: what their first line says, in both languages; what a bad mail server does to them."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone, translation
from django_tasks.backends.dummy import DummyBackend

from calendars.models import CalendarSettings
from calendars.tests.outbox import Refusing
from webinars.models import Reminder
from webinars.registration import register
from webinars.reminders import leave_due
from webinars.tasks import send_due_reminders

from .factories import NOON, make_person, make_session
from .reminding import reminded, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]
STARTS, HOUR, MINUTE = NOON + timedelta(days=7), timedelta(hours=1), timedelta(minutes=1)
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def due(**fields):
    """A reminder left an hour before the start, and its registration."""
    person = make_person(**{key: fields.pop(key) for key in ("language", "display_name") if key in fields})
    registration = register(person=person, session=make_session(**fields), now=NOON)
    leave_due(now=STARTS - HOUR)
    return registration


class Cutting(EmailBackend):
    """A mail server that goes away in the middle: nobody knows whether the mail left."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SMTPServerDisconnected("gone")


class NoQueue(DummyBackend):
    """A queue that cannot be reached."""

    def enqueue(self, task, args, kwargs):
        raise ConnectionError("no queue")


class Full(EmailBackend):
    """A mail server that has no room just now."""

    def send_messages(self, messages):
        raise SMTPDataError(452, b"no space")


def test_the_first_line_in_english_says_when_and_where_to_join():
    session = due(language="en", display_name="Olena").session

    with translation.override("en"):
        assert reminded(now=STARTS - HOUR) == 1

    [message] = mail.outbox
    first, *rest = message.body.replace("\xa0", " ").splitlines()
    join = f"http://testserver/en/s/{session.public_id}/join/"
    said = first.replace(" 2027", "")  # named until that year has come
    assert said == f"Start: Tuesday, 19 January, 12:00 (Kyiv time). Join here: {join}"
    text = "\n".join(rest)
    assert message.subject == "Soon: Читаємо бюджет разом"
    assert "Good day, Olena!" in text
    assert "http://testserver/en/my/calendar/settings/" in text
    assert f"http://testserver/en/s/{session.public_id}/withdraw/" in text
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_the_mail_speaks_ukrainian_to_who_reads_ukrainian():
    session = due(mode="in_person", place="Львів, вул. Театральна, 1").session

    with translation.override("en"):
        reminded(now=STARTS - HOUR)

    [message] = mail.outbox
    first = message.body.splitlines()[0]
    assert "вівторок, 19\xa0січня" in first
    assert "12:00" in first
    assert "Львів, вул. Театральна, 1" in first
    assert "/join/" not in message.body
    assert f"http://testserver/s/{session.public_id}/withdraw/" in message.body


def test_who_comes_and_who_joins_both_read_where():
    session = due(mode="mixed", place="Львів").session
    reminded(now=STARTS - HOUR)

    first = mail.outbox[0].body.splitlines()[0]
    assert "Львів" in first
    assert first.endswith(f"http://testserver/s/{session.public_id}/join/")


def test_a_dead_mail_server_delays(settings):
    due()
    settings.EMAIL_BACKEND = "calendars.tests.outbox.NoServer"
    assert reminded(now=STARTS - HOUR) == 0

    settings.EMAIL_BACKEND = LOCMEM
    assert sweep(STARTS - HOUR + 5 * MINUTE) == 1


def test_a_server_that_has_no_room_is_asked_again_until_the_start(settings):
    due()
    settings.EMAIL_BACKEND = f"{__name__}.Full"
    assert sweep(STARTS - MINUTE) == 0

    settings.EMAIL_BACKEND = LOCMEM
    assert sweep(STARTS) == 0
    assert not Reminder.objects.waiting().exists()


def test_a_refused_address_stops_nobody_and_is_not_asked_again(settings, monkeypatch):
    bad = due().person
    good = due().person
    monkeypatch.setattr(Refusing, "address", bad.email)
    settings.EMAIL_BACKEND = "calendars.tests.outbox.Refusing"

    assert (reminded(now=STARTS - HOUR), sweep(STARTS - HOUR + MINUTE)) == (1, 0)
    assert [message.to for message in mail.outbox] == [[good.email]]


def test_a_mail_that_may_have_left_is_not_sent_again(settings):
    due()
    settings.EMAIL_BACKEND = f"{__name__}.Cutting"
    reminded(now=STARTS - HOUR)

    settings.EMAIL_BACKEND = LOCMEM
    assert sweep(STARTS - HOUR + 5 * MINUTE) == 0
    assert len(mail.outbox) == 1


def test_what_a_worker_died_with_is_not_sent_again():
    due()
    Reminder.objects.update(taken_at=STARTS - HOUR)

    assert sweep(STARTS - HOUR + 5 * MINUTE) == 0


def test_a_sweep_that_dies_before_its_task_is_queued_left_nothing_and_the_next_one_does(settings):
    register(person=make_person(), session=make_session(), now=NOON)
    settings.TASKS = {"default": {"BACKEND": "webinars.tests.test_reminder_mails.NoQueue"}}
    with pytest.raises(ConnectionError):
        leave_due(now=STARTS - HOUR)
    assert not Reminder.objects.exists()

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert sweep(STARTS - HOUR + 5 * MINUTE) == 1


def test_the_tasks_of_the_schedule_leave_and_send(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    now = timezone.now()
    person, session = make_person(), make_session(starts_at=now + HOUR / 2)
    CalendarSettings.objects.create(person=person, quiet_from="00:00", quiet_until="00:00")
    session.registrations.create(person=person, created_at=now - 7 * HOUR)

    send_due_reminders.enqueue()

    assert [message.to for message in mail.outbox] == [[person.email]]
