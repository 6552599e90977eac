"""One act, one mail: several dates taken, left, moved, called off; told once to each, what is new in the first line."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from calendars.acts import together
from calendars.models import CalendarSettings, Invitation
from calendars.outbox import send_due
from webinars.approval import ask_for_seat
from webinars.bulk import cancel_planned, carry_out, plan_cancel
from webinars.date_choice import choose_dates
from webinars.models import EventPage
from webinars.registration import register
from webinars.series import change_series
from webinars.series_changes import Scope, SeriesChange
from webinars.waiting import join_queue

from .factories import make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def weeks(number=3, **fields):
    now = timezone.now()
    return make_weeks(number=number, first_on=(now + 14 * DAY).date(), now=now, **fields)


def comes(sessions, **fields):
    """Somebody with seats in ``sessions``, and nothing in their mailbox."""
    person, now = make_person(**fields), timezone.now()
    choose_dates(person=person, offered=sessions, wanted=sessions, now=now)
    mail.outbox.clear()
    return person


def calendars(message):
    """(METHOD, UID, SEQUENCE) of each file of a mail."""
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    found = []
    for part in parsed.iter_attachments():
        calendar = Calendar.from_ical(part.get_payload(decode=True))
        (event,) = calendar.walk("VEVENT")  # an invitation is about one thing
        found.append((str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"]))
    return found


def first_lines():
    return [(message.to[0], message.body.splitlines()[0]) for message in mail.outbox]


def test_who_registers_for_three_dates_gets_one_mail_that_lists_them():
    sessions, person = weeks(), make_person(language="en")

    choose_dates(person=person, offered=sessions, wanted=sessions, now=timezone.now())

    (message,) = mail.outbox
    assert message.subject == "You are registered for 3 dates: Читаємо бюджет разом"
    assert message.body.count("– ") >= 3 and f"/e/{sessions[0].event.pk}/dates/" in message.body
    assert calendars(message) == [("REQUEST", session.uid, 0) for session in sessions]
    assert "text/calendar" not in message.message().as_string()  # no button that would answer for one date alone
    assert set(Invitation.objects.values_list("state", flat=True)) == {"sent"}


def test_who_takes_and_leaves_dates_in_one_go_reads_both_in_one_mail():
    sessions = weeks()
    person = comes(sessions[:2], language="en")

    choose_dates(person=person, offered=sessions, wanted=sessions[2:], now=timezone.now())

    (message,) = mail.outbox
    assert message.subject == "Your dates: Читаємо бюджет разом"
    assert "You are registered for 1 date:" in message.body.splitlines()[0]
    assert "Your registration for 2 dates is cancelled:" in message.body
    assert sorted(method for method, _uid, _sequence in calendars(message)) == ["CANCEL", "CANCEL", "REQUEST"]


def test_one_date_alone_is_the_mail_it_always_was():
    sessions = weeks()
    person = make_person(language="en")

    choose_dates(person=person, offered=sessions, wanted=sessions[:1], now=timezone.now())

    (message,) = mail.outbox
    assert message.subject == "You are registered: Читаємо бюджет разом"
    assert Calendar.from_ical(message.calendar)["METHOD"] == "REQUEST"


def test_a_moved_series_is_told_once_to_each_with_the_dates_that_are_theirs():
    sessions = weeks()
    all_three, last = comes(sessions, language="en"), comes(sessions[2:], language="uk")
    before = [session.starts_at for session in sessions]

    later = SeriesChange(at=(sessions[0].starts_at + HOUR).astimezone(timezone.get_default_timezone()).time())
    change_series(session=sessions[0], scope=Scope.ALL, change=later, by=None, now=timezone.now())

    told = dict(first_lines())
    assert (len(mail.outbox), set(told)) == (2, {all_three.email, last.email})
    assert told[all_three.email] == "3 dates have another time: Читаємо бюджет разом"
    assert told[last.email].startswith("New time: ")  # one date alone is worded as it always was
    (message,) = [message for message in mail.outbox if message.to == [all_three.email]]
    assert message.body.count("New time:") == len(before) == 3
    assert calendars(message) == [("REQUEST", session.uid, 1) for session in sessions]


def test_several_sessions_called_off_together_name_the_reason_once():
    sessions = [*weeks(2), make_session(event=make_event(title="Форум"), starts_at=timezone.now() + 9 * DAY)]
    comes(sessions, language="en")
    now = timezone.now()

    plans = [plan_cancel(session, now=now) for session in sessions]
    carry_out(plans, verb=cancel_planned, by=None, now=now, reason="Немає світла")

    (message,) = mail.outbox
    assert message.subject == "3 dates are cancelled: several events"
    assert message.body.count("Немає світла") == 1 and "Форум" in message.body
    assert {method for method, _uid, _sequence in calendars(message)} == {"CANCEL"}


def test_who_wants_no_calendars_gets_the_words_alone():
    sessions, person = weeks(), make_person(language="en")
    CalendarSettings.objects.create(person=person, mails=False)

    choose_dates(person=person, offered=sessions, wanted=sessions, now=timezone.now())

    (message,) = mail.outbox
    assert calendars(message) == [] and "attached" not in message.body


def test_what_was_overtaken_before_it_left_is_not_told(tasks_wait):
    sessions, person, now = weeks(), make_person(language="en"), timezone.now()
    choose_dates(person=person, offered=sessions, wanted=sessions, now=now)
    choose_dates(person=person, offered=sessions, wanted=sessions[:2], now=now + HOUR)

    assert send_due(now=now + HOUR) == 1

    assert first_lines() == [(person.email, "You are registered for 2 dates: Читаємо бюджет разом")]
    assert send_due(now=now + 2 * HOUR) == 0


def test_a_mail_that_does_not_leave_comes_whole_the_next_time(tasks_wait, settings):
    sessions, person, now = weeks(), make_person(language="en"), timezone.now()
    choose_dates(person=person, offered=sessions, wanted=sessions, now=now)
    settings.EMAIL_BACKEND = "calendars.tests.outbox.NoServer"
    assert send_due(now=now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_due(now=now + HOUR) == 1

    assert len(calendars(mail.outbox[0])) == 3


def test_acts_of_different_moments_and_an_act_that_fails_are_not_joined():
    sessions, person = weeks(2), make_person()
    with pytest.raises(ZeroDivisionError), together():
        register(person=person, session=sessions[0], now=timezone.now())
        raise ZeroDivisionError
    mail.outbox.clear()

    register(person=person, session=sessions[1], now=timezone.now())

    assert [len(calendars(message)) for message in mail.outbox] == [1]


def test_who_waits_for_several_dates_hears_of_them_in_one_mail_and_who_asked_for_seats_too():
    sessions = weeks(capacity=1)
    comes(sessions)
    waits, asks, now = make_person(language="en"), make_person(language="en"), timezone.now()
    for session in sessions:
        join_queue(person=waits, session=session, now=now)
    EventPage.objects.filter(pk=sessions[0].event_id).update(approval=True)
    for session in sessions:
        ask_for_seat(person=asks, session=session, now=now)
    sessions[0].refresh_from_db()

    change_series(session=sessions[0], scope=Scope.ALL, change=SeriesChange(days=1), by=None, now=timezone.now())

    told = {message.to[0]: message for message in mail.outbox}
    assert len(mail.outbox) == 3
    assert told[waits.email].subject == told[asks.email].subject == "3 dates have another time: Читаємо бюджет разом"
    assert "your place is kept" in told[waits.email].body and "Your requests stand" in told[asks.email].body
    assert told[waits.email].body.count("– ") == told[asks.email].body.count("– ") == 3
