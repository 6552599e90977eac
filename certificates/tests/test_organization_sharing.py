"""The contacts of an organization decide what strangers see of its certificate; nothing else gives it away."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from certificates.badges.making import make_badge
from certificates.exceptions import CertificateRefused
from certificates.giving import give
from certificates.models import Badge, CertificateRule, Shown
from certificates.numbers import new_number
from people.models import Membership, Organization, Person, User

from .conftest import NOON

EVIDENCE = {"people": 2, "from": NOON.isoformat(), "to": NOON.isoformat()}


@pytest.fixture
def spilka(db):
    return Organization.objects.create(name="Спілка «Джерело»", region="UA-32")


def member(organization, name, *, is_contact):
    user = User.objects.create_user(f"{name}@example.org")
    person = Person.objects.create(legal_name=name, display_name=name, user=user)
    Membership.objects.create(person=person, organization=organization, is_contact=is_contact)
    return user


@pytest.fixture
def certified(spilka, course, template, committed):
    rule = CertificateRule.objects.create(
        course=course, template=template, role="organization", min_people=2, automatic=False
    )
    with committed():
        return give(rule=rule, holder=spilka, now=NOON, evidence=EVIDENCE)


@pytest.fixture
def contact(client, spilka):
    client.force_login(member(spilka, "contact", is_contact=True))
    return client


def share(certificate):
    return reverse("share_certificate", args=[certificate.number])


def answers(client, number):
    """What a stranger is told of a number, as page and as JSON; the number itself blotted out."""
    address = reverse("verify_number", args=[number])
    client.logout()
    told = [client.get(address, headers={"accept": kind}) for kind in ("text/html", "application/json")]
    bodies = [answer.content.decode().replace(number, "N") for answer in told]
    return [answer.status_code for answer in told], json.loads(bodies[1]), "The number is not found" in bodies[0]


def test_a_contact_hides_it_and_it_is_as_if_it_never_was(contact, certified):
    mine = reverse("organization_certificates")
    assertContains(contact.get(mine), f'href="{share(certified)}"')
    page = contact.get(share(certified))
    assertNotContains(page, "linkedin")  # of a person's profile
    assertNotContains(page, 'value="initials"')
    assert contact.post(share(certified), {"shown": "initials"}).status_code == 200

    assert contact.post(share(certified), {"shown": "hidden"}).status_code == 302

    assertContains(contact.get(mine), "Hidden: strangers who check the number do not find it.")
    assertNotContains(contact.get(mine), reverse("verify_number", args=[certified.number]))
    assert answers(contact, certified.number) == answers(contact, new_number())


def test_a_contact_lets_it_be_compared_by_name(contact, certified):
    contact.post(share(certified), {"shown": "match"})
    contact.logout()
    address = reverse("verify_number", args=[certified.number])

    assertNotContains(contact.get(address), "Джерело")
    assertContains(contact.post(address, {"name": "спілка «джерело»"}), "Yes: the certificate")
    assertContains(contact.post(address, {"name": "Джерело"}), "No: the certificate")


def test_nobody_else_may_choose(client, spilka, certified):
    other = Organization.objects.create(name="Інша", region="UA-32")
    for user in (member(spilka, "member", is_contact=False), member(other, "foreign", is_contact=True)):
        client.force_login(user)
        assert client.post(share(certified), {"shown": "hidden"}).status_code == 404
    certified.refresh_from_db()
    assert certified.shown == Shown.FULL


def test_an_organization_has_no_badge(contact, certified, keys):
    assert contact.get(reverse("my_badge", args=[certified.number])).status_code == 404
    assert contact.get(reverse("my_badge_file", args=[certified.number, "json"])).status_code == 404
    assertNotContains(contact.get(reverse("organization_certificates")), "badge")
    told = contact.get(reverse("verify_number", args=[certified.number]), headers={"accept": "application/vc+ld+json"})
    with pytest.raises(CertificateRefused):
        make_badge(certificate=certified, now=NOON)
    assert told.status_code == 200 and not Badge.objects.exists()
