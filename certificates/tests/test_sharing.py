"""The holder shares a certificate, and decides what strangers see of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import ModelLogEntry

from certificates.life import correct_name, revoke
from certificates.models import Certificate, Shown
from certificates.sharing import shares, show
from certificates.statements import expiry
from people.models import Person, User

from .conftest import NOON


@pytest.fixture
def owner(client, olena):
    olena.user = User.objects.create_user("olena@example.org")
    olena.save()
    client.force_login(olena.user)
    client.user = olena.user
    return client


def share(certificate):
    return reverse("share_certificate", args=[certificate.number])


def asked(url):
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


def test_linkedin_is_asked_to_add_what_stands_on_the_certificate_and_no_name(certificate):
    url = shares(certificate).linkedin

    assert url.startswith("https://www.linkedin.com/profile/add?")
    assert asked(url) == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Бюджет громади",
        "organizationName": "Школа",
        "issueYear": "2027",
        "issueMonth": "2",
        "certUrl": f"http://testserver/c/{certificate.number}",
        "certId": certificate.full_number,
    }


def test_linkedin_is_told_when_it_expires(certificate):
    certificate.expires_at = expiry(NOON, months=24)

    found = asked(shares(certificate).linkedin)

    assert (found["expirationYear"], found["expirationMonth"]) == ("2029", "2")


def test_telegram_is_given_the_address(certificate):
    url = shares(certificate).telegram

    assert url.startswith("https://t.me/share/url?")
    assert asked(url) == {"url": f"http://testserver/c/{certificate.number}", "text": "Бюджет громади"}


def test_the_holder_finds_the_ways_to_share(owner, certificate):
    assertContains(owner.get(reverse("my_certificates")), f'href="{share(certificate)}"')
    response = owner.get(share(certificate))

    assertContains(response, f"http://testserver/c/{certificate.number}")
    assertContains(response, "https://www.linkedin.com/profile/add?")
    assertContains(response, "https://t.me/share/url?")
    assertNotContains(response, 'name="linked"')


@pytest.mark.parametrize("shown", list(Shown))
def test_the_holder_chooses_what_strangers_see(owner, certificate, shown):
    response = owner.post(share(certificate), {"shown": shown})

    certificate.refresh_from_db()
    assert (response["Location"], certificate.shown) == (share(certificate), shown)
    entry = ModelLogEntry.objects.get(action="certificates.show")
    assert (entry.user, entry.data["shown"]) == (owner.user, shown)
    assert owner.get(reverse("verify_number", args=[certificate.number])).status_code == (
        404 if shown == Shown.HIDDEN else 200
    )


def test_what_is_hidden_is_not_offered_for_sharing(owner, certificate):
    show(certificate=certificate, shown=Shown.HIDDEN, by=None)

    assertNotContains(owner.get(share(certificate)), "linkedin.com")
    assertContains(owner.get(reverse("my_certificates")), "Hidden: strangers")
    assertNotContains(owner.get(reverse("my_certificates")), f'href="/c/{certificate.number}"')


def test_of_a_corrected_one_the_holder_decides_whether_the_old_number_leads_there(owner, certificate):
    new = correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    assertContains(owner.get(share(new)), 'name="linked"')

    owner.post(share(new), {"shown": Shown.FULL, "linked": "on"})

    assert Certificate.objects.get(pk=new.pk).linked
    assertContains(owner.get(f"/c/{certificate.number}"), new.number)


def test_the_choice_stays_when_the_name_is_corrected(certificate):
    show(certificate=certificate, shown=Shown.INITIALS, by=None)

    assert correct_name(certificate=certificate, name="Олена Інша", by=None, now=NOON).shown == Shown.INITIALS


def test_a_choice_that_does_not_exist_is_refused(owner, certificate):
    response = owner.post(share(certificate), {"shown": "everything"})

    assert list(response.context["form"].errors) == ["shown"]


@pytest.mark.parametrize("whose", ["another", "nobody"])
def test_nobody_else_shares_or_chooses(client, certificate, whose):
    if whose == "another":
        other = User.objects.create_user("other@example.org")
        Person.objects.create(user=other, legal_name="Інша", display_name="Інша")
        client.force_login(other)

    for response in (client.get(share(certificate)), client.post(share(certificate), {"shown": Shown.HIDDEN})):
        assert response.status_code in {302, 404}
    certificate.refresh_from_db()
    assert certificate.shown == Shown.FULL


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_does_not_hold_any_more_is_not_shared(owner, certificate, ended):
    if ended == "revoked":
        revoke(certificate=certificate, reason="Так", by=None, now=NOON)
    else:
        correct_name(certificate=certificate, name="Олена Інша", by=None, now=NOON)

    assert owner.get(share(certificate)).status_code == 404
    assertNotContains(owner.get(reverse("my_certificates")), f"{certificate.number}.pdf")
    assert owner.get(reverse("certificate_pdf", args=[certificate.number])).status_code == 404
