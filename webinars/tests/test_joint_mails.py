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
from webinars.approval import ask_for_seat, decide
from webinars.bulk import cancel_planned, carry_out, plan_cancel
from webinars.date_choice import choose_dates
from webinars.models import EventPage, SeatRequest
from webinars.registration import register
from webinars.scheduling import cancel, reschedule, restore
from webinars.series import change_series
from webinars.series_changes import Scope, SeriesChange
from webinars.waiting import LONGEST_OFFER, expire_offers, join_queue

from .factories import make_event, make_member, make_person, make_session, make_weeks

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
    assert "your place is kept" in told[waits.email].body and "Your request stands" in told[asks.email].body
    assert told[waits.email].body.count("– ") == told[asks.email].body.count("– ") == 3


def queue_for(sessions, **fields):
    """Who has the one seat of each of ``sessions``, and who waits for it; nothing in their mailboxes."""
    sitting, waits = comes(sessions), make_person(language="en", **fields)
    for session in sessions:
        join_queue(person=waits, session=session, now=timezone.now())
    return sitting, waits


def test_seats_held_on_several_dates_are_one_mail_and_so_is_their_end():
    sessions = weeks(capacity=1)
    sitting, waits = queue_for(sessions)
    now = timezone.now()

    choose_dates(person=sitting, offered=sessions, wanted=[], now=now)

    (message,) = [message for message in mail.outbox if message.to == [waits.email]]
    assert message.subject == "Seats are held for you on 3 dates: Читаємо бюджет разом"
    assert message.body.splitlines()[0] == message.subject
    assert [message.body.count(f"/s/{session.public_id}/register/") for session in sessions] == [1, 1, 1]
    assert message.body.count("A seat is held for you until") == 3
    mail.outbox.clear()

    assert expire_offers(now=now + LONGEST_OFFER) == 3

    ended = [(message.to, message.subject.partition(":")[0]) for message in mail.outbox]
    assert ended == [([waits.email], "The seats on 3 dates are not held any more")]


def test_a_guest_is_offered_several_seats_by_the_links_that_a_guest_can_use():
    sessions = weeks(2, capacity=1)
    sitting, waits = queue_for(sessions, account=False)

    choose_dates(person=sitting, offered=sessions, wanted=[], now=timezone.now())

    (message,) = [message for message in mail.outbox if message.to == [waits.email]]
    assert message.body.count("/g/") == 2 and "/register/" not in message.body and "/my/" not in message.body


@pytest.mark.parametrize("verb", ["move", "restore"])
def test_a_seat_that_the_same_act_offers_is_told_with_it(verb):
    (session,) = weeks(1, capacity=1)
    _sitting, waits = queue_for([session])
    by = {"session": session, "by": None, "now": timezone.now()}
    if verb == "restore":
        session.registrations.update(cancelled_at=timezone.now())
        cancel(**by)
        mail.outbox.clear()
        restore(**by)
    else:
        reschedule(starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, capacity=2, **by)

    (message,) = [message for message in mail.outbox if message.to == [waits.email]]
    assert message.subject.partition(":")[0] == {"move": "Changed", "restore": "Takes place after all"}[verb]
    assert "A seat is held for you until" in message.body and f"/s/{session.public_id}/register/" in message.body


def test_requests_declined_in_one_go_are_one_mail_with_the_reason_once_and_so_are_those_that_have_to_wait():
    sessions = weeks(2, capacity=1, event=make_event(approval=True))
    declined, queued = make_person(language="en"), make_person(language="en")
    for session in sessions:
        for person in (declined, queued):
            ask_for_seat(person=person, session=session, now=timezone.now())
        register(person=make_person(), session=session, approved=True, now=timezone.now())
    mail.outbox.clear()

    with together():
        for request in SeatRequest.objects.order_by("pk"):
            yes = request.person == queued
            reason = {} if yes else {"reason": "Лише для громад Полтавщини."}
            decide(request=request, approved=yes, by=None, now=timezone.now(), **reason)

    told = {message.to[0]: message for message in mail.outbox}
    assert len(mail.outbox) == 2
    assert told[declined.email].subject == "Your requests for 2 dates are declined: Читаємо бюджет разом"
    assert told[declined.email].body.count("Лише для громад Полтавщини.") == 1
    assert told[queued.email].subject == "You are in the queue for 2 dates: Читаємо бюджет разом"
    assert "When a seat is free, we write to you." in told[queued.email].body


def test_whom_an_organization_puts_into_two_queues_reads_one_mail_that_names_it(sent, organization):
    sessions = weeks(2, capacity=1)
    comes(sessions)
    member = make_member(organization, language="en")

    sent(sessions, member)

    (message,) = mail.outbox
    assert (message.to, message.subject.partition(":")[0]) == ([member.email], "You are in the queue for 2 dates")
    assert f"By your organization: {organization.name}" in message.body
