"""A certificate is suspended and reinstated; its holder puts the badge into the PDF, and a stranger checks the file."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from certificates.badges.keys import new_file
from certificates.issuing import issue_for_course
from certificates.models import CertificateTemplate
from people.roles import ADMINISTRATORS

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def certificate(settings, tmp_path):
    settings.BADGE_KEYS_FILE = str(tmp_path / "keys.pem")
    (tmp_path / "keys.pem").write_bytes(new_file())
    with override("uk"):
        course = make_school().course
    holder, template = (
        make_account("olena@school.test", first="Олена", last="Коваль"),
        CertificateTemplate.objects.get(),
    )
    return issue_for_course(person=holder, course=course, template=template, now=timezone.now())


def take_step(page, certificate, step, **fields):
    page.goto(f"/admin/certificate/inspect/{certificate.pk}/")
    page.locator(f"a[href$='/step/{step}/']").first.click()
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form [type=submit]").click()
    page.locator(".messages .success").wait_for()


def read(page, path):
    page.goto(path)
    return page.locator("main").inner_text()


def sent_to_verify(page, file):
    page.goto("/c/")
    page.locator("[name=file]").set_input_files(file)
    with page.expect_navigation():
        page.locator("main form[enctype] button").click()
    return page.locator("main").inner_text()


def downloaded(page, certificate, file):
    page.goto("/my/certificates/")
    with page.expect_download() as download:
        page.locator(f"a[href$='{certificate.number}.pdf']").click()
    download.value.save_as(file)
    return file


def test_from_doubt_to_trust(visitor, live_server, certificate, tmp_path):
    office, home, street = visitor(width=1280), visitor(javascript=False), visitor(javascript=False)
    sign_in(office.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    sign_in(home.context, certificate.person, live_server.url)
    page = f"/c/{certificate.number}"

    take_step(office, certificate, "suspend", reason="Скарга", note="Школа перевіряє дані.")
    assert "The certificate is suspended" in read(street, page)
    assert "Школа перевіряє дані." in read(home, "/my/certificates/")
    assert home.goto(f"/my/certificates/{certificate.number}.pdf").status == 404

    take_step(office, certificate, "reinstate", reason="Скаргу відхилено")
    assert "Олена Коваль" in read(street, page)
    before = downloaded(home, certificate, tmp_path / "before.pdf")
    home.goto(f"/my/certificates/{certificate.number}/badge/")
    with home.expect_navigation():
        home.locator("button[name=inside]").click()
    after = downloaded(home, certificate, tmp_path / "after.pdf")

    assert before.read_bytes() != after.read_bytes()
    for file in (before, after):
        assert "byte for byte" in sent_to_verify(street, file)
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(after.read_bytes() + b"\n")
    assert "This file was changed" in sent_to_verify(street, changed)
