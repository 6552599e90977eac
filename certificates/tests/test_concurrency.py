"""Two workers at once, over two real connections: one certificate, one mail, one file."""

import threading

import pytest
from django.core import mail
from django.db import close_old_connections, connection
from wagtail.models import ModelLogEntry

from certificates.archive import fingerprint, keep_pdf, pdf_of
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import correct_name, revoke
from certificates.models import Certificate, PendingCertificate
from certificates.pending import earn, settle
from courses.models import Enrollment

from .conftest import NOON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run ``calls`` in threads that start together; their results, in order."""
    gate, results = threading.Barrier(len(calls), timeout=10), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            results[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return results


@pytest.fixture
def waiting(olena, cohort, course_rule):
    Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    return earn(person=olena, rule=course_rule, cohort=cohort, now=NOON)


def test_two_who_issue_by_hand_give_one_certificate(olena, course, template):
    first, second = at_once(*[lambda: issue_for_course(person=olena, course=course, template=template, now=NOON)] * 2)

    assert first == second == Certificate.objects.get()
    assert len(mail.outbox) == 1
    assert ModelLogEntry.objects.filter(action="certificates.issue").count() == 1


def test_two_workers_settle_once(waiting):
    results = at_once(*[lambda: settle(pending=waiting, now=NOON)] * 2)

    assert [result for result in results if result] == [Certificate.objects.get()]
    assert not PendingCertificate.objects.exists()
    assert len(mail.outbox) == 1


def test_a_worker_and_an_administrator_give_one_certificate(waiting, olena, course, template):
    settled, by_hand = at_once(
        lambda: settle(pending=waiting, now=NOON),
        lambda: issue_for_course(person=olena, course=course, template=template, now=NOON),
    )

    assert by_hand == Certificate.objects.get()
    assert settled in (None, by_hand)
    assert not PendingCertificate.objects.exists()


def test_what_is_earned_while_it_is_settled_is_not_forgotten(waiting, olena, cohort, course_rule):
    at_once(
        lambda: settle(pending=waiting, now=NOON),
        lambda: earn(person=olena, rule=course_rule, cohort=cohort, now=NOON),
    )

    for pending in PendingCertificate.objects.all():
        settle(pending=pending, now=NOON)
    assert Certificate.objects.count() == 1
    assert not PendingCertificate.objects.exists()


def test_two_downloads_of_a_lost_file_draw_one(olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)
    certificate.refresh_from_db()
    certificate.pdf.storage.delete(certificate.pdf.name)

    first, second = at_once(*[lambda: keep_pdf(certificate=certificate)] * 2)

    assert fingerprint(first) == fingerprint(second) == fingerprint(pdf_of(certificate)) == certificate.pdf_sha256
    folder = certificate.pdf.name.rpartition("/")[0]
    names = [name for name in certificate.pdf.storage.listdir(folder)[1] if certificate.number in name]
    assert names == [f"{certificate.number}.pdf"]


def test_two_who_revoke_leave_one_reason(olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    first, second = at_once(
        *[lambda reason=reason: revoke(certificate=certificate, reason=reason, by=None, now=NOON) for reason in "АБ"]
    )

    certificate.refresh_from_db()
    assert first.revocation_reason == second.revocation_reason == certificate.revocation_reason
    assert ModelLogEntry.objects.filter(action="certificates.revoke").count() == 1


def test_two_who_correct_a_name_leave_one_successor(olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    def correct(name):
        try:
            return correct_name(certificate=certificate, name=name, by=None, now=NOON)
        except CertificateRefused as refusal:
            return refusal.code

    results = at_once(*[lambda name=name: correct(name) for name in ("Олена Ковальчук", "Олена Ковальова")])

    assert "not_valid" in results
    assert Certificate.objects.valid().get() in results
    assert Certificate.objects.count() == 2


def test_a_correction_and_a_revocation_leave_nothing_half_done(olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    def correct():
        try:
            return correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
        except CertificateRefused:
            return None

    new, _revoked = at_once(correct, lambda: revoke(certificate=certificate, reason="Так", by=None, now=NOON))

    certificate.refresh_from_db()
    assert certificate.revoked_at
    assert list(Certificate.objects.valid()) == ([new] if new else [])
