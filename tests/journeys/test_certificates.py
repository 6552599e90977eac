"""A certificate's way through many hands: listed, approved, shared, hidden, compared, corrected, revoked."""

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from certificates.badges.keys import new_file
from certificates.models import Badge, Certificate, CertificateRule
from courses.models import Enrollment
from people.roles import ADMINISTRATORS

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        yield make_school()


@pytest.fixture
def graduate(school):
    """Who completed the course, whose certificates wait for somebody's approval."""
    CertificateRule.objects.update(automatic=False)
    person, now = make_account("olena@school.test", first="Олена", last="Ковалъ"), timezone.now()
    Enrollment.objects.create(person=person, cohort=school.cohort, enrolled_at=now, completed_at=now)
    return person


def approve_a_list(page, school):
    page.goto("/admin/issue_run/plan/")
    page.locator("#id_rule").select_option(index=1)
    page.locator("#id_cohort").select_option(str(school.cohort.pk))
    page.locator("main form [type=submit]").click()
    expect(page.locator("[name=row]:checked")).to_have_count(1)
    page.locator("form[action$='/approve/'] [type=submit]").click()
    page.locator(".messages .success").wait_for()
    return Certificate.objects.get()


def choose(page, certificate, shown):
    page.goto(f"/my/certificates/{certificate.number}/share/")
    page.locator(f"[name=shown][value={shown}]").check()
    with page.expect_navigation():
        page.locator("main form button").click()


def seen_by_a_stranger(page, certificate):
    page.goto(f"/c/{certificate.number}")
    return page.locator("main").inner_text()


def compared(page, name):
    page.locator("[name=name]").fill(name)
    with page.expect_navigation():
        page.locator("main form button").click()
    return page.locator("main").inner_text()


def take_step(page, certificate, step, **fields):
    page.goto(f"/admin/certificate/{certificate.pk}/step/{step}/")
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form [type=submit]").click()
    page.locator(".messages .success").wait_for()


def test_through_all_hands(visitor, live_server, school, graduate):
    office, home, street = visitor(width=1280), visitor(javascript=False), visitor(javascript=False)
    sign_in(office.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    sign_in(home.context, graduate, live_server.url)

    first = approve_a_list(office, school)
    assert "Олена Ковалъ" in seen_by_a_stranger(street, first)

    choose(home, first, "match")
    assert "Ковалъ" not in seen_by_a_stranger(street, first)
    assert "Yes: the certificate" in compared(street, "ковалъ олена")
    assert "No: the certificate" in (seen_by_a_stranger(street, first) and compared(street, "Хтось Інший"))

    choose(home, first, "hidden")
    assert "The number is not found" in seen_by_a_stranger(street, first)

    choose(home, first, "full")
    take_step(office, first, "correct", name="Олена Коваль")
    second = Certificate.objects.valid().get()
    assert "The certificate was replaced" in seen_by_a_stranger(street, first)
    assert second.number not in seen_by_a_stranger(street, first)
    assert "Олена Коваль" in seen_by_a_stranger(street, second)

    take_step(office, second, "revoke", reason="Видано помилково", note="Видано помилково.")
    assert "Видано помилково." in seen_by_a_stranger(street, second)
    assert "Олена Коваль" not in seen_by_a_stranger(street, second)


@pytest.fixture
def badges(settings, tmp_path):
    settings.BADGE_KEYS_FILE = str(tmp_path / "keys.pem")
    (tmp_path / "keys.pem").write_bytes(new_file())


def sent_to_verify(page, path):
    page.goto("/c/")
    page.locator("[name=file]").set_input_files(path)
    with page.expect_navigation():
        page.locator("main form[enctype] button").click()
    return page.locator("main").inner_text()


def decide(page, answer):
    with page.expect_navigation():
        page.locator(f"main button[name=public][value={answer}]").click()


def test_a_badge_is_taken_home_shown_verified_and_taken_back(visitor, live_server, school, graduate, badges, tmp_path):
    office, home, street = visitor(width=1280), visitor(javascript=False), visitor(javascript=False)
    sign_in(office.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    sign_in(home.context, graduate, live_server.url)
    certificate, file = approve_a_list(office, school), tmp_path / "badge.png"

    home.goto("/my/certificates/")
    home.get_by_role("link", name="Badge").click()
    with home.expect_download() as download:
        home.get_by_role("link", name="Picture, PNG").click()
    download.value.save_as(file)
    assert "unchanged" in sent_to_verify(street, file)
    assert street.goto(f"/badges/{Badge.objects.get().public_id}").status == 404

    decide(home, "yes")
    street.goto(home.locator("main a[href*='/badges/']").inner_text())
    assert street.url.endswith(f"/c/{certificate.number}")
    assert "Its badge, for programs" in street.locator("main").inner_text()

    decide(home, "no")
    assert "Its badge" not in seen_by_a_stranger(street, certificate)

    take_step(office, certificate, "revoke", reason="Видано помилково")
    assert "The certificate is revoked" in sent_to_verify(street, file)
    changed = tmp_path / "changed.svg"
    changed.write_text(Badge.objects.get().document.replace("Сертифікат", "Диплом"))
    assert "This badge was changed" in sent_to_verify(street, changed)
