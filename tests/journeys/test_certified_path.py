"""A certificate from the preview of its rule to a stranger’s telephone: foretold, approved, received, verified."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from certificates.models import Certificate, CertificateRule
from certificates.tests.samples import one_line
from courses.models import Enrollment
from people.roles import ADMINISTRATORS

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        return make_school()


@pytest.fixture
def graduate(school):
    """Who completed the course; somebody else did not, and nobody gets a certificate without approval."""
    CertificateRule.objects.update(automatic=False)
    person, other, now = (
        make_account("olena@school.test", first="Олена", last="Коваль"),
        make_account("b@school.test"),
        timezone.now(),
    )
    Enrollment.objects.create(person=person, cohort=school.cohort, enrolled_at=now, completed_at=now)
    Enrollment.objects.create(person=other, cohort=school.cohort, enrolled_at=now)
    return person


def issue_from_the_preview(page, school):
    """Whom the rule is about, who gets none and why; from there to the list, and approve it."""
    page.goto(f"/admin/certificate_rule/preview/{CertificateRule.objects.get().pk}/")
    told = page.locator("main").inner_text()
    assert "Олена Коваль" in told and "The course is not completed." in told
    assert not Certificate.objects.exists()
    page.get_by_role("link", name="Make a list for approval").click()
    page.locator("main form [type=submit]").click()
    expect(page.locator("[name=row]:checked")).to_have_count(1)
    page.locator("form[action$='/approve/'] [type=submit]").click()
    page.locator(".messages .success").wait_for()
    return Certificate.objects.get()


def received(page, path):
    """The PDF from «My certificates», where the mail leads."""
    (letter,) = [message for message in mail.outbox if message.subject.startswith("Your certificate")]
    page.goto(re.search(r"https?://\S+/my/certificates/", letter.body)[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    download.value.save_as(path)
    return path.read_bytes()


def test_from_the_preview_to_a_strangers_telephone(visitor, live_server, school, graduate, tmp_path):
    office, home = visitor(width=1280), visitor(javascript=False)
    street = visitor(javascript=False)
    sign_in(office.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    sign_in(home.context, graduate, live_server.url)

    certificate = issue_from_the_preview(office, school)
    file = tmp_path / "certificate.pdf"
    words = one_line(received(home, file))
    assert "Сертифікат Олена Коваль" in words

    street.goto(re.search(r"/c/[0-9A-Z-]{14}", words)[0])
    told = street.locator("main").inner_text()
    for fact in (
        "The certificate is genuine",
        "Олена Коваль",
        "Бюджет громади",
        "12",
        "Звідки гроші",
        certificate.number,
    ):
        assert fact in told
    assert street.evaluate("() => document.documentElement.scrollWidth") <= 360

    street.goto("/c/")
    street.locator("[name=number]").fill(certificate.number.lower().replace("-", " "))
    with street.expect_navigation():
        street.locator("main form button").first.click()
    assert street.url.endswith(f"/c/{certificate.number}")

    street.goto("/c/file")
    street.locator("[name=file]").set_input_files(file)
    with street.expect_navigation():
        street.locator("main form[enctype] button").click()
    assert "byte for byte" in street.locator("main").inner_text()
