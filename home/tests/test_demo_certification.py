"""The demonstration: a trainer's and an organization's certificate, the rule of a series, and a programme."""

from datetime import timedelta

import pytest

from certificates.models import Certificate, CertificateRule
from courses.models import Enrollment, ProgrammeCourse, ProgrammePage
from courses.tests.factories import (
    make_catalog,
    make_cohort,
    make_contact,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_trainer,
)
from home.demo.certification import build_other_kinds, certify_programme
from people.models import Person, User
from webinars.tests.factories import NOON, make_weeks


@pytest.mark.django_db
def test_there_is_one_of_each_of_the_rarer_kinds():
    contact, cohort, series = make_contact(), make_cohort(now=NOON), make_weeks(number=2)[0].series
    trainer = make_trainer(cohort.course)
    Enrollment.objects.create(person=contact, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    staff = Person.objects.create(display_name="К.", legal_name="К.", user=User.objects.create_user("k@example.org"))

    build_other_kinds(contact=contact, staff=staff, now=NOON + timedelta(days=1))

    issued = {certificate.role: certificate.holder for certificate in Certificate.objects.all()}
    assert issued == {"trainer": trainer, "organization": contact.organizations.get()}
    assert CertificateRule.objects.get(series=series).kind == "series"


@pytest.mark.django_db
def test_somebody_goes_on_to_the_second_course_and_completes_the_programme():
    courses = [make_course(title=title, slug=title) for title in ("odyn", "dva")]
    make_lesson(make_module(courses[1]))
    begins = {"enroll_opens_at": NOON - timedelta(days=60), "starts_on": NOON.date() - timedelta(days=30)}
    ends_on = NOON.date() - timedelta(days=9)
    first, _second = (make_cohort(course, now=NOON, ends_on=ends_on, **begins) for course in courses)
    ahead = make_enrollment(first, now=NOON - timedelta(days=40))
    Enrollment.objects.filter(pk=ahead.pk).update(completed_at=NOON - timedelta(days=10))
    programme = ProgrammePage(title="Разом", slug="razom", lead="–", locale=courses[0].locale)
    programme.course_rows = [ProgrammeCourse(course=course, sort_order=place) for place, course in enumerate(courses)]
    make_catalog().add_child(instance=programme)

    certify_programme(programme, now=NOON)

    certificate = Certificate.objects.get()
    assert (certificate.programme, certificate.holder) == (programme, ahead.person)
    assert "програми" in certificate.statement["lead"]
