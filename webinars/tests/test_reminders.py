"""The sweep of reminders: whom it reminds of which start, when, and never twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendars.models import CalendarSettings
from webinars.models import Registration, Reminder
from webinars.registration import register, withdraw
from webinars.reminders import candidates, leave_due
from webinars.scheduling import cancel, reschedule, restore

from .factories import NOON, make_event, make_person, make_session
from .reminding import reminded, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STARTS = NOON + 7 * DAY  # noon in Kyiv, so that nothing is due in the night


def registered(session=None, *, person=None, **wishes):
    """A registration made a week before the start; ``wishes`` are its person's own settings."""
    registration = register(person=person or make_person(), session=session or make_session(), now=NOON - DAY)
    if wishes:
        CalendarSettings.objects.create(person=registration.person, **wishes)
    return registration


def heard():
    """Of each reminder whose mail left: how many minutes before which start."""
    return list(Reminder.objects.filter(sent_at__isnull=False).order_by("pk").values_list("minutes", "starts_at"))


def test_a_day_and_an_hour_before_each_once():
    registered()

    counts = [sweep(STARTS - before) for before in (2 * DAY, DAY, DAY - MINUTE, HOUR + MINUTE, HOUR, MINUTE)]

    assert counts == [0, 1, 0, 0, 1, 0]
    assert heard() == [(1440, STARTS), (60, STARTS)]


def test_an_event_has_its_own_offsets():
    registered(make_session(event=make_event(reminder_offsets=[180])))
    registered(make_session(event=make_event(reminder_offsets=[])))

    assert [sweep(STARTS - before) for before in (DAY, 3 * HOUR, HOUR)] == [0, 1, 0]


def test_what_a_person_wants_wins_over_the_event():
    session = make_session(event=make_event(reminder_offsets=[60]))
    registered(session, reminders="own", reminder_offsets=[15, 4320])
    registered(session, reminders="none")

    assert [sweep(STARTS - before) for before in (3 * DAY, HOUR, 15 * MINUTE)] == [1, 0, 1]


def test_after_an_outage_only_the_nearest_is_sent_and_after_the_start_none():
    registered(make_session(event=make_event(reminder_offsets=[10080, 1440, 180, 60])))
    assert sweep(STARTS - 30 * MINUTE) == 1
    assert heard() == [(60, STARTS)]

    other = registered(make_session(starts_at=STARTS + DAY))
    assert sweep(STARTS + DAY) == sweep(STARTS + DAY + MINUTE) == 0
    assert not other.reminders.exists()


def test_who_registers_late_is_not_reminded_at_once():
    session = make_session()
    register(person=make_person(), session=session, now=STARTS - 2 * HOUR)

    assert [sweep(STARTS - before) for before in (2 * HOUR - MINUTE, HOUR)] == [0, 1]


def test_wanting_earlier_reminders_after_a_later_one_sends_no_stale_one():
    registration = registered(reminders="own", reminder_offsets=[60])
    assert sweep(STARTS - HOUR) == 1

    registration.person.calendar_settings.reminder_offsets = [1440]
    registration.person.calendar_settings.save()

    assert sweep(STARTS - HOUR + 5 * MINUTE) == 0


def test_nobody_hears_of_what_is_not_theirs_to_attend():
    registered(person=make_person(email=""))
    registered(make_session(event=make_event(live=False)))
    gone = registered()
    withdraw(person=gone.person, session=gone.session, now=NOON)
    cancelled = registered().session
    cancel(session=cancelled, by=None, now=NOON)
    draft = registered().session
    type(draft).objects.filter(pk=draft.pk).update(state="draft")

    assert (sweep(STARTS - HOUR), Reminder.objects.count()) == (0, 0)

    restore(session=cancelled, by=None, now=STARTS - HOUR)
    assert sweep(STARTS - HOUR) == 1


def test_a_moved_session_is_reminded_of_by_its_new_time():
    session = registered().session
    assert sweep(STARTS - HOUR) == 1

    reschedule(session=session, by=None, now=STARTS - HOUR, starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOUR)

    assert [sweep(moment) for moment in (STARTS - 30 * MINUTE, STARTS, STARTS + DAY - HOUR)] == [0, 1, 1]
    assert heard() == [(60, STARTS), (1440, STARTS + DAY), (60, STARTS + DAY)]


@pytest.mark.parametrize(
    "change", ["moved", "withdrawn", "cancelled", "unwanted", "unpublished", "without address", "overtaken"]
)
def test_what_is_not_true_any_more_when_the_mail_would_leave_is_not_sent(change):
    registration = registered()
    session, person, now = registration.session, registration.person, STARTS - HOUR
    leave_due(now=STARTS - DAY)
    if change == "moved":
        reschedule(session=session, by=None, now=now, starts_at=STARTS + HOUR, ends_at=STARTS + 2 * HOUR)
    elif change == "withdrawn":
        withdraw(person=person, session=session, now=now)
    elif change == "cancelled":
        cancel(session=session, by=None, now=now)
    elif change == "unwanted":
        CalendarSettings.objects.create(person=person, reminders="none")
    elif change == "unpublished":
        type(session.event).objects.filter(pk=session.event_id).update(live=False)
    elif change == "without address":
        type(person).objects.filter(pk=person.pk).update(email="")
    else:
        leave_due(now=now)

    assert reminded(now=now) == (1 if change == "overtaken" else 0)
    assert not Reminder.objects.waiting().exists()


def test_a_reminder_that_falls_into_the_night_comes_when_it_ends():
    late = STARTS + 10 * HOUR + 30 * MINUTE  # half past ten in the evening
    registered(make_session(starts_at=late, event=make_event(reminder_offsets=[1440])))

    nights = [late - DAY, late - DAY + 8 * HOUR, late - DAY + 8 * HOUR + 30 * MINUTE]

    assert [sweep(moment) for moment in nights] == [0, 0, 1]  # seven in the morning


def test_what_starts_early_in_the_morning_is_reminded_of_in_the_evening_before():
    early = STARTS - 4 * HOUR - 30 * MINUTE  # half past seven
    registered(make_session(starts_at=early, event=make_event(reminder_offsets=[60])))

    assert [sweep(early - before) for before in (10 * HOUR + MINUTE, 10 * HOUR, HOUR)] == [0, 1, 0]


def test_what_was_left_at_ten_in_the_evening_and_not_sent_waits_for_the_morning():
    night = STARTS - 14 * HOUR  # ten in the evening
    registered(make_session(event=make_event(reminder_offsets=[1440]), starts_at=STARTS + 10 * HOUR - MINUTE))
    leave_due(now=night - MINUTE)

    assert [reminded(now=night), reminded(now=night + 8 * HOUR), sweep(night + 9 * HOUR)] == [0, 0, 1]


def queries_of_sweep(now):
    with CaptureQueriesContext(connection) as seen:
        left = leave_due(now=now)
    return left, len(seen)


def test_the_sweep_costs_the_same_for_three_as_for_one():
    registered()
    one = queries_of_sweep(STARTS - HOUR)
    Reminder.objects.all().delete()
    for _number in range(2):
        registered(make_session(event=make_event()), reminders="own", reminder_offsets=[60])

    three = queries_of_sweep(STARTS - HOUR)

    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1]


def test_what_is_far_away_is_not_read():
    near, far = registered(), registered(make_session(starts_at=STARTS + 30 * DAY))

    assert [row["pk"] for row in candidates(now=NOON)] == [near.pk]
    assert far in Registration.objects.active()


def test_several_batches_are_read_to_the_end(monkeypatch):
    monkeypatch.setattr("webinars.reminders.BATCH", 2)
    session = make_session()
    for _number in range(5):
        registered(session)

    assert (leave_due(now=STARTS - HOUR), Reminder.objects.count()) == (5, 5)
