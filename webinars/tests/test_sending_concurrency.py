"""Contacts, invited people and guests who act at one moment, over real connections."""

import pytest

from people.models import Person
from webinars.guests.coming import come
from webinars.guests.opening import open_to_guests
from webinars.models import WayIn
from webinars.organizations.answering import accept_all
from webinars.organizations.refusals import Somebody
from webinars.organizations.sending import replace, send, take_back
from webinars.registration import register, withdraw
from webinars.waiting import join_queue

from .factories import NOON, make_member, make_person, make_session
from .test_concurrency import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sent_to(session, contact, somebody):
    organization = contact.organizations.get()
    (row,) = send(organization=organization, sessions=[session], people=[somebody], by=contact, now=NOON)
    return row


def test_replacing_and_giving_back_at_once_leave_one_seat_and_pass_nobody_by(contact):
    session, waits = make_session(capacity=1), make_person()
    member, other = (make_member(contact.organizations.get()) for _ in range(2))
    row = sent_to(session, contact, Somebody("x", person=member))
    join_queue(person=waits, session=session, now=NOON)

    at_once(
        lambda: replace(way_in=row, somebody=Somebody("x", person=other), by=contact, now=NOON),
        lambda: withdraw(person=member, session=session, now=NOON),
    )

    seated = set(session.registrations.active().values_list("person", flat=True))
    offered = set(session.waiting_places.offered().values_list("person", flat=True))
    assert (seated, offered) in [({other.pk}, set()), (set(), {waits.pk})]
    # Who has left already is not replaced: the organization is told, and may name the other anew.
    assert set(WayIn.objects.filter(person=other).values_list("state", flat=True)) == ({"given"} if seated else set())


def test_a_yes_and_taking_back_at_once_end_in_one_of_both(contact):
    session = make_session()
    row = sent_to(session, contact, Somebody("x", name="Ніна Левчук", email="nina@example.org"))

    at_once(
        lambda: accept_all(way_in=row, person=None, name="Ніна Левчук", now=NOON),
        lambda: take_back(way_in=row, by=contact, now=NOON),
    )

    row.refresh_from_db()
    assert row.state == "taken_back"
    assert not session.registrations.active().exists()


def test_one_link_opened_twice_is_one_person_and_one_seat():
    session = open_to_guests(session=make_session(), by=None)

    people = at_once(*[lambda: come(session=session, email="nina@example.org", name="Ніна", now=NOON)] * 2)

    assert people[0] == people[1] == Person.objects.get(email="nina@example.org")
    assert session.registrations.count() == session.ways_in.count() == 1


def test_the_last_seat_is_a_guests_or_a_members_and_the_other_waits_or_is_refused():
    session = open_to_guests(session=make_session(capacity=1), by=None)
    member = make_person()

    at_once(
        lambda: come(session=session, email="nina@example.org", name="Ніна", now=NOON),
        lambda: register(person=member, session=session, now=NOON),
    )

    assert session.registrations.active().count() == 1
