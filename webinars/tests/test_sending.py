"""An organization sends its people: who comes in, who is asked, who is refused and why; replaced, taken back, told."""

from datetime import timedelta

import pytest
from django.core import mail

from webinars.exceptions import RegistrationRefused, SendingRefused
from webinars.forgetting import erase_named
from webinars.models import WayIn
from webinars.organizations.answering import accept, accept_all, decline
from webinars.organizations.refusals import MOST_STRANGERS
from webinars.registration import register
from webinars.waiting import join_queue

from .asking import asking_event
from .factories import make_event, make_member, make_person
from .organizations import NOW, authors, make_session, seated, subjects

pytestmark = pytest.mark.django_db


def test_members_have_seats_at_once_on_all_dates_and_the_log_names_the_contact(organization, contact, sent):
    event = make_event()
    dates = [make_session(event=event), make_session(event=event, starts_at=NOW + timedelta(days=9))]
    people = [make_member(organization), make_member(organization)]

    sent(dates, *people)

    assert [seated(session) for session in dates] == [set(people)] * 2
    assert authors("webinars.register") == authors("webinars.organization.name") == {contact.user}
    assert subjects(people[0].email) == ["You are registered for 2 dates"]
    assert f"By your organization: {organization.name}" in mail.outbox[0].body


def test_beyond_the_last_seat_members_join_the_queue_in_the_order_in_which_they_are_named(organization, sent):
    session, people = make_session(capacity=1), [make_member(organization) for _ in range(3)]

    sent(session, *people)

    assert seated(session) == {people[0]}
    assert [place.person for place in session.waiting_places.waiting()] == people[1:]
    assert subjects(people[1].email) == ["You are in the queue"]


def test_where_a_coordinator_approves_members_have_a_request(organization, sent):
    session, member = make_session(event=make_event(approval=True)), make_member(organization)

    sent(session, member)

    assert session.requests.waiting().get().person == member
    assert not seated(session)
    assert subjects(member.email) == ["A seat is asked for"]


def test_who_cannot_come_is_named_with_the_reason_and_nobody_is_sent(organization, contact, sent):
    session = make_session(capacity=2)
    free, here, waits, busy = (make_member(organization) for _ in range(4))
    register(person=here, session=session, now=NOW)
    register(person=make_person(), session=session, now=NOW)
    join_queue(person=waits, session=session, now=NOW)
    elsewhere = make_session(event=session.event, starts_at=session.starts_at + timedelta(minutes=60))
    register(person=busy, session=elsewhere, now=NOW)

    with pytest.raises(SendingRefused) as refusal:
        sent(session, free, here, waits, busy)

    assert refusal.value.problems == {
        "member_1": ["Has a seat already."],
        "member_2": ["Is in the queue already."],
        "member_3": ["Expected elsewhere at that time."],
    }
    assert not WayIn.objects.exists()


def test_of_a_known_address_nobody_learns_more_than_of_an_unknown_one(sent):
    session, known = make_session(), make_person()
    register(person=known, session=session, now=NOW)

    rows = sent(session, known.email, "nobody@example.org")

    assert [(row.state, row.person, row.name) for row in rows] == [("invited", None, "Ніна Левчук")] * 2
    with pytest.raises(SendingRefused) as refusal:
        sent(session, known.email.upper(), "nobody@example.org")
    assert set(map(tuple, refusal.value.problems.values())) == {("Somebody with this e-mail is named already.",)}


def test_nobody_writes_to_the_whole_region_from_here(sent):
    session = make_session()
    sent(session, *(f"n{number}@example.org" for number in range(MOST_STRANGERS)))

    with pytest.raises(SendingRefused, match="Nobody is registered yet"):
        sent(session, "one-more@example.org")


def test_an_invitation_for_several_dates_is_one_mail_and_one_yes_makes_one_person(organization, sent):
    event = make_event()
    dates = [make_session(event=event), make_session(event=event, starts_at=NOW + timedelta(days=9))]
    first, _second = sent(dates, "nina@example.org")
    (letter,) = [letter for letter in mail.outbox if letter.to == ["nina@example.org"]]
    assert f"/n/e/{first.key}/" in letter.body

    person = accept_all(way_in=first, person=None, name="Ніна Левчук", now=NOW)

    assert [seated(session) for session in dates] == [{person}] * 2
    assert (person.email, person.display_name, person.user) == ("nina@example.org", "Ніна Л.", None)
    assert list(person.organizations.all()) == [organization]
    again = WayIn.objects.get(pk=first.pk)
    assert accept(way_in=again, person=person, now=NOW).state == "given"
    with pytest.raises(RegistrationRefused, match="no longer open"):
        accept(way_in=again, person=make_person(), now=NOW)


def test_who_declines_is_done_with_all_dates_and_the_contact_is_told_once(contact, sent):
    (row,) = sent(make_session(), "nina@example.org")

    assert [decline(way_in=WayIn.objects.get(pk=row.pk)) for _time in range(2)] == [True, True]

    assert subjects(contact.email) == ["Somebody is not coming"]
    with pytest.raises(RegistrationRefused, match="no longer open"):
        accept(way_in=row, person=make_person(), now=NOW)


def test_members_with_something_to_answer_are_asked_by_mail_and_the_contact_may_answer(organization, contact, sent):
    event, food, _wish = asking_event()
    session, member = make_session(event=event), make_member(organization)

    (row,) = sent(session, member)

    assert (row.state, seated(session)) == ("invited", set())
    assert len(subjects(member.email)) == 1
    accept(way_in=row, person=member, answers={food: "Без м’яса"}, by=contact, now=NOW)
    assert seated(session) == {member}
    assert authors("webinars.answers.save") == {contact.user}


def test_strangers_who_never_said_yes_are_forgotten_when_the_session_is_over(organization, sent):
    session = make_session()
    sent(session, "nina@example.org", make_member(organization))

    assert erase_named(now=NOW) == 0
    assert erase_named(now=session.ends_at) == 1
    assert WayIn.objects.get().person is not None
