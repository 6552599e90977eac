"""Seats of organizations: kept from others, filled by named people who agree, given back, filled anew."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from courses.admission.allotments import (
    NAMED_FOR_A_SEAT,
    accept,
    allot,
    decline,
    name_person,
    release,
    return_unused,
    take_back,
)
from courses.enrollment import enroll, withdraw
from courses.exceptions import AllotmentRefused, CohortRefused, EnrollmentRefused
from courses.models import Cohort, Enrollment, Nominee, SeatAllotment
from courses.planning import plan_cohort
from people.models import Membership
from webinars.tests.factories import NOON, make_person

from .factories import DAY, make_cohort, make_contact, make_enrollment, make_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return make_contact(email="hanna@example.org")


@pytest.fixture
def seats(contact):
    return make_seats(contact, now=NOON)


def name(seats, contact, *, number=1, now=NOON, **fields):
    fields = {"name": f"Ніна {number}", "email": f"nina{number}@example.org", **fields}
    return name_person(allotment=seats, by=contact, now=now, **fields)


def states(seats):
    return list(seats.nominees.values_list("state", flat=True))


def left(cohort):
    """Free seats, asked for one cohort and within a list."""
    listed = Cohort.objects.with_taken().get(pk=cohort.pk)
    fresh = Cohort.objects.get(pk=cohort.pk)
    assert (listed.seats_left, listed.is_full()) == (fresh.seats_left, fresh.is_full())
    return fresh.seats_left


def test_kept_seats_are_nobody_elses_and_counted_once():
    cohort, contact = make_cohort(now=NOON, seats=4), make_contact()
    make_enrollment(cohort, now=NOON)
    seats = make_seats(contact, cohort, now=NOON, seats=2)
    assert left(cohort) == 1

    accept(nominee=name(seats, contact), person=make_person(), now=NOON)
    assert left(cohort) == 1
    make_enrollment(cohort, now=NOON)
    assert left(cohort) == 0
    with pytest.raises(EnrollmentRefused, match="All places"):
        enroll(person=make_person(), cohort=cohort, now=NOON)

    accept(nominee=name(seats, contact, number=2), person=make_person(), now=NOON)
    assert cohort.enrollments.active().count() == 4


def test_no_more_seats_are_kept_than_there_are_and_a_cohort_does_not_shrink_below_them():
    cohort, contact = make_cohort(now=NOON, seats=3), make_contact()
    make_enrollment(cohort, now=NOON)
    with pytest.raises(AllotmentRefused, match="2 free seats"):
        make_seats(contact, cohort, now=NOON, seats=3)
    seats = make_seats(contact, cohort, now=NOON, seats=1)

    seats.seats = 2
    allot(allotment=seats, by=None, now=NOON)
    cohort = Cohort.objects.get()
    cohort.seats = 2
    with pytest.raises(CohortRefused, match="kept for organizations"):
        plan_cohort(cohort=cohort, by=None)


def test_the_contacts_hear_of_their_seats_and_of_more_but_not_of_fewer(seats, contact):
    other = make_person(email="ihor@example.org")
    Membership.objects.create(person=other, organization=seats.organization)
    assert [message.to for message in mail.outbox] == [["hanna@example.org"]]
    assert "2 seats are kept" in mail.outbox[0].body

    for number in (3, 2):
        seats.seats = number
        allot(allotment=seats, by=None, now=NOON)
    assert len(mail.outbox) == 2


def test_who_is_named_comes_in_by_their_own_word_and_belongs_to_the_organization(seats, contact):
    mail.outbox.clear()
    nominee, person = name(seats, contact), make_person()
    assert [message.to for message in mail.outbox] == [["nina1@example.org"]]
    assert f"/n/{nominee.key}/" in mail.outbox[0].body
    assert not Enrollment.objects.exists()

    enrollment = accept(nominee=nominee, person=person, now=NOON)

    assert accept(nominee=nominee, person=person, now=NOON) == enrollment
    assert (enrollment.person, enrollment.cohort) == (person, seats.cohort)
    assert list(person.organizations.all()) == [seats.organization]
    with pytest.raises(EnrollmentRefused, match="no longer open"):
        accept(nominee=nominee, person=make_person(), now=NOON)


def test_without_an_address_nobody_is_written_to(seats, contact):
    mail.outbox.clear()

    for number in (1, 2):
        name(seats, contact, number=number, email="")

    assert not mail.outbox
    assert states(seats) == ["invited"] * 2


def test_nobody_is_named_twice_nor_beyond_the_seats_nor_too_late(seats, contact):
    first = name(seats, contact)
    with pytest.raises(AllotmentRefused, match="named already") as refusal:
        name(seats, contact, email="NINA1@example.org")
    assert refusal.value.field == "email"

    name(seats, contact, number=2)
    with pytest.raises(AllotmentRefused, match="all of your seats"):
        name(seats, contact, number=3)
    decline(nominee=first, now=NOON)
    with pytest.raises(AllotmentRefused, match="time to name people is over"):
        name(seats, contact, now=seats.name_until)
    assert name(seats, contact).state == "invited"


def test_an_organization_does_not_write_to_the_whole_region(seats, contact):
    for number in range(2 * NAMED_FOR_A_SEAT):
        take_back(nominee=name(seats, contact, number=number), by=contact, now=NOON)

    with pytest.raises(AllotmentRefused, match="Write to the school"):
        name(seats, contact, number=99)


def test_who_declines_frees_the_seat_and_the_contact_hears_of_it_once(seats, contact):
    nominee = name(seats, contact)
    mail.outbox.clear()

    for _time in range(2):
        decline(nominee=nominee, now=NOON)

    assert [message.to for message in mail.outbox] == [["hanna@example.org"]]
    assert "Ніна 1 declined" in mail.outbox[0].body
    with pytest.raises(EnrollmentRefused, match="no longer open"):
        accept(nominee=nominee, person=make_person(), now=NOON)


def test_somebody_is_replaced_in_the_middle_of_the_course(seats, contact):
    late, person = NOON + 10 * DAY, make_person(email="nina1@example.org")
    nominee = name(seats, contact)
    accept(nominee=nominee, person=person, now=NOON)
    return_unused(now=late)
    mail.outbox.clear()

    other = name(seats, contact, number=2, now=late, instead_of=nominee)

    assert states(seats) == ["taken_back", "invited"]
    assert not seats.cohort.enrollments.active().exists()
    assert sorted(message.to for message in mail.outbox) == [["nina1@example.org"], ["nina2@example.org"]]
    accept(nominee=other, person=make_person(), now=late + DAY)
    assert Enrollment.objects.count() == 2


def test_a_replacement_that_is_refused_takes_nobody_out(seats, contact):
    nominee, other = name(seats, contact), name(seats, contact, number=2)
    accept(nominee=nominee, person=make_person(), now=NOON)

    with pytest.raises(AllotmentRefused, match="named already"):
        name(seats, contact, email=other.email, instead_of=nominee)

    assert states(seats) == ["accepted", "invited"]
    assert seats.cohort.enrollments.active().exists()


def test_who_completed_the_course_is_not_replaced(seats, contact):
    nominee = name(seats, contact)
    accept(nominee=nominee, person=make_person(), now=NOON)
    Enrollment.objects.update(completed_at=NOON)

    with pytest.raises(AllotmentRefused, match="completed"):
        take_back(nominee=nominee, by=contact, now=NOON)
    assert states(seats) == ["accepted"]


def test_who_leaves_by_themselves_leaves_the_seat_to_the_organization(seats, contact):
    nominee, person = name(seats, contact), make_person()
    accept(nominee=nominee, person=person, now=NOON)

    withdraw(person=person, cohort=seats.cohort, now=NOON)

    assert states(seats) == ["left"]
    assert name(seats, contact).state == "invited"


def test_who_has_a_place_already_does_not_take_a_second_seat(contact):
    cohort = make_cohort(now=NOON)
    seats, enrollment = make_seats(contact, cohort, now=NOON), make_enrollment(cohort, now=NOON)
    nominee = name(seats, contact)

    with pytest.raises(EnrollmentRefused, match="have a place"):
        accept(nominee=nominee, person=enrollment.person, now=NOON)
    assert states(seats) == ["invited"]


def test_what_is_not_taken_in_time_goes_back_once_and_the_contact_is_told(contact):
    cohort = make_cohort(now=NOON, seats=5)
    seats = make_seats(contact, cohort, now=NOON, seats=4)
    accept(nominee=name(seats, contact), person=make_person(), now=NOON)
    name(seats, contact, number=2)
    mail.outbox.clear()

    assert return_unused(now=NOON) == 0
    assert return_unused(now=NOON + DAY) == 2  # somebody still has some days to answer
    assert return_unused(now=NOON + 8 * DAY) == 1
    assert return_unused(now=NOON + 9 * DAY) == 0

    assert states(seats) == ["accepted", "lapsed"]
    assert left(cohort) == 4
    assert ["2 seats" in message.body for message in mail.outbox] == [True, False]
    assert ModelLogEntry.objects.filter(action="courses.seats.return").count() == 2


def test_the_school_gives_unused_seats_back_at_any_time(seats, contact):
    nominee = name(seats, contact)
    accept(nominee=nominee, person=make_person(), now=NOON)
    name(seats, contact, number=2)

    assert [release(allotment=seats, by=None, now=NOON) for _time in range(2)] == [1, 0]

    assert states(seats) == ["accepted", "lapsed"]
    assert SeatAllotment.objects.get().seats == 1


@pytest.mark.parametrize("state", ["cancelled", "draft"])
def test_a_cohort_that_takes_nobody_takes_nobody_from_an_organization(seats, contact, state):
    nominee = name(seats, contact)
    Cohort.objects.update(state=state)

    for step in (
        lambda: name(seats, contact, number=2),
        lambda: accept(nominee=nominee, person=make_person(), now=NOON),
        lambda: allot(allotment=seats, by=None, now=NOON),
    ):
        with pytest.raises((AllotmentRefused, EnrollmentRefused)):
            step()
    assert list(Nominee.objects.values_list("state", flat=True)) == ["invited"]


def test_seats_for_which_people_were_named_move_neither_to_another_organization_nor_to_another_cohort(seats, contact):
    name(seats, contact)

    for field, value in (("organization", make_contact().organizations.get()), ("cohort", make_cohort(now=NOON))):
        changed = SeatAllotment.objects.get()
        setattr(changed, field, value)
        with pytest.raises(AllotmentRefused, match="stays as it was") as refusal:
            allot(allotment=changed, by=None, now=NOON)
        assert refusal.value.field == field


def test_after_unused_seats_went_back_somebody_may_still_be_replaced(contact):
    seats = make_seats(contact, now=NOON, seats=3)
    nominee = name(seats, contact)
    accept(nominee=nominee, person=make_person(), now=NOON)
    for number in range(2, 2 + NAMED_FOR_A_SEAT):
        decline(nominee=name(seats, contact, number=number), now=NOON)
    return_unused(now=NOON + DAY)

    assert name(seats, contact, number=9, now=NOON + DAY, instead_of=nominee).state == "invited"


def test_who_takes_part_does_not_decline_any_more(seats, contact):
    nominee = name(seats, contact)
    assert decline(nominee=nominee, now=NOON) and decline(nominee=nominee, now=NOON)
    other = name(seats, contact, number=2)
    accept(nominee=other, person=make_person(), now=NOON)

    assert not decline(nominee=other, now=NOON)
    assert states(seats) == ["declined", "accepted"]
