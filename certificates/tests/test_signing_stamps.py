"""A time-stamp server says when a file was signed; when it is away, certificates are issued all the same."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from certificates.archive import drawn, pdf_of
from certificates.issuing import issue_for_course, issue_for_event
from certificates.models import Certificate, Signature
from certificates.signing.sealing import AWAY_FOR, sign
from certificates.sweeps import finish_certificates

from .conftest import YESTERDAY
from .signing_tools import StampServer, serving, signature_of, stamp_key


@pytest.fixture(scope="module")
def key_of_the_clock():
    return stamp_key()


@pytest.fixture
def clock(key_of_the_clock, signing, settings):
    server = StampServer(key_of_the_clock)
    with serving(server) as settings.SIGNING_STAMP_URL:
        yield server


@pytest.fixture
def issue(olena, course, event, template):
    made = {"course": issue_for_course, "event": issue_for_event}
    sources = {"course": course, "event": event}

    def issue(kind="course"):
        made[kind](person=olena, template=template, now=YESTERDAY, **{kind: sources[kind]})
        return Certificate.objects.get(**{kind: sources[kind]})

    return issue


def test_the_file_bears_the_time_of_the_server(clock, issue, signing):
    certificate = issue()

    stamp = signature_of(pdf_of(certificate), signing.certificate).timestamp_validity
    assert stamp.intact and stamp.valid
    assert certificate.signature.stamped_at == stamp.timestamp
    assert abs(stamp.timestamp - timezone.now()) < timedelta(minutes=1)


def test_while_it_is_away_the_certificate_is_issued_and_waits_for_its_signature(clock, issue, admin):
    clock.answers = "nothing"
    certificate = issue()

    assert (certificate.signature.signed_at, certificate.signature.problem) == (None, "stamp_away")
    assert pdf_of(certificate) == drawn(certificate)
    page = admin.get(reverse("signatures:index"))
    assertContains(page, "The time-stamp server does not answer.")
    assertContains(page, reverse("certificate:inspect", args=[certificate.pk]))


def test_hundreds_do_not_wait_for_a_server_that_is_away_one_after_the_other(clock, issue):
    clock.answers = "nothing"
    issue()
    asked = clock.asked

    second = issue("event")
    assert (clock.asked, second.signature.problem) == (asked, "stamp_away")

    clock.answers = "stamp"
    sign(certificate=second, now=timezone.now() + AWAY_FOR)
    assert Signature.objects.get(certificate=second).signed_at


def test_the_round_signs_when_it_is_back(clock, issue, signing):
    clock.answers = "nothing"
    issue()
    Signature.objects.update(tried_at=timezone.now() - AWAY_FOR)
    clock.answers = "stamp"

    finish_certificates.call()

    assert signature_of(pdf_of(Certificate.objects.get()), signing.certificate).timestamp_validity.valid


def test_a_stamp_of_something_else_is_not_taken(clock, issue):
    clock.answers = "another"

    assert issue().signature.problem == "stamp_wrong"


def test_an_administrator_signs_at_once_when_it_is_back_or_no_longer_asked(clock, issue, admin, settings):
    clock.answers = "nothing"
    issue()
    settings.SIGNING_STAMP_URL = ""

    response = admin.post(reverse("signatures:now"), follow=True)

    assertContains(response, "1 file is being signed.")
    assert Signature.objects.get().signed_at


def test_a_server_that_nobody_answers_for_is_away(signing, settings, issue):
    settings.SIGNING_STAMP_URL = "http://127.0.0.1:9/tsr"

    assert issue().signature.problem == "stamp_away"
