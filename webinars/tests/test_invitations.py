"""What the registered hear of their sessions, in their mailbox and in their calendar app."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore
from webinars.series import move as move_date
from webinars.waiting import join_queue

from .calendars import FEED, events
from .factories import make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def coming(**fields):
    starts = (timezone.now() + 7 * DAY).replace(microsecond=0)
    return make_session(starts_at=starts, **fields)


def joined(session, **fields):
    person = make_person(**fields)
    register(person=person, session=session, now=timezone.now())
    return person


def move(session, **changes):
    session.refresh_from_db()
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    reschedule(session=session, by=None, now=timezone.now(), **{**times, **changes})


def said():
    """(person, method, SEQUENCE, STATUS) of each mail, in order."""
    rows = []
    for message in mail.outbox:
        calendar = Calendar.from_ical(message.calendar)
        (event,) = calendar.walk("VEVENT")
        status = event.get("STATUS")
        rows.append((message.to[0], str(calendar["METHOD"]), event["SEQUENCE"], status and str(status)))
    return rows


def test_a_life_of_a_session_in_two_calendars():
    session = coming()
    olena, ivan = joined(session), joined(session)
    move(session, starts_at=session.starts_at - HOUR)
    withdraw(person=ivan, session=session, now=timezone.now())
    cancel(session=session, by=None, now=timezone.now(), reason="Немає світла")
    restore(session=session, by=None, now=timezone.now())

    assert said() == [
        (olena.email, "REQUEST", 0, "CONFIRMED"),
        (ivan.email, "REQUEST", 0, "CONFIRMED"),
        (olena.email, "REQUEST", 1, "CONFIRMED"),
        (ivan.email, "REQUEST", 1, "CONFIRMED"),
        (ivan.email, "CANCEL", 2, None),
        (olena.email, "CANCEL", 2, "CANCELLED"),
        (olena.email, "REQUEST", 3, "CONFIRMED"),
    ]
    assert "Немає світла" in mail.outbox[5].body


def test_the_invitation_has_the_uid_of_the_feed_and_leads_into_the_room():
    session = coming()
    person = joined(session, language="en")

    (message,) = mail.outbox
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert (message.subject, message.to) == ("You are registered: Читаємо бюджет разом", [person.email])
    assert (event["UID"], event.decoded("DTSTART")) == (session.uid, session.starts_at)
    assert event["LOCATION"] == f"http://testserver/en/s/{session.public_id}/join/"
    assert session.room_name not in message.message().as_string()
    assert f"/en/s/{session.public_id}/join/" in message.body


def test_who_withdrew_gets_no_way_into_the_room():
    session = coming()
    person = joined(session)
    withdraw(person=person, session=session, now=timezone.now())

    message = mail.outbox[-1]
    assert message.subject == "Your registration is cancelled: Читаємо бюджет разом"
    assert "/join/" not in message.body
    assert b"/join/" not in message.calendar.replace(b"\r\n ", b"")


def test_the_first_line_says_what_changed():
    session = coming(mode="mixed", place="Бібліотека")
    joined(session, language="en")
    before = session.starts_at

    move(session, starts_at=session.starts_at - HOUR, place="Будинок культури")

    first = mail.outbox[-1].body.splitlines()[0]
    assert first.startswith("New time: ")
    assert f"{timezone.localtime(before):%H:%M}" in first.partition("Before: ")[2]
    assert f"{timezone.localtime(before - HOUR):%H:%M}" in first.partition("Before: ")[0]
    assert first.endswith("New place: Будинок культури.")


def test_a_new_place_alone_keeps_the_sequence():
    session = coming(mode="mixed", place="Бібліотека")
    joined(session)

    move(session, place="Будинок культури")

    assert [sequence for _to, _method, sequence, _status in said()] == [0, 0]


def test_coming_back_after_leaving_is_a_new_invitation():
    session = coming()
    person = joined(session)
    withdraw(person=person, session=session, now=timezone.now())
    register(person=person, session=session, now=timezone.now())

    assert [(method, sequence) for _to, method, sequence, _status in said()] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
    ]


def test_moved_to_another_session_is_a_cancel_here_and_an_invitation_there():
    first, second = coming(), coming()
    person = joined(first)
    mail.outbox.clear()

    withdraw(person=person, session=first, now=timezone.now())
    register(person=person, session=second, now=timezone.now())

    uids = [str(Calendar.from_ical(message.calendar).walk("VEVENT")[0]["UID"]) for message in mail.outbox]
    assert uids == [first.uid, second.uid]
    assert [method for _to, method, _sequence, _status in said()] == ["CANCEL", "REQUEST"]


def test_one_date_of_a_series_that_moves_is_told_alone(client):
    first_on = timezone.localdate() + 7 * DAY
    sessions = make_weeks(number=3, first_on=first_on, now=timezone.now())
    person = make_person()
    for session in sessions:
        register(person=person, session=session, now=timezone.now())
    mail.outbox.clear()
    day = sessions[1].recurs_on

    move_date(series=sessions[0].series, day=day, starts_at=sessions[1].starts_at + DAY, by=None, now=timezone.now())

    assert said() == [(person.email, "REQUEST", 1, "CONFIRMED")]
    (event,) = Calendar.from_ical(mail.outbox[0].calendar).walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART")) == (sessions[1].uid, sessions[1].starts_at + DAY)
    feed = events(client, FEED)
    assert [feed[session.uid]["SEQUENCE"] for session in sessions] == [0, 1, 0]
    assert [feed[session.uid].decoded("DTSTART") for session in sessions[::2]] == [
        session.starts_at for session in sessions[::2]
    ]


def test_who_comes_in_from_the_queue_is_invited_then_and_not_before():
    session = coming(capacity=1)
    sitting, waiting = joined(session), make_person()
    join_queue(person=waiting, session=session, now=timezone.now())
    mail.outbox.clear()

    withdraw(person=sitting, session=session, now=timezone.now())
    offer = [message for message in mail.outbox if message.to == [waiting.email]]
    assert [hasattr(message, "calendar") for message in offer] == [False], "an offer is no seat yet"
    mail.outbox.clear()
    register(person=waiting, session=session, now=timezone.now())

    assert said() == [(waiting.email, "REQUEST", 0, "CONFIRMED")]


def test_nobody_is_invited_without_an_address_or_to_what_is_over():
    session = coming()
    joined(session, account=False, email="")
    past = make_session(starts_at=timezone.now() - DAY)
    register(person=make_person(), session=past, now=past.starts_at)

    assert mail.outbox == []
