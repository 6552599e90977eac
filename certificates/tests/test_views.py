"""Verification for anyone; certificates and their files for the person they name."""

import hashlib
from contextlib import suppress

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains

from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.models import Certificate
from certificates.numbers import ALPHABET, NumberError, new_number, normalize
from content.wording import nbsp
from people.models import Person, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS

from .conftest import NOON, sign_in

CYRILLIC = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


@pytest.fixture
def owner(client, olena):
    olena.user = User.objects.create_user("olena@example.org")
    olena.save()
    client.force_login(olena.user)
    return client


@pytest.fixture
def revoked(certificate):
    return revoke(certificate=certificate, reason="Списано контрольну", by=None, now=NOON)


def page(certificate):
    return reverse("verify_number", args=[certificate.number])


def pdf(certificate):
    return reverse("certificate_pdf", args=[certificate.number])


def numbered(symbols):
    """The number that begins with ``symbols``: one of 32 check symbols is right."""
    for last in ALPHABET:
        with suppress(NumberError):
            return normalize(symbols + last)
    raise AssertionError


# Verification


def test_the_form_asks_for_the_number(client, db):
    response = client.get(reverse("verify"))

    assertContains(response, 'name="number"')
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "typed",
    [
        lambda number: number,
        lambda number: number.lower().replace("-", " "),
        lambda number: f"№ {number}",
        lambda number: number.replace("-", "–"),
        lambda number: number.translate(CYRILLIC),
        lambda number: number.replace("0", "O").replace("1", "I"),
        lambda number: number.replace("0", "о").replace("1", "l"),
    ],
    ids=["printed", "careless", "with the sign", "dashes", "Cyrillic", "O and I", "small o and l"],
)
def test_a_stranger_verifies_by_a_number_typed_in_any_way(client, certificate, typed):
    number = numbered("01AB-EHKM-PTX")  # the symbols that have a twin
    Certificate.objects.update(number=number)

    for response in (
        client.get(reverse("verify"), {"number": typed(number)}, follow=True),
        client.get(reverse("verify_number", args=[typed(number)]), follow=True),
        client.get(reverse("verify_number", args=[typed(number)]) + "/", follow=True),
    ):
        assert len(response.redirect_chain) <= 1
        assert response.request["PATH_INFO"] == f"/c/{number}"
        assertContains(response, "Олена Коваль")


@pytest.mark.parametrize("typed", ["7K4M/", "file/", "7K4M-92QX-3HTD/"])
def test_a_mistyped_number_with_a_slash_behind_it_is_explained_too(client, db, typed):
    response = client.get(f"/c/{typed}")

    assert (response.status_code, list(response.context["form"].errors)) == (404, ["number"])


def test_a_genuine_certificate_shows_what_stands_on_the_paper(client, certificate):
    response = client.get(page(certificate))

    for words in [
        "Олена Коваль",
        "Бюджет громади",
        "12\N{NO-BREAK SPACE}hours\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}study",
        "Школа",
        certificate.number,
    ]:
        assertContains(response, words)


def test_it_gives_away_no_more_than_the_paper(client, certificate):
    response = client.get(page(certificate))

    for secret in ["olena@example.org", "Олена К.", certificate.pdf_sha256, ".pdf", "Килим"]:
        assertNotContains(response, secret)
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assertContains(response, '<meta name="robots" content="noindex">')


def test_it_reads_as_issued_after_the_course_and_the_person_changed(client, certificate, course):
    Person.objects.update(legal_name="Олена Інша")
    course.title = "Інший курс"
    course.save()

    assertContains(client.get(page(certificate)), "Олена Коваль")
    assertContains(client.get(page(certificate)), "Бюджет громади")


def test_a_revoked_certificate_says_since_when_and_neither_whose_nor_why(client, revoked):
    response = client.get(page(revoked))

    assertContains(response, "15\N{NO-BREAK SPACE}лютого 2027")
    for secret in ["Олена Коваль", "Бюджет громади", "Списано", "study"]:
        assertNotContains(response, secret)


def test_a_well_formed_number_that_nobody_has_is_404_with_what_to_do(client, certificate):
    number = new_number()
    response = client.get(f"/c/{number}")

    assertContains(response, number, status_code=404)
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("typed", ["7K4M", "7K4M-92QX-3HTD", "7K4M-92QX-3HT!", "Ж" * 12, "7" * 41, "<script>"])
def test_a_mistyped_number_is_explained_beside_the_field(client, db, typed):
    asked = client.get(reverse("verify"), {"number": typed})
    named = client.get(reverse("verify_number", args=[typed]))

    assert (asked.status_code, named.status_code) == (400, 404)
    for response in (asked, named):
        assert list(response.context["form"].errors) == ["number"]
        assertNotContains(response, "<script>", status_code=response.status_code)


def test_an_empty_form_asks_for_a_number(client, db):
    response = client.get(reverse("verify"), {"number": " "})

    assertContains(response, "Enter the number of the certificate", status_code=400)


def test_the_english_page_is_english_and_says_which_words_are_not(client, certificate):
    response = client.get(f"/en/c/{certificate.number}")

    assertContains(response, "15\N{NO-BREAK SPACE}February 2027")
    assertContains(response, '<p class="name" lang="uk">Олена Коваль</p>')


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return [query["sql"] for query in captured if "certificates_" in query["sql"]]


def test_every_answer_costs_one_look_at_the_certificates(client, certificate, olena, course, template):
    revoke(certificate=certificate, reason="Ще раз", by=None, now=NOON)
    second = issue_for_course(person=olena, course=course, template=template, now=NOON)

    for url in [page(certificate), page(second), f"/c/{new_number()}"]:
        assert len(queries(client, url)) == 1
    assert queries(client, "/c/7K4M-92QX-3HTD") == []


# My certificates, and the file


def test_the_owner_sees_and_downloads_the_file_byte_for_byte(owner, certificate):
    mine = owner.get(reverse("my_certificates"))
    response = owner.get(pdf(certificate))

    assertContains(mine, f'href="{pdf(certificate)}"')
    assertContains(mine, f'href="{page(certificate)}"')
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/pdf",
        f'attachment; filename="{certificate.number}.pdf"',
    )
    assert hashlib.sha256(response.content).hexdigest() == certificate.pdf_sha256
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_lost_or_was_never_written_is_downloaded_all_the_same(owner, certificate):
    certificate.refresh_from_db()
    storages["private"].delete(certificate.pdf.name)
    lost = owner.get(pdf(certificate))
    storages["private"].delete(certificate.pdf.name)
    Certificate.objects.update(pdf="", pdf_size=0)
    unwritten = owner.get(pdf(certificate))

    assert owner.get(reverse("my_certificates")).status_code == 200
    for response in (lost, unwritten):
        assert hashlib.sha256(response.content).hexdigest() == certificate.pdf_sha256


def test_the_owner_sees_that_a_certificate_is_revoked_and_has_no_file_of_it(owner, revoked):
    mine = owner.get(reverse("my_certificates"))

    assertContains(mine, f"Revoked on {nbsp('15 лютого 2027')}.")
    assertNotContains(mine, ".pdf")
    assertNotContains(mine, "Списано")
    assert owner.get(pdf(revoked)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(ADMINISTRATORS, 200), (COORDINATORS, 404), (TRAINERS, 404), ("participant", 404)]
)
def test_of_others_only_administrators_download_the_file(client, certificate, role, status):
    sign_in(client, role)

    assert client.get(pdf(certificate)).status_code == status
    assertNotContains(client.get(reverse("my_certificates")), certificate.number)


def test_an_administrator_reads_the_file_of_a_revoked_one_as_evidence(client, revoked):
    sign_in(client, ADMINISTRATORS)

    assert client.get(pdf(revoked)).content.startswith(b"%PDF")


def test_another_person_sees_neither_the_certificate_nor_its_file(client, certificate):
    other = User.objects.create_user("other@example.org")
    Person.objects.create(user=other, legal_name="Інша", display_name="Інша")
    client.force_login(other)

    assert client.get(pdf(certificate)).status_code == 404
    assertNotContains(client.get(reverse("my_certificates")), certificate.number)


@pytest.mark.parametrize("number", ["7K4M-92QX-3HTC", "x", "../../etc/passwd"])
def test_a_file_that_is_not_there_is_404(owner, number):
    assert owner.get(f"/my/certificates/{number}.pdf").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, certificate):
    for url in [reverse("my_certificates"), pdf(certificate)]:
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next={url}")


def test_my_certificates_takes_as_many_queries_for_three_as_for_one(owner, olena, course, template):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(reverse("my_certificates")).status_code == 200
        return len(captured)

    def another():
        last = issue_for_course(person=olena, course=course, template=template, now=NOON)
        revoke(certificate=last, reason="Ще раз", by=None, now=NOON)

    another()
    cost()
    one = cost()
    another()
    issue_for_course(person=olena, course=course, template=template, now=NOON)

    assert cost() == one


def test_the_page_tells_who_has_none_what_to_do(owner):
    with override("en"):
        assertContains(owner.get(reverse("my_certificates")), "No certificates yet.")
