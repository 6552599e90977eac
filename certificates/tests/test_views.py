import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from certificates.issuing import issue_for_course, revoke
from certificates.numbers import new_number
from people.models import Person, User

from .conftest import NOON


@pytest.fixture
def signed_in(client, olena):
    olena.user = User.objects.create_user("olena@example.org")
    olena.save()
    client.force_login(olena.user)
    return client


def test_a_stranger_verifies_by_a_number_typed_carelessly(client, certificate):
    typed = certificate.number.lower().replace("-", " ")
    response = client.get(reverse("verify"), {"number": typed}, follow=True)
    assert response.redirect_chain[-1][0] == f"/c/{certificate.number}"
    assertContains(response, "Олена Коваль")


def test_verification_gives_away_the_minimum(client, certificate):
    response = client.get(f"/c/{certificate.number}")
    assertNotContains(response, "olena@example.org")
    assert response["X-Robots-Tag"] == "noindex"


def test_an_unknown_number_is_404_with_what_to_do(client, db):
    response = client.get(f"/c/{new_number()}")
    assert response.status_code == 404


def test_a_mistyped_number_is_explained_beside_the_field(client, db):
    response = client.get(reverse("verify"), {"number": "7K4M"})
    assert response.status_code == 400
    assert response.context["form"].errors["number"]


def test_a_revoked_certificate_says_so_and_not_for_what(client, certificate):
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    response = client.get(f"/c/{certificate.number}")
    assert response.status_code == 200
    assertNotContains(response, "Олена Коваль")


def test_the_owner_downloads_the_pdf(signed_in, certificate):
    response = signed_in.get(reverse("certificate_pdf", args=[certificate.number]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_somebody_else_does_not_download_it(client, certificate):
    other = Person.objects.create(
        user=User.objects.create_user("other@example.org"), legal_name="Інша", display_name="Інша"
    )
    client.force_login(other.user)
    assert client.get(reverse("certificate_pdf", args=[certificate.number])).status_code == 404


def test_signed_out_one_is_asked_to_sign_in(client, certificate):
    response = client.get(reverse("certificate_pdf", args=[certificate.number]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("count", [1, 3])
def test_my_certificates_asks_as_many_queries_for_three_as_for_one(
    signed_in, olena, course, template, django_assert_max_num_queries, count
):
    for _ in range(count):
        last = issue_for_course(person=olena, course=course, template=template, now=NOON)
        revoke(certificate=last, reason="Ще раз", by=None, now=NOON)
    with django_assert_max_num_queries(8):
        signed_in.get(reverse("my_certificates"))
