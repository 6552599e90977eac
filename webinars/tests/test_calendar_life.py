"""Whatever is done to a session, in any order: calendars end up with the truth, and their counters only rise."""

from datetime import UTC, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.plain_text import clean_text
from calendars.tests.test_readers import words
from webinars.exceptions import SchedulingRefused
from webinars.models import Session
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore, schedule

from .calendars import FEED, coming, events, private_feed
from .factories import make_event, make_person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ACTIONS = ("register", "withdraw", "move", "retitle", "cancel", "restore")
COUNTED = {"move", "cancel", "restore"}


@pytest.fixture
def event():
    return make_event()


def act(action, *, session, person):
    """Do it as far as the school allows it."""
    at = {"by": None, "now": timezone.now()}
    if action == "register" and not session.is_cancelled:
        register(person=person, session=session, now=at["now"])
    elif action == "withdraw":
        withdraw(person=person, session=session, now=at["now"])
    elif action == "move":
        reschedule(session=session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, **at)
    elif action == "retitle":
        times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
        reschedule(session=session, title=f"{session.title}+", **times, **at)
    elif action == "cancel":
        cancel(session=session, **at)
    elif action == "restore":
        restore(session=session, **at)


def messages():
    read = [Calendar.from_ical(message.calendar) for message in mail.outbox if message.calendar]
    return [(str(calendar["METHOD"]), calendar.walk("VEVENT")[0]) for calendar in read]


def in_own_calendar(person):
    """Start and title of the session as the person's app has it after all mails, or None."""
    kept = None
    for method, event in messages():
        assert event["ATTENDEE"] == f"mailto:{person.email}"
        kept = event.decoded("DTSTART") if method == "REQUEST" else None
    return kept


@settings(max_examples=25)
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=8))
def test_any_life_ends_with_the_truth_in_mailbox_and_feed(actions):
    session, person = coming(), make_person()
    mail.outbox.clear()

    for action in actions:
        before = Session.objects.get(pk=session.pk)
        act(action, session=before, person=person)
        after = Session.objects.get(pk=session.pk)

        differs = (before.starts_at, before.ends_at, before.state) != (after.starts_at, after.ends_at, after.state)
        assert after.sequence == before.sequence + differs
        assert not differs or action in COUNTED
        shown = events(Client(), FEED)[session.uid]
        assert (shown["SEQUENCE"], shown["UID"]) == (after.sequence, session.uid)
        assert shown.decoded("DTSTART") == after.starts_at.replace(microsecond=0)

    has_seat = session.registrations.active().exists() and not after_all(session).is_cancelled
    assert in_own_calendar(person) == (after_all(session).starts_at.replace(microsecond=0) if has_seat else None)
    numbers = [event["SEQUENCE"] for _method, event in messages()]
    assert numbers == sorted(set(numbers))


def after_all(session):
    return Session.objects.get(pk=session.pk)


def test_feed_own_feed_download_and_invitation_say_the_same_from_first_to_last(client):
    session, person = coming(mode="mixed", place="Бібліотека"), make_person()
    addresses = [FEED, private_feed(person), f"/s/{session.public_id}.ics"]
    said = []
    for action in ("register", "retitle", "move", "cancel", "restore"):
        act(action, session=after_all(session), person=person)
        files = [events(client, address)[session.uid] for address in addresses]
        invited = messages()[-1][1]
        for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "STATUS"):
            assert len({event[name].to_ical() for event in (*files, invited)}) == 1, (action, name)
        for name in ("SUMMARY", "DTSTAMP", "LAST-MODIFIED"):
            assert len({event[name].to_ical() for event in files}) == 1, (action, name)
        assert action == "retitle" or invited["SUMMARY"] == files[0]["SUMMARY"]
        said.append((action, files[0]["SEQUENCE"], str(files[0]["STATUS"])))

    assert said == [
        ("register", 0, "CONFIRMED"),
        ("retitle", 0, "CONFIRMED"),
        ("move", 1, "CONFIRMED"),
        ("cancel", 2, "CANCELLED"),
        ("restore", 3, "CONFIRMED"),
    ]


accepted = words.map(lambda text: text.replace("\0", ""))  # no form takes a zero byte, nor does PostgreSQL


@settings(max_examples=12)
@given(minutes=st.integers(1, 390 * 24 * 60), length=st.integers(1, 60 * 26), title=accepted, place=accepted)
def test_any_schedule_that_is_accepted_comes_back_from_the_feed(event, minutes, length, title, place):
    starts_at = timezone.now() + timedelta(minutes=minutes)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=length)}
    session = Session(event=event, title=title, place=place, mode="mixed", **times)
    try:
        schedule(session=session, by=None, now=timezone.now())
    except SchedulingRefused:
        return

    first = Client().get(FEED)
    shown = {str(row["UID"]): row for row in Calendar.from_ical(first.content).walk("VEVENT")}[session.uid]

    assert shown.decoded("DTSTART").astimezone(UTC) == starts_at.replace(microsecond=0)
    assert shown.decoded("DTEND").astimezone(UTC) == times["ends_at"].replace(microsecond=0)
    session = Session.objects.get(pk=session.pk)
    assert (shown["SUMMARY"], shown.get("LOCATION", "")) == (clean_text(session.full_title), clean_text(session.place))
    assert Client().get(FEED).content == first.content
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len(queries) == 1
