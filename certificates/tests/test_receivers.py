"""Completions and attendance bring certificates, in the same transaction as themselves."""

import pytest
from django.db import transaction

from certificates.models import Certificate, CertificateRule, PendingCertificate
from certificates.pending import settle
from certificates.rules import QUIET
from webinars.attendance import mark_on_sheet
from webinars.registration import register

from .conftest import NOON, complete


@pytest.fixture
def no_worker(settings):
    """Tasks are queued and nobody works: what is left is what the transaction itself wrote."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_completing_the_course_brings_its_certificate(olena, course_rule, cohort, course):
    complete(olena, cohort)

    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.course, certificate.issued_by) == (olena, course, None)
    assert len(certificate.statement["details"]) == 2


def test_completing_a_course_without_a_rule_brings_none(olena, cohort):
    complete(olena, cohort)

    assert not Certificate.objects.exists()
    assert not PendingCertificate.objects.exists()


def test_a_rule_that_is_not_in_force_brings_none(olena, course_rule, cohort):
    CertificateRule.objects.update(active=False)

    complete(olena, cohort)

    assert not Certificate.objects.exists()
    assert not PendingCertificate.objects.exists()


def test_attending_the_event_brings_its_certificate(olena, event, session, template):
    CertificateRule.objects.create(event=event, template=template, min_sessions=1)
    register(person=olena, session=session, now=session.starts_at)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    assert Certificate.objects.get().event == event


def test_the_certificate_of_a_whole_event_waits_until_no_other_day_can_follow(olena, event, session, template):
    CertificateRule.objects.create(event=event, template=template)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    waiting = PendingCertificate.objects.get()
    assert (waiting.problem, waiting.not_before) == ("too_early", session.ends_at + QUIET)
    assert not PendingCertificate.objects.overdue(now=waiting.not_before)
    assert settle(pending=waiting, now=waiting.not_before).event == event
    assert not PendingCertificate.objects.exists()


def test_a_rule_that_asks_for_approval_brings_none_by_itself(olena, course_rule, cohort):
    CertificateRule.objects.update(automatic=False)

    complete(olena, cohort)

    assert not PendingCertificate.objects.exists()
    assert not Certificate.objects.exists()


def test_registering_without_attending_brings_none(olena, event, session, template):
    CertificateRule.objects.create(event=event, template=template)
    register(person=olena, session=session, now=session.starts_at)

    assert not Certificate.objects.exists()


def test_what_was_earned_is_written_down_even_if_no_worker_ever_runs(olena, course_rule, cohort, no_worker):
    complete(olena, cohort)

    waiting = PendingCertificate.objects.get()
    assert (waiting.person, waiting.rule, waiting.cohort, waiting.earned_at) == (olena, course_rule, cohort, NOON)


def test_a_completion_that_is_rolled_back_earned_nothing(olena, course_rule, cohort):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        complete(olena, cohort)
        raise ZeroDivisionError

    assert not PendingCertificate.objects.exists()
    assert not Certificate.objects.exists()
