"""Two people and one slot, one person and two slots, over real connections."""

import pytest

from consultations.booking import cancel, move
from consultations.exceptions import ConsultationRefused
from consultations.models import Consultation
from people.models import Membership, Organization
from webinars.tests.factories import NOON, make_person
from webinars.tests.test_concurrency import at_once as run_at_once

from .factories import NEXT_WEEK, SECOND, TEN, make_consultation, make_offer, make_share

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """What each of ``calls``, made together, returned: a consultation or a refusal."""

    def guarded(call):
        try:
            return call()
        except ConsultationRefused as refusal:
            return refusal

    return run_at_once(*(lambda call=call: guarded(call) for call in calls))


def refusals(results):
    return sorted(isinstance(result, ConsultationRefused) for result in results)


def booking(offer, person, starts_at=TEN):
    return lambda: make_consultation(offer=offer, person=person, starts_at=starts_at)


def test_two_people_and_one_slot():
    offer = make_offer()

    results = at_once(*(booking(offer, make_person()) for _ in range(2)))

    assert refusals(results) == [False, True]
    assert Consultation.objects.standing().count() == 1


def test_one_person_clicking_twice_has_one_consultation():
    offer, person = make_offer(), make_person()

    first, second = at_once(booking(offer, person), booking(offer, person))

    assert first == second


def test_one_person_is_not_with_two_trainers_at_once():
    person = make_person()

    results = at_once(*(booking(make_offer(), person) for _ in range(2)))

    assert refusals(results) == [False, True]


def test_the_last_place_of_a_group_is_given_once():
    offer, people = make_offer(), [make_person(), make_person()]
    organization = Organization.objects.create(name="Громада", region="UA-32")
    for person in people:
        Membership.objects.create(person=person, organization=organization)
    make_share(offer, organization=organization, places=1)

    results = at_once(booking(offer, people[0], TEN), booking(offer, people[1], SECOND))

    assert refusals(results) == [False, True]


def test_a_limit_of_a_month_holds_for_two_tabs():
    offer, person = make_offer(per_person=1), make_person()

    results = at_once(booking(offer, person, TEN), booking(offer, person, NEXT_WEEK))

    assert refusals(results) == [False, True]


def test_moving_to_a_slot_that_somebody_books_at_that_moment():
    offer = make_offer()
    consultation = make_consultation(offer=offer)

    results = at_once(
        lambda: move(consultation=consultation, starts_at=SECOND, now=NOON), booking(offer, make_person(), SECOND)
    )

    starts = list(Consultation.objects.standing().values_list("session__starts_at", flat=True))
    assert refusals(results) == [False, True]
    assert len(starts) == len(set(starts))


def test_cancelling_while_somebody_wants_the_slot_never_gives_it_twice():
    offer = make_offer()
    consultation = make_consultation(offer=offer)

    at_once(lambda: cancel(consultation=consultation, now=NOON), booking(offer, make_person()))

    assert Consultation.objects.standing().filter(session__starts_at=TEN).count() <= 1
