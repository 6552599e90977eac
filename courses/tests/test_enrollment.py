"""Places in a cohort: given once, never more than there are, given back and taken again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enrollment import enroll, refusal_of, withdraw
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort, Enrollment
from webinars.tests.factories import NOON, make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_staff

pytestmark = pytest.mark.django_db


def refusal(cohort, *, now=NOON):
    with pytest.raises(EnrollmentRefused) as caught:
        enroll(person=make_person(), cohort=cohort, now=now)
    return str(caught.value).replace("\xa0", " ")


def test_enrolling_gives_a_place_confirms_it_and_leaves_a_trace():
    cohort, person = make_cohort(now=NOON), make_person()

    enrollment = enroll(person=person, cohort=cohort, now=NOON)

    assert list(cohort.enrollments.active()) == [enrollment]
    assert (enrollment.person, enrollment.enrolled_at, enrollment.completed_at) == (person, NOON, None)
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert ModelLogEntry.objects.get(action="courses.enroll").user == person.user


def test_enrolling_twice_returns_the_same_place_even_when_it_was_the_last():
    cohort, person = make_cohort(now=NOON, seats=1), make_person()

    first = enroll(person=person, cohort=cohort, now=NOON)
    again = enroll(person=person, cohort=cohort, now=NOON + 30 * DAY)

    assert first == again
    assert len(mail.outbox) == 1


def test_seats_are_given_until_there_are_none():
    cohort = make_cohort(now=NOON, seats=2)
    for _number in range(2):
        enroll(person=make_person(), cohort=cohort, now=NOON)

    assert "taken" in refusal(cohort)
    assert cohort.enrollments.active().count() == 2


def test_a_seat_given_back_is_given_again():
    cohort, leaver = make_cohort(now=NOON, seats=1), make_person()
    enroll(person=leaver, cohort=cohort, now=NOON)
    withdraw(person=leaver, cohort=cohort, now=NOON)

    enroll(person=make_person(), cohort=cohort, now=NOON)

    assert "taken" in refusal(cohort)


def test_without_a_limit_everybody_gets_a_place():
    cohort = make_cohort(now=NOON, seats=0)

    for _number in range(3):
        enroll(person=make_person(), cohort=cohort, now=NOON)

    assert (cohort.seats_left, cohort.is_full(), cohort.taken) == (None, False, 3)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (NOON - DAY - timedelta(seconds=1), "opens on понеділок, 11 січня, 12:00 (Kyiv time)"),
        (NOON - DAY, ""),
        (NOON + 2 * DAY - timedelta(seconds=1), ""),
        (NOON + 2 * DAY, "closed"),
    ],
)
def test_enrollment_opens_and_closes_to_the_second(at, says):
    cohort = make_cohort(now=NOON)

    assert says in refusal_of(cohort, now=at).replace("\xa0", " ")
    assert bool(says) == bool(refusal_of(cohort, now=at))


def test_an_enrollment_that_always_was_open_has_no_beginning():
    assert refusal_of(make_cohort(now=NOON, enroll_opens_at=None), now=NOON - 300 * DAY) == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "draft"}, "closed"),
        ({"starts_on": NOON.date() - 9 * DAY, "ends_on": NOON.date() - DAY}, "closed"),
    ],
)
def test_a_cohort_that_does_not_take_place_refuses_in_words(fields, says):
    assert says in refusal(make_cohort(now=NOON, **fields))
    assert not Enrollment.objects.exists()
    assert mail.outbox == []


def test_one_may_join_a_cohort_without_end_after_its_last_day():
    cohort = make_cohort(now=NOON, starts_on=NOON.date() - 9 * DAY, ends_on=NOON.date() - DAY, self_paced=True)

    assert refusal_of(cohort, now=NOON) == ""


def test_a_course_that_is_not_published_refuses():
    assert "closed" in refusal(make_cohort(make_course(live=False), now=NOON))


def test_the_offered_cohorts_are_those_that_do_not_refuse():
    cohorts = [
        make_cohort(now=NOON),
        make_cohort(now=NOON, enroll_opens_at=NOON + DAY),
        make_cohort(now=NOON, enroll_opens_at=None, enroll_closes_at=NOON),
        make_cohort(now=NOON, state="draft"),
        make_cohort(now=NOON, state="cancelled"),
        make_cohort(make_course(live=False), now=NOON),
        make_cohort(now=NOON, starts_on=NOON.date() - DAY, ends_on=NOON.date() - DAY),
        make_cohort(now=NOON, starts_on=NOON.date() - DAY, ends_on=NOON.date() - DAY, self_paced=True),
        make_cohort(now=NOON, starts_on=NOON.date() - DAY, ends_on=NOON.date()),
        make_cohort(now=NOON, enroll_opens_at=None),
    ]

    offered = set(Cohort.objects.enrolling(now=NOON))

    assert offered == {cohort for cohort in cohorts if not refusal_of(cohort, now=NOON)} == {cohorts[0], *cohorts[-3:]}


def test_withdrawing_ends_the_place_and_twice_is_as_good_as_once():
    enrollment = make_enrollment(now=NOON)
    place = {"person": enrollment.person, "cohort": enrollment.cohort}
    mail.outbox.clear()

    ended = withdraw(**place, now=NOON + DAY)
    nothing = withdraw(**place, now=NOON + 2 * DAY)

    assert (ended.pk, nothing) == (enrollment.pk, None)
    enrollment.refresh_from_db()
    assert enrollment.withdrawn_at == NOON + DAY
    assert mail.outbox == []
    assert ModelLogEntry.objects.filter(action="courses.withdraw").count() == 1


def test_withdrawing_from_what_one_was_never_in_changes_nothing():
    enrollment = make_enrollment()

    assert withdraw(person=make_person(), cohort=enrollment.cohort, now=timezone.now()) is None
    assert Enrollment.objects.active().get() == enrollment


def test_who_comes_back_has_a_new_place_and_the_old_one_stays_in_the_books():
    first = make_enrollment(now=NOON)
    place = {"person": first.person, "cohort": first.cohort}
    withdraw(**place, now=NOON)

    second = enroll(**place, now=NOON + DAY)

    assert second != first
    assert list(Enrollment.objects.order_by("pk").values_list("pk", "withdrawn_at")) == [
        (first.pk, NOON),
        (second.pk, None),
    ]


def test_a_completed_place_is_not_given_back():
    enrollment = make_enrollment(now=NOON)
    Enrollment.objects.update(completed_at=NOON)

    with pytest.raises(EnrollmentRefused, match="completed"):
        withdraw(person=enrollment.person, cohort=enrollment.cohort, now=NOON)

    assert Enrollment.objects.active().get() == enrollment


def test_the_school_takes_a_place_back_with_a_mail_and_its_own_name_in_the_log():
    enrollment, coordinator = make_enrollment(now=NOON), make_staff("Координатори")
    mail.outbox.clear()

    withdraw(person=enrollment.person, cohort=enrollment.cohort, now=NOON, by=coordinator)

    assert [message.to for message in mail.outbox] == [[enrollment.person.email]]
    assert ModelLogEntry.objects.get(action="courses.withdraw").user == coordinator


def test_the_database_itself_refuses_a_second_place():
    enrollment = make_enrollment(now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.create(cohort=enrollment.cohort, person=enrollment.person, enrolled_at=NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": NOON.date(), "starts_on": NOON.date() + DAY},
        {"enroll_opens_at": NOON, "enroll_closes_at": NOON},
    ],
)
def test_the_database_itself_refuses_impossible_dates(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_cohort(now=NOON, **fields)


def test_a_cohort_lasts_to_the_midnight_after_its_last_day_in_kyiv_also_in_summer():
    winter = make_cohort(now=NOON, starts_on=NOON.date(), ends_on=NOON.date())
    summer = make_cohort(now=NOON, starts_on=NOON.date(), ends_on=NOON.date() + 180 * DAY)

    assert winter.deadline.isoformat() == "2027-01-13T00:00:00+02:00"
    assert summer.deadline.isoformat() == "2027-07-12T00:00:00+03:00"
    assert [winter.is_over(now=winter.deadline - timedelta(seconds=s)) for s in (1, 0)] == [False, True]
    assert make_cohort(now=NOON, self_paced=True).deadline is None
