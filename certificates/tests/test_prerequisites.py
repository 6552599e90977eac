"""A course may need the certificate of another one: only one that holds proves it."""

import pytest
from django.utils import timezone

from certificates.models import Certificate, CertificateTemplate
from courses.admission.prerequisites import lacking
from courses.models import Prerequisite
from courses.tests.factories import DAY, make_course
from webinars.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_only_a_certificate_that_holds_proves_it():
    person, course, needed, now = make_person(), make_course(), make_course(title="Основи"), timezone.now()
    Prerequisite.objects.create(course=course, needed=needed, proof="certificate")
    template = CertificateTemplate.objects.create(
        name="Килим", issuer="Школа", signatory="І. С.", signatory_role="координаторка"
    )
    made = {"template": template, "statement": {}, "issued_at": now}

    def has_it(**changes):
        Certificate.objects.all().delete()
        Certificate.objects.create(
            **{"number": "AAAA-0001-AAAA", "person": person, "course": needed, **made, **changes}
        )
        return lacking(person, course) == []

    assert has_it()
    assert not has_it(revoked_at=now, revocation_reason="Помилка")
    assert not has_it(superseded_at=now)
    assert not has_it(expires_at=now - DAY)
    assert not has_it(role="trainer")
    assert not has_it(person=make_person())
    assert not has_it(course=make_course())
