"""Applications: asked, answered, decided once with a reason, seen by nobody else."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from courses.admission.applications import apply_for, decide, take_back
from courses.enrollment import enroll, withdraw
from courses.exceptions import EnrollmentRefused
from courses.models import Application, Cohort, Enrollment
from webinars.tests.factories import NOON, make_person

from .factories import (
    DAY,
    make_application,
    make_cohort,
    make_selective,
)

pytestmark = pytest.mark.django_db
WHY = "Чому саме ви?"


def judge(application, *, accepted, reason="Добре", now=NOON):
    return decide(application=application, accepted=accepted, reason=reason, by=None, now=now)


def test_who_applies_has_no_place_until_a_coordinator_gives_it():
    application = make_application(now=NOON, answers=[[WHY, "Бо хочу."]])
    assert not Enrollment.objects.exists()
    mail.outbox.clear()

    judge(application, accepted=True, reason="Приходьте.")

    assert [row.person for row in application.cohort.enrollments.active()] == [application.person]
    (message,) = mail.outbox
    assert (message.to, "Приходьте." in message.body) == ([application.person.email], True)
    assert message.subject == f"Your application is accepted: {application.cohort.course.title}"


def test_a_decline_has_a_reason_that_the_applicant_reads():
    application = make_application(now=NOON)
    mail.outbox.clear()
    with pytest.raises(EnrollmentRefused, match="Say why"):
        judge(application, accepted=False, reason=" ")

    judge(application, accepted=False, reason="Цього разу – лише громади & ОТГ області.")

    (message,) = mail.outbox
    assert "Цього разу – лише громади & ОТГ області." in message.body
    assert not Enrollment.objects.exists()
    assert not ModelLogEntry.objects.get(action="courses.application.declined").data  # the reason is in the application


@pytest.mark.parametrize("accepted", [True, False])
def test_the_same_decision_twice_is_one(accepted):
    application = make_application(now=NOON)
    mail.outbox.clear()

    for _time in range(2):
        judge(application, accepted=accepted)

    assert len(mail.outbox) == 1
    assert Enrollment.objects.count() == int(accepted)


def test_a_declined_applicant_may_be_accepted_later_and_not_the_other_way_round():
    application = make_application(now=NOON)
    judge(application, accepted=False)
    judge(application, accepted=True)

    with pytest.raises(EnrollmentRefused, match="Take the person out"):
        judge(application, accepted=False)
    assert Enrollment.objects.active().exists()


def test_applying_twice_keeps_the_first_answers():
    first = make_application(now=NOON, answers=[[WHY, "Так"]])

    assert make_application(first.cohort, first.person, now=NOON, answers=[[WHY, "Ні"]]) == first
    assert Application.objects.get().answers == [[WHY, "Так"]]


def test_who_was_declined_does_not_ask_the_same_cohort_again():
    application = make_application(now=NOON)
    judge(application, accepted=False)

    with pytest.raises(EnrollmentRefused, match="was declined"):
        make_application(application.cohort, application.person, now=NOON)


def test_taken_back_is_decided_by_nobody_and_may_be_sent_anew():
    application = make_application(now=NOON)
    person, cohort = application.person, application.cohort
    take_back(person=person, cohort=cohort, now=NOON)

    with pytest.raises(EnrollmentRefused, match="taken back"):
        judge(application, accepted=True)
    assert take_back(person=person, cohort=cohort, now=NOON) is None
    assert make_application(cohort, person, now=NOON) != application


def test_who_left_applies_again_and_the_history_stays():
    application = make_application(now=NOON)
    judge(application, accepted=True)
    withdraw(person=application.person, cohort=application.cohort, now=NOON)

    again = make_application(application.cohort, application.person, now=NOON)
    judge(again, accepted=True)

    assert [row.state for row in Application.objects.all()] == ["accepted", "accepted"]
    assert Enrollment.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"enroll_opens_at": NOON + DAY}, "opens on"),
        ({"enroll_opens_at": None, "enroll_closes_at": NOON - DAY}, "closed"),
    ],
)
def test_nobody_applies_where_nobody_is_taken(fields, says):
    with pytest.raises(EnrollmentRefused, match=says):
        apply_for(person=make_person(), cohort=make_selective(now=NOON, **fields), answers=[], now=NOON)


def test_a_cohort_by_application_is_not_entered_by_the_open_door():
    with pytest.raises(EnrollmentRefused, match="One applies"):
        enroll(person=make_person(), cohort=make_selective(now=NOON), now=NOON)
    with pytest.raises(EnrollmentRefused, match="no applications"):
        apply_for(person=make_person(), cohort=make_cohort(now=NOON), answers=[], now=NOON)


def test_decisions_outlast_the_days_of_enrollment_and_end_with_seats_and_cohort():
    cohort = make_selective(now=NOON, seats=1)
    first, second, third = (make_application(cohort, now=NOON) for _number in range(3))
    judge(first, accepted=True, now=NOON + 3 * DAY)

    with pytest.raises(EnrollmentRefused, match="All places"):
        judge(second, accepted=True)
    second.refresh_from_db()
    assert second.state == "waiting"
    Cohort.objects.update(state="cancelled")
    with pytest.raises(EnrollmentRefused, match="cancelled"):
        judge(third, accepted=True)
