"""People, sweeps and one last seat, over real connections."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import close_old_connections, connection

from people.models import Membership, Organization
from webinars.approval import ask_for_seat, decide, take_back
from webinars.exceptions import RegistrationRefused
from webinars.models import Untold
from webinars.registration import register, withdraw
from webinars.scheduling import reschedule
from webinars.tasks import send_word
from webinars.waiting import LONGEST_OFFER, call_ahead, expire_offers, join_queue, leave_queue

from .factories import NOON, make_event, make_person, make_session

HOUR = timedelta(hours=1)


def at_once(*calls):
    """Run ``calls`` in threads that start together; their results or refusals, in order."""
    gate, results = threading.Barrier(len(calls), timeout=10), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            results[place] = call()
        except RegistrationRefused as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return results


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once():
    session = make_session(capacity=1)
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: register(person=person, session=session, now=NOON) for person in people))

    assert sorted(isinstance(result, RegistrationRefused) for result in results) == [False, True]
    assert session.registrations.active().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_twice_has_one_seat():
    session, person = make_session(), make_person()

    first, second = at_once(*[lambda: register(person=person, session=session, now=NOON)] * 2)

    assert first == second
    assert session.registrations.count() == 1


def full_session(*, waiting):
    """One seat, who has it, and who waits for it in which order."""
    session, sitting, queue = make_session(capacity=1), make_person(), [make_person() for _ in range(waiting)]
    register(person=sitting, session=session, now=NOON)
    for minute, person in enumerate(queue):
        join_queue(person=person, session=session, now=NOON + timedelta(minutes=minute))
    return session, sitting, queue


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_offer_accepted_twice_is_one_seat():
    session, sitting, [first] = full_session(waiting=1)
    withdraw(person=sitting, session=session, now=NOON)

    one, other = at_once(*[lambda: register(person=first, session=session, now=NOON)] * 2)

    assert one == other
    assert session.registrations.active().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_freed_seat_goes_to_the_queue_and_not_to_who_comes_at_that_moment():
    session, sitting, [first, second] = full_session(waiting=2)
    stranger = make_person()

    results = at_once(
        lambda: withdraw(person=sitting, session=session, now=NOON),
        lambda: register(person=stranger, session=session, now=NOON),
        lambda: leave_queue(person=first, session=session, now=NOON),
    )

    assert isinstance(results[1], RegistrationRefused)
    assert [place.person for place in session.waiting_places.offered()] == [second]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_pass_an_offer_on_once():
    session, sitting, [first, second] = full_session(waiting=2)
    withdraw(person=sitting, session=session, now=NOON)

    counted = at_once(*[lambda: expire_offers(now=NOON + LONGEST_OFFER)] * 2)

    assert sorted(counted) == [0, 1]
    assert [place.person for place in session.waiting_places.offered()] == [second]
    assert session.waiting_places.get(person=first).outcome == "expired"


def requested(**fields):
    """A session whose seats a coordinator approves, and a request for one."""
    session = make_session(event=make_event(approval=True), **fields)
    return session, ask_for_seat(person=make_person(), session=session, now=NOON)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_approving_twice_at_once_is_one_seat():
    session, request = requested()

    results = at_once(*[lambda: decide(request=request, approved=True, by=None, now=NOON)] * 2)

    assert [result.state for result in results] == ["approved"] * 2
    assert [row.person for row in session.registrations.all()] == [request.person]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_approving_and_taking_back_at_once_end_in_one_of_both():
    session, request = requested()

    at_once(
        lambda: decide(request=request, approved=True, by=None, now=NOON),
        lambda: take_back(person=request.person, session=session, now=NOON),
    )

    request.refresh_from_db()
    assert session.registrations.active().exists() == (request.state == "approved")
    assert request.state in ("approved", "taken_back")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_approvals_for_the_last_seat_give_a_seat_and_a_place_in_the_queue():
    session, request = requested(capacity=1)
    other = ask_for_seat(person=make_person(), session=session, now=NOON)

    at_once(*(lambda one=one: decide(request=one, approved=True, by=None, now=NOON) for one in (request, other)))

    assert (session.registrations.active().count(), session.waiting_places.open().count()) == (1, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_of_one_organization_do_not_both_take_the_one_seat_it_may_have():
    session, people = make_session(capacity=5, organization_limit=1), [make_person(), make_person()]
    organization = Organization.objects.create(name="ГО «Толока»", region="UA-05")
    for person in people:
        Membership.objects.create(person=person, organization=organization)

    results = at_once(*(lambda person=person: register(person=person, session=session, now=NOON) for person in people))

    assert sorted(isinstance(result, RegistrationRefused) for result in results) == [False, True]
    assert session.registrations.active().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_call_ahead_and_a_freed_seat_at_once_make_one_offer():
    session, sitting, [_first, second] = full_session(waiting=2)
    place = session.waiting_places.get(person=second)

    at_once(
        lambda: withdraw(person=sitting, session=session, now=NOON),
        lambda: call_ahead(place=place, reason="Виступає", by=None, now=NOON),
    )

    assert session.waiting_places.offered().count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tasks_wait")
def test_a_move_while_the_mail_of_the_former_one_leaves_is_told_with_what_was_known():
    session, _sitting, [first] = full_session(waiting=1)
    place = session.waiting_places.get(person=first)

    def move(hours):
        times = {"starts_at": session.starts_at + hours * HOUR, "ends_at": session.ends_at + hours * HOUR}
        reschedule(session=session, **times, by=None, now=NOON)

    def tell(sequence):
        word = {"kind": "place", "key": place.pk, "reader": first.pk, "session": session.pk, "note": ""}
        send_word.call([{**word, "about": "moved", "sequence": sequence}])

    move(1)
    at_once(lambda: tell(1), lambda: move(2))
    tell(2)

    told = [re.findall(r"(\d\d):\d\d–", letter.body.splitlines()[0]) for letter in mail.outbox]
    assert told in ([["14", "12"]], [["13", "12"], ["14", "13"]])
    assert not Untold.objects.exists()
