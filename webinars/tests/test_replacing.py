"""Whoever an organization sent is replaced or taken back: a seat passes on or goes to the queue, both are told once."""

import pytest
from django.core import mail

from webinars.approval import ask_for_seat
from webinars.exceptions import RegistrationRefused, SendingRefused
from webinars.models import EventPage, Registration, WayIn
from webinars.organizations.answering import accept_all
from webinars.organizations.sending import replace, take_back
from webinars.registration import register, withdraw
from webinars.waiting import join_queue

from .factories import make_event, make_member, make_person
from .organizations import NOW, authors, make_session, seated, somebody, subjects

pytestmark = pytest.mark.django_db


def full(organization, sent, *, waiting=1):
    """A full session: its one seat is a member's whom the organization sent, others wait."""
    session, member = make_session(capacity=1), make_member(organization)
    (row,) = sent(session, member)
    queue = [make_person() for _ in range(waiting)]
    for person in queue:
        join_queue(person=person, session=session, now=NOW)
    mail.outbox.clear()
    return session, row, member, queue


def test_a_seat_passes_on_to_a_member_past_the_queue_and_both_are_told_once(organization, contact, sent):
    session, row, member, [waits] = full(organization, sent)
    other = make_member(organization)

    replace(way_in=row, somebody=somebody(0, other), by=contact, now=NOW)

    assert seated(session) == {other}
    assert not session.waiting_places.offered().exists()
    assert {letter.to[0]: letter.subject.partition(":")[0] for letter in mail.outbox} == {
        member.email: "Your registration is cancelled",
        other.email: "You are registered",
    }
    calendars = {letter.to[0]: str(letter.message()) for letter in mail.outbox}
    assert "METHOD:CANCEL" in calendars[member.email] or 'method="CANCEL"' in calendars[member.email]
    assert 'method="REQUEST"' in calendars[other.email]
    assert WayIn.objects.get(pk=row.pk).state == "taken_back"


def test_to_whom_is_invited_the_seat_passes_on_with_their_yes_and_not_before(organization, contact, sent):
    session, row, member, _queue = full(organization, sent)

    new = replace(way_in=row, somebody=somebody(0, "nina@example.org"), by=contact, now=NOW)

    assert (seated(session), new.state) == ({member}, "invited")
    person = accept_all(way_in=new, person=None, name="Ніна Левчук", now=NOW)
    assert seated(session) == {person}
    assert WayIn.objects.get(pk=row.pk).state == "taken_back"


def test_a_seat_that_was_given_back_meanwhile_is_the_queues(organization, contact, sent):
    session, row, member, [waits] = full(organization, sent)
    new = replace(way_in=row, somebody=somebody(0, "nina@example.org"), by=contact, now=NOW)
    withdraw(person=member, session=session, now=NOW)

    person = accept_all(way_in=new, person=None, name="Ніна Левчук", now=NOW)

    assert session.waiting_places.offered().get().person == waits
    assert session.waiting_places.waiting().get().person == person


def test_where_a_coordinator_approves_nobody_is_replaced(organization, contact, sent):
    session, row, member, _queue = full(organization, sent, waiting=0)
    EventPage.objects.update(approval=True)

    with pytest.raises(RegistrationRefused, match="approves each person"):
        replace(way_in=row, somebody=somebody(0, make_member(organization)), by=contact, now=NOW)

    assert seated(session) == {member}


def test_what_is_taken_back_goes_to_the_queue_and_twice_is_once(organization, contact, sent):
    session, row, member, [waits] = full(organization, sent)

    for _time in range(2):
        take_back(way_in=row, by=contact, now=NOW)

    assert session.waiting_places.offered().get().person == waits
    assert subjects(member.email) == ["Your registration is cancelled"]
    assert f"{organization.name} sends you no more" in mail.outbox[0].body
    assert authors("webinars.withdraw") == {contact.user}


def test_who_waits_or_asks_is_taken_back_and_told(organization, contact, sent):
    session, _row, _member, _queue = full(organization, sent, waiting=0)
    waits = make_member(organization)
    (row,) = sent(session, waits)
    mail.outbox.clear()

    take_back(way_in=row, by=contact, now=NOW)

    assert not session.waiting_places.open().exists()
    assert [letter.to for letter in mail.outbox] == [[waits.email]]


def test_who_gives_the_seat_back_alone_may_be_sent_again_or_come_alone(organization, contact, sent):
    session, row, member, _queue = full(organization, sent, waiting=0)
    withdraw(person=member, session=session, now=NOW)
    assert WayIn.objects.get(pk=row.pk).state == "left"
    assert organization.name not in mail.outbox[0].body

    sent(session, member)
    withdraw(person=member, session=session, now=NOW)
    mail.outbox.clear()
    register(person=member, session=session, now=NOW)

    assert organization.name not in mail.outbox[0].body
    assert list(WayIn.objects.values_list("state", flat=True)) == ["left", "left"]


def test_a_seat_that_a_member_took_alone_is_not_the_organizations(organization, contact, sent):
    """Their own request is their own too: what the organization did not name, it cannot end."""
    session = make_session(event=make_event(approval=True))
    member = make_member(organization)
    ask_for_seat(person=member, session=session, now=NOW)

    with pytest.raises(SendingRefused):
        sent(session, member)

    assert not WayIn.objects.exists()
    assert session.requests.waiting().count() == 1


def test_once_the_session_has_begun_its_list_is_the_hosts(organization, contact, sent):
    session, row, member, _queue = full(organization, sent)

    for verb in (
        lambda: take_back(way_in=row, by=contact, now=session.starts_at),
        lambda: replace(way_in=row, somebody=somebody(0, "a@example.org"), by=contact, now=session.starts_at),
    ):
        with pytest.raises(RegistrationRefused):
            verb()

    assert seated(session) == {member}
    assert Registration.objects.active().count() == 1
