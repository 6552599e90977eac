"""Tasks may run twice, late, or about what is gone: they never tell people what is not so any more."""

import pytest
from django.core import mail

from courses.enrollment import withdraw
from courses.models import Enrollment
from courses.tasks import send_cancelled, send_enrolled, send_removed, tell_cancelled
from people.models import Person
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort, make_enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    enrollment = make_enrollment(now=NOON)
    mail.outbox.clear()
    return enrollment


def told():
    return [address for message in mail.outbox for address in message.to]


def leave(enrollment):
    withdraw(person=enrollment.person, cohort=enrollment.cohort, now=NOON)


def cancel(cohort):
    type(cohort).objects.filter(pk=cohort.pk).update(state="cancelled")


def test_a_confirmation_goes_to_who_still_has_the_place(enrollment):
    send_enrolled.enqueue(enrollment.pk)
    leave(enrollment)
    send_enrolled.enqueue(enrollment.pk)

    assert told() == [enrollment.person.email]


def test_a_cancellation_goes_to_everybody_who_has_a_place_and_to_nobody_else(enrollment):
    gone = make_enrollment(enrollment.cohort, now=NOON)
    other = make_enrollment(enrollment.cohort, now=NOON)
    make_enrollment(now=NOON)
    leave(gone)
    mail.outbox.clear()
    cancel(enrollment.cohort)

    tell_cancelled.enqueue(enrollment.cohort_id)

    assert sorted(told()) == sorted([enrollment.person.email, other.person.email])


def test_a_cohort_that_takes_place_again_meanwhile_is_not_called_off(enrollment):
    send_cancelled.enqueue(enrollment.pk)

    assert told() == []


def test_who_came_back_meanwhile_is_not_told_that_they_were_taken_out(enrollment):
    send_removed.enqueue(enrollment.pk)
    assert told() == []

    leave(enrollment)
    send_removed.enqueue(enrollment.pk)
    assert told() == [enrollment.person.email]


def test_who_gave_no_address_gets_no_mail():
    person = make_person(account=False, email="")
    enrollment = make_enrollment(make_cohort(now=NOON), person, now=NOON)
    cancel(enrollment.cohort)

    tell_cancelled.enqueue(enrollment.cohort_id)

    assert told() == []


@pytest.mark.parametrize("task", [send_enrolled, send_cancelled, send_removed, tell_cancelled])
def test_a_task_about_what_is_gone_does_nothing(task):
    task.enqueue(999_999)

    assert told() == []
    assert not Enrollment.objects.exists()
    assert not Person.objects.exists()
