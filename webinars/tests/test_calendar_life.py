"""Whatever is done to a session, in any order: calendars end up with the truth, and their counters only rise."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from webinars.models import Session
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore

from .calendars import FEED, coming, events
from .factories import make_person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ACTIONS = ("register", "withdraw", "move", "retitle", "cancel", "restore")
COUNTED = {"move", "cancel", "restore"}


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


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
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
