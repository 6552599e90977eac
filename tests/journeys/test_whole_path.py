"""A newcomer's whole path, without and with JavaScript: sign up … certificate, verified by a stranger."""

import re
import subprocess

import pytest
from django.core import mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.models import Certificate
from people.models import Person
from webinars.models import Attendance, AttendanceInterval

from .school import PASSWORD, make_school
from .test_sheet import settled

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "Мар’яна Ґудзь-Їжакевич"


@pytest.fixture
def school():
    with override("uk"):
        yield make_school()


def button(page, text):
    return page.get_by_role("button", name=text).first


def sign_up(page):
    page.goto("/signup/")
    page.get_by_label(_("First name")).fill("Мар’яна")
    page.get_by_label(_("Surname")).fill("Ґудзь-Їжакевич")
    page.locator("[name=email]").fill("mariana@example.org")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=consent]").check()
    page.locator("main form button").click()
    assert not Person.objects.filter(email="mariana@example.org").exists()
    link = re.search(r"https?://\S+", mail.outbox[-1].body).group()
    page.goto(link)
    page.locator("main form button").click()


def sign_in(page, email):
    page.goto("/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/my/")


def enroll(page, school):
    page.goto(school.course.url)
    page.locator(f"a[href$='/enrol/{school.cohort.pk}/']").first.click()
    page.locator("main form button").first.click()
    assert school.cohort.enrollments.active().count() == 1


def read_and_pass(page, school):
    page.goto(f"{school.course.url}zvidky/urok-1/")
    button(page, _("Done, next")).click()
    page.wait_for_url("**/urok-2/")
    button(page, _("Done, next")).click()
    page.wait_for_url("**/test/")
    page.locator("main form button").first.click()
    page.get_by_label("Рада").check()
    page.locator("main form button").first.click()
    page.get_by_label("Податки").check()
    page.get_by_label("Дотації").check()
    page.locator("main form button").first.click()
    page.wait_for_url("**/result/")


def register(page, school):
    page.goto(school.event.url)
    page.locator(
        f"[href*='{school.session.public_id}/register'], [action*='{school.session.public_id}/register']"
    ).first.wait_for()
    link = page.locator(f"a[href*='{school.session.public_id}/register']")
    if link.count():
        link.first.click()
    page.locator("form[action*='register'] button, main form button").first.click()
    assert school.session.registrations.active().count() == 1


def mark_present(page, school, *, scripts):
    sign_in(page, "trainer@school.test")
    page.goto(f"/t/e/{school.session.public_id}/")
    page.get_by_role("checkbox").first.check()
    if scripts:  # the sheet sends what is ticked by itself
        settled(page)
    else:
        page.locator("main form button").first.click()


def read_pdf(download, tmp_path):
    path = tmp_path / "certificate.pdf"
    download.save_as(path)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def finish_session(school):
    """Let an hour pass: the sweep decides attendance after the end."""
    from datetime import timedelta  # noqa: PLC0415 -- only here

    from webinars.attendance import decide  # noqa: PLC0415 -- only here

    decide(session=school.session, now=school.session.ends_at + timedelta(minutes=31))


def take_certificate(page, tmp_path):
    certificate = Certificate.objects.get()
    page.goto("/my/certificates/")
    with page.expect_download() as download:
        page.locator("a[href$='.pdf']").first.click()
    text = read_pdf(download.value, tmp_path)
    assert NAME in " ".join(text.split())
    assert certificate.number in text
    return certificate


def verify_as_stranger(page, certificate):
    page.goto("/c/")
    page.locator("[name=number]").fill(certificate.number.lower().replace("-", " "))
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/c/{certificate.number}")
    assert NAME in page.locator("main").inner_text()


def test_the_whole_path_works_without_javascript(visitor, school, tmp_path):
    page = visitor(javascript=False)
    sign_up(page)
    sign_in(page, "mariana@example.org")
    enroll(page, school)
    read_and_pass(page, school)
    register(page, school)
    mark_present(visitor(javascript=False), school, scripts=False)
    finish_session(school)
    assert Attendance.objects.get().status == Attendance.Status.PRESENT
    certificate = take_certificate(page, tmp_path)
    verify_as_stranger(visitor(javascript=False), certificate)


def test_the_whole_path_works_with_javascript_and_the_room_page(visitor, school, tmp_path):
    page = visitor(javascript=True, width=1280)
    sign_up(page)
    sign_in(page, "mariana@example.org")
    enroll(page, school)
    read_and_pass(page, school)
    register(page, school)
    page.goto(f"/s/{school.session.public_id}/join/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/room/")
    page.locator("a[href*='meet.school.test']").first.wait_for()
    assert AttendanceInterval.objects.filter(source="page").count() == 1
    mark_present(visitor(javascript=True), school, scripts=True)
    finish_session(school)
    certificate = take_certificate(page, tmp_path)
    verify_as_stranger(visitor(javascript=True), certificate)
