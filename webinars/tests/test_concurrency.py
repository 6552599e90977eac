"""Two people and one last seat, over two real connections."""

import threading

import pytest
from django.db import close_old_connections, connection

from webinars.exceptions import RegistrationRefused
from webinars.registration import register

from .factories import NOON, make_person, make_session


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
