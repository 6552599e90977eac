"""The demonstration: a certificate that the school looks into."""

import pytest

from certificates.issuing import issue_for_course
from certificates.models import Certificate, CertificateTemplate
from courses.tests.factories import make_course
from home.demo.certification import build_suspension
from webinars.tests.factories import NOON, make_person


@pytest.mark.django_db
def test_somebody_else_s_certificate_is_suspended_with_words_for_everybody():
    template = CertificateTemplate.objects.create(name="Килим", issuer="Школа", signatory="Ірина", signatory_role="к.")
    course, participant, staff = make_course(), make_person(), make_person()
    for person in (participant, make_person()):
        issue_for_course(person=person, course=course, template=template, now=NOON)

    build_suspension(participant=participant, staff=staff, now=NOON)

    suspended = Certificate.objects.get(suspended_at__isnull=False)
    assert suspended.person != participant
    assert suspended.suspended_by == staff.user and suspended.suspension_note
