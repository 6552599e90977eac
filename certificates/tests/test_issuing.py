import hashlib
import subprocess

import pytest
from django.core import mail

from certificates.archive import pdf_of
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course, issue_for_event, revoke
from certificates.models import Certificate, CertificateRule
from certificates.numbers import normalize
from courses.enrollment import enroll
from courses.models import LessonPage
from courses.progress import complete_lesson
from webinars.attendance import mark_on_sheet
from webinars.registration import register

from .conftest import NOON


def pdf_text(certificate):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf_of(certificate), capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def issue(olena, course, template, cohort=None):
    return issue_for_course(person=olena, course=course, template=template, cohort=cohort, now=NOON)


def test_issue_freezes_what_the_certificate_says(olena, course, template, cohort):
    certificate = issue(olena, course, template, cohort)

    olena.legal_name = "Олена Інша"
    olena.save()
    course.title = "Інший курс"
    course.save()
    certificate.refresh_from_db()

    assert certificate.statement["recipient"] == "Олена Коваль"
    assert certificate.statement["subject"] == "Бюджет громади"
    assert normalize(certificate.number) == certificate.number


def test_issue_keeps_the_hash_of_a_pdf_that_says_the_same(olena, course, template, cohort):
    certificate = issue(olena, course, template, cohort)

    assert hashlib.sha256(pdf_of(certificate)).hexdigest() == certificate.pdf_sha256
    text = pdf_text(certificate)
    assert "Олена Коваль" in text
    assert "Бюджет громади" in text
    assert certificate.number in text


def test_issue_twice_returns_the_same_certificate(olena, course, template):
    assert issue(olena, course, template) == issue(olena, course, template)
    assert Certificate.objects.count() == 1
    assert len(mail.outbox) == 1


def test_issue_mails_a_link_and_no_file(olena, course, template):
    certificate = issue(olena, course, template)

    (message,) = mail.outbox
    assert message.to == ["olena@example.org"]
    assert certificate.number in message.body
    assert message.attachments == []


def test_a_name_that_cannot_be_printed_is_refused_and_nothing_is_written(olena, course, template):
    olena.legal_name = "Олена 🙂"
    with pytest.raises(CertificateRefused):
        issue(olena, course, template)
    assert Certificate.objects.count() == 0


def test_revoked_certificate_stays_and_a_new_one_can_be_issued(olena, course, template):
    first = issue(olena, course, template)
    revoke(certificate=first, reason="Помилка в імені", by=None, now=NOON)
    second = issue(olena, course, template)

    first.refresh_from_db()
    assert not first.is_valid
    assert second.is_valid
    assert first.number != second.number


def test_revoke_asks_for_a_reason(olena, course, template):
    certificate = issue(olena, course, template)
    with pytest.raises(CertificateRefused):
        revoke(certificate=certificate, reason="  ", by=None, now=NOON)
    certificate.refresh_from_db()
    assert certificate.is_valid


def test_completing_the_course_brings_its_certificate(olena, course_rule, cohort, course):
    enroll(person=olena, cohort=cohort, now=NOON)
    complete_lesson(person=olena, lesson=LessonPage.objects.get(), now=NOON)

    certificate = Certificate.objects.get()
    assert certificate.person == olena
    assert certificate.course == course


def test_completing_a_course_without_a_rule_brings_none(olena, cohort):
    enroll(person=olena, cohort=cohort, now=NOON)
    complete_lesson(person=olena, lesson=LessonPage.objects.get(), now=NOON)
    assert Certificate.objects.count() == 0


def test_attending_the_event_brings_its_certificate(olena, event, session, template):
    CertificateRule.objects.create(event=event, template=template)
    register(person=olena, session=session, now=session.starts_at)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    assert Certificate.objects.get().event == event


def test_registering_without_attending_brings_none(olena, event, session, template):
    CertificateRule.objects.create(event=event, template=template)
    register(person=olena, session=session, now=session.starts_at)
    assert Certificate.objects.count() == 0


def test_event_certificate_counts_the_attended_hours(olena, event, session, template):
    register(person=olena, session=session, now=session.starts_at)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)
    certificate = issue_for_event(person=olena, event=event, template=template, now=NOON)
    assert "2" in certificate.statement["details"][1]
