from datetime import timedelta

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from webinars.exceptions import RegistrationRefused
from webinars.registration import register, withdraw

from .factories import NOON, make_person, make_session

pytestmark = pytest.mark.django_db


def test_register_gives_a_seat_once():
    session, person = make_session(), make_person()

    first = register(person=person, session=session, now=NOON)
    again = register(person=person, session=session, now=NOON + timedelta(minutes=1))

    assert again == first
    assert (first.created_at, session.registrations.count()) == (NOON, 1)
    log = ModelLogEntry.objects.get(action="webinars.register")
    assert (log.object_id, log.user) == (str(first.pk), person.user)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "draft"}, "closed"),
        ({"state": "cancelled"}, "cancelled"),
        ({"starts_at": NOON - timedelta(hours=3)}, "closed"),
    ],
)
def test_register_refuses_when_there_is_no_session_to_come_to(fields, message):
    session = make_session(**fields)

    with translation.override("en"), pytest.raises(RegistrationRefused, match=message):
        register(person=make_person(), session=session, now=NOON)

    assert not session.registrations.exists()


def test_register_refuses_when_the_last_seat_is_taken():
    session = make_session(capacity=1)
    first = register(person=make_person(), session=session, now=NOON)

    with translation.override("en"), pytest.raises(RegistrationRefused, match="All seats are taken"):
        register(person=make_person(), session=session, now=NOON)

    assert list(session.registrations.active()) == [first]


def test_register_is_possible_while_the_session_runs():
    session = make_session(starts_at=NOON - timedelta(minutes=10))

    assert register(person=make_person(), session=session, now=NOON).pk


def test_withdraw_frees_the_seat_and_coming_back_makes_a_new_row():
    session, person = make_session(capacity=1), make_person()
    first = register(person=person, session=session, now=NOON)

    assert withdraw(person=person, session=session, now=NOON + timedelta(hours=1)) == first
    assert withdraw(person=person, session=session, now=NOON + timedelta(hours=2)) is None
    second = register(person=person, session=session, now=NOON + timedelta(hours=3))

    first.refresh_from_db()
    assert first.cancelled_at == NOON + timedelta(hours=1)
    assert list(session.registrations.active()) == [second]


def test_withdraw_after_the_end_is_refused():
    session, person = make_session(), make_person()
    registration = register(person=person, session=session, now=NOON)

    with pytest.raises(RegistrationRefused):
        withdraw(person=person, session=session, now=session.ends_at)

    assert list(session.registrations.active()) == [registration]
