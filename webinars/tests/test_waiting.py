"""The queue for a full session: order, offers, deadlines; never more seats given and held than there are."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from webinars.exceptions import RegistrationRefused, SchedulingRefused
from webinars.models import Registration, Session, WaitingPlace
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore
from webinars.waiting import LONGEST_OFFER, close_queues, expire_offers, join_queue, leave_queue

from .factories import NOON, make_person, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def make_full(*, seats=1, waiting=2, now=NOON, **fields):
    """A full session: who sits, and who waits in which order."""
    session = make_session(capacity=seats, **fields)
    sitting, queue = [make_person() for _ in range(seats)], [make_person() for _ in range(waiting)]
    for person in sitting:
        register(person=person, session=session, now=now)
    for minute, person in enumerate(queue):
        join_queue(person=person, session=session, now=now + timedelta(minutes=minute))
    return session, sitting, queue


def offered(session):
    return [place.person for place in session.waiting_places.offered()]


def waiting(session):
    return [place.person for place in session.waiting_places.waiting()]


def test_a_freed_seat_is_held_for_the_first_in_the_queue_and_for_nobody_else():
    session, [sitting], [first, second] = make_full()

    withdraw(person=sitting, session=session, now=NOON + HOUR)

    assert (offered(session), waiting(session)) == ([first], [second])
    for other in (second, make_person()):
        with pytest.raises(RegistrationRefused, match="All seats are taken"):
            register(person=other, session=session, now=NOON + HOUR)
    assert register(person=first, session=session, now=NOON + 2 * HOUR).pk
    place = WaitingPlace.objects.get(person=first)
    assert (place.outcome, place.ended_at) == ("accepted", NOON + 2 * HOUR)
    assert waiting(session) == [second]


def test_joining_twice_is_joining_once():
    session, _sitting, [first, _second] = make_full()

    again = join_queue(person=first, session=session, now=NOON + HOUR)

    assert again.joined_at == NOON
    assert session.waiting_places.count() == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"capacity": 0}, "free seat"),
        ({"capacity": 1}, "free seat"),
        ({"state": "cancelled"}, "closed"),
        ({"starts_at": NOON - timedelta(minutes=1)}, "closed"),
    ],
)
def test_there_is_no_queue_without_need_or_hope(fields, message):
    session = make_session(**fields)

    with pytest.raises(RegistrationRefused, match=message):
        join_queue(person=make_person(), session=session, now=NOON)


def test_who_has_a_seat_does_not_queue():
    session, [sitting], _queue = make_full()

    with pytest.raises(RegistrationRefused, match="a seat already"):
        join_queue(person=sitting, session=session, now=NOON)


@pytest.mark.parametrize(
    ("before_start", "holds"),
    [
        (timedelta(days=7), LONGEST_OFFER),
        (timedelta(hours=10), timedelta(hours=5)),
        (timedelta(minutes=40), timedelta(minutes=30)),
    ],
)
def test_an_offer_holds_a_day_and_less_before_a_session_that_is_near(before_start, holds):
    session, [sitting], [first, _second] = make_full(starts_at=NOON + timedelta(days=8))
    moment = session.starts_at - before_start

    withdraw(person=sitting, session=session, now=moment)

    assert WaitingPlace.objects.get(person=first).offer_ends_at == moment + holds


def test_nothing_is_offered_once_the_session_has_begun():
    session, [sitting], queue = make_full()

    withdraw(person=sitting, session=session, now=session.starts_at + timedelta(minutes=1))

    assert (offered(session), waiting(session)) == ([], queue)
    assert register(person=queue[1], session=session, now=session.starts_at + timedelta(minutes=2)).pk


def test_what_nobody_answers_goes_to_the_next():
    session, [sitting], [first, second] = make_full()
    withdraw(person=sitting, session=session, now=NOON)

    assert expire_offers(now=NOON + LONGEST_OFFER - timedelta(seconds=1)) == 0
    assert expire_offers(now=NOON + LONGEST_OFFER) == 1
    assert expire_offers(now=NOON + LONGEST_OFFER) == 0

    assert offered(session) == [second]
    assert WaitingPlace.objects.get(person=first).outcome == "expired"
    assert ModelLogEntry.objects.get(action="webinars.waiting.expired").user is None


def test_who_declines_passes_the_seat_on_and_who_leaves_only_leaves():
    session, [sitting], [first, second] = make_full()
    assert leave_queue(person=make_person(), session=session, now=NOON) is None
    withdraw(person=sitting, session=session, now=NOON)

    assert leave_queue(person=first, session=session, now=NOON + HOUR).outcome == "declined"
    assert offered(session) == [second]

    join_queue(person=first, session=session, now=NOON + HOUR)
    assert leave_queue(person=first, session=session, now=NOON + HOUR).outcome == "left"


def test_more_seats_are_offered_at_once_and_fewer_than_are_held_are_refused():
    session, _sitting, queue = make_full(waiting=3)
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}

    reschedule(session=session, **times, capacity=3, by=None, now=NOON + HOUR)

    assert (offered(session), waiting(session)) == (queue[:2], queue[2:])
    with pytest.raises(SchedulingRefused, match="More people"):
        reschedule(session=session, **times, capacity=2, by=None, now=NOON + HOUR)
    reschedule(session=session, **times, capacity=0, by=None, now=NOON + HOUR)
    assert offered(session) == queue


def test_a_cancelled_session_offers_nothing_until_it_takes_place_after_all():
    session, [sitting], [first, _second] = make_full()
    cancel(session=session, by=None, now=NOON)
    withdraw(person=sitting, session=session, now=NOON)
    assert offered(session) == []

    restore(session=session, by=None, now=NOON + HOUR)

    assert offered(session) == [first]


def test_who_waits_for_a_cancelled_session_is_told_and_held_to_no_offer():
    session, [sitting], [first, second] = make_full()
    withdraw(person=sitting, session=session, now=NOON)
    mail.outbox.clear()

    cancel(session=session, by=None, now=NOON)
    assert expire_offers(now=NOON + LONGEST_OFFER) == 0

    told = [(message.to, message.subject.partition(":")[0]) for message in mail.outbox]
    assert told == [([first.email], "Cancelled"), ([second.email], "Cancelled")]
    assert waiting(session) == [first, second]
    assert session.full_title in mail.outbox[0].body


def test_who_waits_learns_the_new_time_and_is_held_to_no_offer_beyond_it():
    now = timezone.now()
    starts = now + timedelta(days=9)
    session, [sitting], [first, second] = make_full(now=now, starts_at=starts, ends_at=starts + HOUR)
    withdraw(person=sitting, session=session, now=now)
    mail.outbox.clear()

    sooner = now + timedelta(hours=10)
    reschedule(session=session, starts_at=sooner, ends_at=sooner + HOUR, by=None, now=now)

    told = {message.to[0]: message.body for message in mail.outbox if message.to != [sitting.email]}
    assert set(told) == {first.email, second.email}
    assert "A seat is held for you until" in told[first.email] and "is kept" in told[second.email]
    assert WaitingPlace.objects.get(person=first).offer_ends_at == now + timedelta(hours=5)


def test_nobody_waits_for_what_is_over():
    session, _sitting, [first, second] = make_full()

    assert close_queues(now=session.ends_at - timedelta(minutes=1)) == 0
    assert close_queues(now=session.ends_at) == 2
    assert close_queues(now=session.ends_at) == 0
    assert {place.outcome for place in WaitingPlace.objects.filter(person__in=[first, second])} == {"closed"}


def test_an_offer_that_ends_when_the_session_has_begun_is_told_to_nobody():
    starts = timezone.now() - timedelta(minutes=5)
    session, [sitting], _queue = make_full(starts_at=starts, now=starts - HOUR)
    withdraw(person=sitting, session=session, now=starts - timedelta(minutes=10))
    mail.outbox.clear()

    assert expire_offers(now=timezone.now() + HOUR) == 1

    assert mail.outbox == []


def test_each_step_is_told_once_to_the_one_it_concerns():
    session, [sitting], [first, second] = make_full()
    mail.outbox.clear()

    withdraw(person=sitting, session=session, now=NOON)
    expire_offers(now=NOON + LONGEST_OFFER)

    told = [(message.to, message.subject.partition(":")[0]) for message in mail.outbox if message.to != [sitting.email]]
    assert told == [
        ([first.email], "A seat is held for you"),
        ([first.email], "The seat is not held any more"),
        ([second.email], "A seat is held for you"),
    ]
    offer = next(message for message in mail.outbox if message.to == [second.email])
    assert f"/s/{session.public_id}/register/" in offer.body
    assert f"/s/{session.public_id}/queue/leave/" in offer.body
    assert session.full_title in offer.body


STEPS = st.lists(st.tuples(st.sampled_from(["registering", "joining", "withdrawing", "leaving", "expiring", "growing"]),
                           st.integers(0, 4)), max_size=25)  # fmt: skip


@settings(max_examples=30)
@given(steps=STEPS)
def test_whatever_people_do_seats_suffice_and_the_order_holds(steps):
    session, now = make_session(capacity=1), NOON
    people = [make_person() for _ in range(5)]
    for step, number in steps:
        now += timedelta(hours=7)
        before = waiting(session)
        with suppress(RegistrationRefused):
            act(step, people[number], session, now)
        held = session.waiting_places.offered().count()
        seats = Session.objects.get(pk=session.pk).capacity
        taken = session.registrations.active().count()
        assert taken + held <= seats
        assert taken + held == seats or not waiting(session), "no seat stays free while somebody waits"
        gone = [person for person in before if person in offered(session)]
        assert gone == before[: len(gone)] or step in ("leaving", "registering"), "first come, first offered"
        assert Registration.objects.active().filter(session=session).values("person").distinct().count() == taken


def act(step, person, session, now):
    if now >= session.starts_at:
        return
    match step:
        case "registering":
            register(person=person, session=session, now=now)
        case "joining":
            join_queue(person=person, session=session, now=now)
        case "withdrawing":
            withdraw(person=person, session=session, now=now)
        case "leaving":
            leave_queue(person=person, session=session, now=now)
        case "expiring":
            expire_offers(now=now)
        case "growing":
            current = Session.objects.get(pk=session.pk)
            times = {"starts_at": current.starts_at, "ends_at": current.ends_at}
            reschedule(session=current, **times, capacity=current.capacity + 1, by=None, now=now)
