"""Check-in in the hall by the verbs: codes that grow old, who may check in, and what that records."""

import re

import pytest
from django.utils import translation

from webinars.attendance import decide
from webinars.check_in import TRIES, check_in, code_of, is_shown, session_of
from webinars.exceptions import CheckInRefused, NotRegistered

from .factories import make_person
from .halls import START, after, hall, seated
from .test_concurrency import at_once

pytestmark = pytest.mark.django_db


def test_a_code_is_good_for_half_a_minute_and_one_more():
    session = hall()
    token = code_of(session, now=after(seconds=5)).token

    good = [second for second in range(-30, 120, 5) if is_shown(session, token, now=after(seconds=second))]

    assert good == list(range(0, 60, 5))
    assert code_of(session, now=after(seconds=5)).seconds_left == 25


def test_codes_of_sessions_and_of_half_minutes_differ():
    one, other = hall(), hall()
    found = [code_of(session, now=after(seconds=step)) for session in (one, other) for step in (0, 30, 60)]

    assert len({code.token for code in found}) == len({code.digits for code in found}) == 6
    assert all(re.fullmatch(r"\d{6}", code.digits) for code in found)
    assert not is_shown(one, code_of(other, now=START).token, now=START)
    assert not is_shown(one, "", now=START)


def test_presence_is_recorded_from_the_check_in_to_the_end_once():
    session = hall()
    person = seated(session)

    first = check_in(person=person, session=session, now=after(minutes=20))
    again = check_in(person=person, session=session, now=after(minutes=50))

    assert (first, first.source, first.started_at, first.ended_at) == (again, "qr", after(minutes=20), session.ends_at)
    decide(session=session, now=after(hours=3))
    assert (session.attendances.get().status, session.attendances.get().percent) == ("present", 80)


def test_who_comes_early_is_there_from_the_start_and_no_longer_than_the_session():
    session = hall()
    person = seated(session)
    check_in(person=person, session=session, now=after(minutes=-50))

    decide(session=session, now=after(hours=3))

    assert session.attendances.get(person=person).percent == 100


@pytest.mark.parametrize(
    ("fields", "minute", "says"),
    [
        ({}, -61, "Check-in opens on"),
        ({}, 100, "is over"),
        ({"mode": "online"}, 5, "online"),
        ({"state": "cancelled"}, 5, "does not take place"),
        ({"state": "draft"}, 5, "does not take place"),
    ],
)
def test_outside_its_time_and_place_nobody_checks_in(fields, minute, says):
    session = hall(**fields)

    with translation.override("en"), pytest.raises(CheckInRefused, match=says):
        check_in(person=seated(session), session=session, now=after(minutes=minute))

    assert not session.intervals.exists()


def test_only_those_with_a_seat_check_in():
    session, stranger = hall(), make_person()
    left = seated(session)
    session.registrations.update(cancelled_at=START)

    for person in (stranger, left):
        with pytest.raises(NotRegistered):
            check_in(person=person, session=session, now=START)


def test_digits_are_those_of_one_open_session():
    session, over, online = hall(), hall(), hall(mode="online")
    person = seated(session)
    over.starts_at, over.ends_at = after(hours=-3), after(hours=-1)
    over.save()

    def found(shown):
        return session_of(code_of(shown, now=START).digits, person=person, now=START)

    assert [found(shown) for shown in (session, over, online)] == [session, None, None]


def test_who_guesses_too_often_waits():
    session = hall()
    person, digits = seated(session), code_of(session, now=START).digits
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    for _try in range(TRIES):
        assert session_of(wrong, person=person, now=START) is None

    with pytest.raises(CheckInRefused):
        session_of(digits, person=person, now=START)

    assert session_of(digits, person=make_person(), now=START) == session
    later = after(minutes=5)
    assert session_of(code_of(session, now=later).digits, person=person, now=later) == session


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_is_once():
    session = hall()
    person = seated(session)

    first, second = at_once(*[lambda: check_in(person=person, session=session, now=START)] * 2)

    assert first == second
    assert session.intervals.count() == 1
