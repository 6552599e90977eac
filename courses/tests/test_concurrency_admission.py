"""Links, applications and lists used by several people at once: real connections to PostgreSQL."""

import pytest
from wagtail.models import ModelLogEntry

from courses.admission.allotments import accept, name_person
from courses.admission.applications import decide
from courses.admission.links import follow_link, revoke_link
from courses.admission.lists import carry_out, confirm, upload
from courses.admission.offers import LONGEST_OFFER
from courses.admission.queue import call_ahead, join_queue, sweep
from courses.enrollment import enroll, withdraw
from courses.exceptions import CohortRefused, EnrollmentRefused
from courses.models import EnrollmentList, ListedPerson
from people.models import Membership, Organization, Person
from webinars.tests.factories import NOON, make_person

from .connections import at_once, one_inside_the_other
from .factories import (
    make_application,
    make_cohort,
    make_contact,
    make_invitation,
    make_seats,
    make_selective,
)
from .queues import MINUTE, make_full, offered, wait

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_the_last_use_of_a_link_is_used_once():
    link = make_invitation(now=NOON, most=1)
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: follow_link(person=person, link=link, now=NOON) for person in people))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert link.enrollments.count() == 1


def test_nobody_comes_in_while_a_link_is_revoked():
    link = make_invitation(now=NOON)

    refusal = one_inside_the_other(
        lambda: revoke_link(link=link, by=None, now=NOON),
        lambda: follow_link(person=make_person(), link=link, now=NOON),
    )

    assert "revoked" in str(refusal)
    assert not link.enrollments.exists()


def judging(application, *, accepted=True):
    return lambda: decide(application=application, accepted=accepted, reason="Так", by=None, now=NOON)


def test_two_coordinators_give_the_last_seat_to_one_applicant():
    cohort = make_selective(now=NOON, seats=1)
    first, second = make_application(cohort, now=NOON), make_application(cohort, now=NOON)

    results = at_once(judging(first), judging(second))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert cohort.enrollments.active().count() == 1


def test_two_coordinators_accepting_one_applicant_give_one_place():
    application = make_application(now=NOON)

    first, second = at_once(*[judging(application)] * 2)

    assert first == second
    assert application.cohort.enrollments.count() == 1


def test_a_decline_does_not_overtake_an_acceptance():
    application = make_application(now=NOON)

    refusal = one_inside_the_other(judging(application), judging(application, accepted=False))

    assert isinstance(refusal, EnrollmentRefused)
    application.refresh_from_db()
    assert application.state == "accepted"


def make_list(cohort, planner):
    text = "ПІБ,Пошта\n" + "".join(f"Нова Людина,nova-{number}@example.org\n" for number in range(5))
    return upload(cohort=cohort, name="list.csv", data=text.encode(), by=planner, now=NOON)


def test_a_list_carried_out_twice_at_once_enrolls_each_person_once():
    cohort, planner = make_cohort(now=NOON), make_person()
    listed = make_list(cohort, planner)
    EnrollmentList.objects.update(confirmed_at=NOON, confirmed_by=planner)
    listed.refresh_from_db()

    at_once(*[lambda: carry_out(listed)] * 2)

    assert cohort.enrollments.count() == Person.objects.exclude(pk=planner.pk).count() == 5
    assert set(ListedPerson.objects.values_list("outcome", flat=True)) == {"enrolled"}
    listed.refresh_from_db()
    assert listed.done_at


def test_a_file_brought_and_confirmed_twice_at_once_is_one_list():
    cohort, planner = make_cohort(now=NOON), make_person()

    first, second = at_once(*[lambda: make_list(cohort, planner)] * 2)
    at_once(*[lambda: confirm(listed=first, by=planner, now=NOON)] * 2)

    assert first == second
    assert cohort.enrollments.count() == 5


def test_lists_and_people_who_enroll_share_the_last_seat():
    cohort, planner = make_cohort(now=NOON, seats=1), make_person()
    listed = make_list(cohort, planner)

    at_once(
        lambda: confirm(listed=listed, by=planner, now=NOON),
        lambda: enroll(person=planner, cohort=cohort, now=NOON),
    )

    assert cohort.enrollments.active().count() == 1


def naming(seats, contact, number):
    return lambda: name_person(allotment=seats, name=f"Ніна {number}", email="", by=contact, now=NOON)


def test_two_contacts_name_one_person_for_the_last_seat():
    contact = make_contact()
    seats = make_seats(contact, now=NOON, seats=1)

    results = at_once(naming(seats, contact, 1), naming(seats, contact, 2))

    assert sorted(isinstance(result, CohortRefused) for result in results) == [False, True]
    assert seats.nominees.count() == 1


def test_one_invitation_opened_by_two_gives_one_place():
    contact = make_contact()
    nominee = naming(make_seats(contact, now=NOON), contact, 1)()
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: accept(nominee=nominee, person=person, now=NOON) for person in people))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert nominee.allotment.cohort.enrollments.count() == 1


def test_the_last_seat_is_kept_for_an_organization_or_taken_never_both():
    cohort, contact = make_cohort(now=NOON, seats=1), make_contact()

    at_once(
        lambda: make_seats(contact, cohort, now=NOON, seats=1),
        lambda: enroll(person=contact, cohort=cohort, now=NOON),
    )

    assert cohort.enrollments.active().count() + cohort.allotments.count() == 1


def test_a_freed_place_is_held_once_however_many_leave_and_join():
    cohort, sitting, queue = make_full(seats=2, waiting=3)

    at_once(
        *(lambda person=person: withdraw(person=person, cohort=cohort, now=NOON) for person in sitting),
        lambda: join_queue(person=make_person(), cohort=cohort, now=NOON + 5 * MINUTE),  # after all who wait
    )

    assert offered(cohort) == queue[:2]


def test_the_last_place_goes_to_whom_it_is_held_for_and_not_to_who_enrolls_meanwhile():
    cohort, [sitting], [first, _second] = make_full()

    refusal = one_inside_the_other(
        lambda: withdraw(person=sitting, cohort=cohort, now=NOON),
        lambda: enroll(person=make_person(), cohort=cohort, now=NOON),
    )

    assert isinstance(refusal, EnrollmentRefused)
    assert offered(cohort) == [first]


def test_two_coordinators_calling_one_person_call_them_once():
    cohort, _sitting, [_first, second] = make_full()
    place = cohort.queue_places.get(person=second)

    at_once(*[lambda: call_ahead(place=place, reason="Так", by=None, now=NOON)] * 2)

    assert ModelLogEntry.objects.filter(action="courses.queue.call").count() == 1


def test_two_coordinators_calling_two_people_for_one_seat_hold_it_for_one():
    organization = Organization.objects.create(name="ГО", region="UA-05")
    cohort = make_cohort(now=NOON, seats=2, organization_limit=1)
    inside = make_person()
    Membership.objects.create(person=inside, organization=organization)
    enroll(person=inside, cohort=cohort, now=NOON)
    places = [wait(cohort, organization=organization).queue_places.get() for _number in range(2)]

    at_once(*(lambda place=place: call_ahead(place=place, reason="Так", by=None, now=NOON) for place in places))

    assert len(offered(cohort)) == 1


def test_an_offer_is_accepted_or_ends_never_both():
    cohort, [sitting], [first, second] = make_full()
    withdraw(person=sitting, cohort=cohort, now=NOON)

    at_once(
        lambda: sweep(now=NOON + LONGEST_OFFER),
        lambda: enroll(person=first, cohort=cohort, now=NOON + LONGEST_OFFER),
    )

    inside = [row.person for row in cohort.enrollments.active()]
    assert [inside, offered(cohort)] in ([[first], []], [[], [second]])


def test_two_sweeps_at_once_end_an_offer_once():
    cohort, [sitting], [_first, second] = make_full()
    withdraw(person=sitting, cohort=cohort, now=NOON)

    assert sorted(at_once(*[lambda: sweep(now=NOON + LONGEST_OFFER)] * 2)) == [0, 1]
    assert offered(cohort) == [second]
