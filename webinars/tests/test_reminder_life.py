"""Whatever the sweeps, outages, moves and wishes: never twice, never after the start, never in quiet hours."""

from collections import Counter
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from calendars.models import CalendarSettings
from calendars.offsets import Offset
from webinars.models import Registration, Reminder, Session
from webinars.registration import register
from webinars.reminders import leave_due

from .factories import NOON, make_event, make_person, make_session
from .reminding import reminded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]
OFFSETS = st.lists(st.sampled_from(Offset.values), unique=True, min_size=2)
CLOCKS = st.integers(0, 47).map(lambda half: time(half // 2, 30 * (half % 2)))
HOURS = st.integers(0, 11).map(lambda hours: timedelta(hours=hours, minutes=20))
DEEDS = st.sampled_from(["both", "both", "both", "sweep", "send", "send", "move", "wish"])
STEPS = st.lists(st.tuples(DEEDS, HOURS, OFFSETS), min_size=10, max_size=30)


def is_quiet(moment, wishes):
    """Written from the clock alone, unlike ``calendars.quiet``."""
    clock, first, last = moment.astimezone(KYIV).time(), wishes.quiet_from, wishes.quiet_until
    return first <= clock < last if first <= last else clock >= first or clock < last


@settings(max_examples=40)
@given(steps=STEPS, starts_in=st.integers(6, 60), quiet=st.tuples(CLOCKS, CLOCKS), offsets=OFFSETS)
def test_any_life_of_a_registration(steps, starts_in, quiet, offsets):
    Registration.objects.all().delete()  # of the example before
    session = make_session(event=make_event(reminder_offsets=offsets), starts_at=NOON + timedelta(hours=starts_in))
    registration = register(person=make_person(), session=session, now=NOON)
    wishes = CalendarSettings.objects.create(person=registration.person, quiet_from=quiet[0], quiet_until=quiet[1])
    now, sent = NOON, Counter()

    for step, hours, own in steps:
        now += hours
        session.refresh_from_db()
        if step == "move":
            starts_at = now + 4 * hours
            Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
        if step == "wish":
            CalendarSettings.objects.filter(pk=wishes.pk).update(reminders="own", reminder_offsets=own)
        if step in ("sweep", "both"):
            leave_due(now=now)
        if step in ("send", "both"):
            left = reminded(now=now)
            assert left <= 1
            assert not left or (now < session.starts_at and not is_quiet(now, wishes))
            sent[session.starts_at] += left

    rows = Reminder.objects.filter(sent_at__isnull=False).order_by("sent_at")
    assert Counter(rows.values_list("starts_at", flat=True)) == +sent
    for start in set(sent):
        nearer = [row.minutes for row in rows if row.starts_at == start]
        assert nearer == sorted(set(nearer), reverse=True)  # each once, and never a staler one after a nearer one
