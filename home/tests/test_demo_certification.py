"""The demonstration: a trainer's and an organization's certificate, and the rule of a series."""

from datetime import timedelta

import pytest

from certificates.models import Certificate, CertificateRule
from courses.models import Enrollment
from courses.tests.factories import make_cohort, make_contact, make_trainer
from home.demo.certification import build_other_kinds
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
