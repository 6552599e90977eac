"""An administrator designs a certificate in a real browser: text from the list, preview, review, first issue."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from certificates.archive import pdf_of
from certificates.issuing import issue_for_course
from certificates.models import CertificateTemplate
from certificates.tests.samples import one_line, poppler
from people.roles import ADMINISTRATORS

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        made = make_school()
    import_module("certificates.migrations.0010_rules_of_every_kind").make_review(apps, None)
    return made


@pytest.fixture
def office(visitor, live_server, school):
    page = visitor(width=1280)
    sign_in(page.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    return page


def address(template):
    return f"/admin/snippets/certificates/certificatetemplate/edit/{template.pk}/"


def save_draft(page):
    page.locator("button.action-save:visible").click()


def insert(page, name):
    page.locator("#id_body").press("Control+End")
    page.locator(f"[data-placeholder='{{{name}}}']").click()


def test_a_design_goes_from_the_form_over_the_review_to_the_first_certificate(office, school):
    template = CertificateTemplate.objects.get()
    office.goto(address(template))
    text = office.locator("#id_body")

    text.fill("Обсяг: {hour}")
    office.locator("#id_own_accent").fill("#e5a823")
    save_draft(office)
    expect(office.locator("main")).to_contain_text("No such placeholder: {hour}")
    expect(office.locator("main")).to_contain_text("too pale for words on white")
    expect(text).to_have_value("Обсяг: {hour}")

    text.fill("Обсяг: ")
    insert(office, "hours")
    expect(text).to_have_value("Обсяг: {hours}")
    text.press("Control+End")
    text.press_sequentially("\nРезультат: ")
    insert(office, "mark")
    office.locator("#id_own_accent").fill("#7a1f5c")
    office.locator("#id_format").select_option("a4-portrait")
    office.locator("[data-side-panel-toggle=preview]").click()
    preview = office.frame_locator("#w-preview-iframe")
    expect(preview.locator("img")).to_have_attribute("height", "1684")
    expect(preview.locator("[role=status]")).to_contain_text("{mark}")
    office.locator("#id_preview_mode").select_option("formats")
    expect(preview.locator("img")).to_have_count(4)

    office.locator("footer [data-w-dropdown-target=toggle]").click()
    office.locator("[name=action-submit]").click()
    office.locator(".messages .success").wait_for()
    expect(office.locator(".messages")).to_contain_text("is printed only where {mark} has a value")
    template.refresh_from_db()
    assert template.body == ""

    office.goto(address(template))
    office.locator("footer [data-w-dropdown-target=toggle]").click()
    office.locator("[data-workflow-action-name=approve][data-workflow-action-modal-url]").click()
    with office.expect_navigation():
        office.locator(".modal-body [type=submit]").click()

    template.refresh_from_db()
    assert template.body.splitlines() == ["Обсяг: {hours}", "Результат: {mark}"]
    graduate = make_account("olena@school.test", first="Олена", last="Коваль")
    certificate = issue_for_course(person=graduate, course=school.course, template=template, now=timezone.now())
    made = pdf_of(certificate)
    assert "Обсяг: 12 годин" in one_line(made)
    assert "Результат" not in one_line(made)
    assert "595.276 x 841.89 pts (A4)" in poppler("pdfinfo", "-", source=made).decode()
