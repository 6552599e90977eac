"""What is told of badges: how one is earned, to anybody; whether there are any and by which keys, to administrators."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from certificates.badges.making import make_badge, publish
from certificates.models import CertificateRule
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS

from .conftest import NOON, sign_in

BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def achievement(page, kind="course", role="participant"):
    return reverse("achievement", args=[kind, page.pk, role])


def test_anybody_reads_how_a_badge_is_earned(client, course, course_rule):
    response = client.get(achievement(course), **BROWSER)

    assertContains(response, "Сертифікат: Бюджет громади")
    assertContains(response, "Complete the course")
    assertContains(response, f'href="{course.url}"' if course.url else "Бюджет громади")


def test_a_program_reads_the_same(client, course, course_rule):
    told = client.get(achievement(course)).json()

    assert told["id"] == f"http://testserver{achievement(course)}"
    assert (told["name"], told["creator"]["name"]) == ("Сертифікат: Бюджет громади", "Школа")


@pytest.mark.parametrize("door", ["draft", "role", "kind", "no rule", "other page"])
def test_what_is_not_open_is_not_told(client, course, event, course_rule, door):
    path = achievement(course)
    if door == "draft":
        course.live = False
        course.save()
    elif door == "no rule":
        CertificateRule.objects.all().delete()
    elif door == "other page":
        path = achievement(event, kind="course")
    else:
        path = achievement(course, **{door: "slovo"})

    assert client.get(path).status_code == 404


@pytest.fixture
def office(client, db):
    return sign_in(client, ADMINISTRATORS)


def test_the_administrator_sees_why_there_are_no_badges_and_what_to_do(office):
    response = office.get(reverse("badges:index"))

    assertContains(response, "No badges are offered.")
    assertContains(response, "manage.py badge_keys --make")


def test_the_administrator_sees_the_keys_and_how_many_badges_there_are(office, certificate, badge):
    publish(certificate=certificate, by=None, now=NOON)

    response = office.get(reverse("badges:index"))

    assertContains(response, "Badges are offered.")
    assertContains(response, "did:web:testserver")
    assert (response.context["made"], response.context["public"]) == (1, 1)
    assert [signs for _name, signs in response.context["keys"]] == [True, True]


@pytest.mark.parametrize("role", [COORDINATORS, TRAINERS])
def test_the_page_on_badges_is_not_for_others(client, db, role):
    assert sign_in(client, role).get(reverse("badges:index")).status_code in {302, 403}


def test_the_administrator_sees_of_a_certificate_what_became_of_its_badge(office, certificate, keys):
    page = reverse("certificate:inspect", args=[certificate.pk])
    assertNotContains(office.get(page), "only for its holder")

    make_badge(certificate=certificate, now=NOON)
    assertContains(office.get(page), "made, only for its holder")

    publish(certificate=certificate, by=None, now=NOON)
    assertContains(office.get(page), "public since 15")
