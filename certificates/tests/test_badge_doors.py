"""Who may see and take a badge: its holder; others only while the holder agrees. Through every door."""

import io
import struct

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import ModelLogEntry

from certificates.badges.making import publish, withdraw
from certificates.life import correct_name, revoke
from certificates.models import Badge, Shown
from certificates.sharing import show
from people.models import Person, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS

from .conftest import NOON, sign_in
from .verifier import text_in

FORMS = ["png", "svg", "json", "jwt"]
BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def mine(certificate, form=None):
    name, more = ("my_badge_file", [form]) if form else ("my_badge", [])
    return reverse(name, args=[certificate.number, *more])


def public_doors(badge):
    address = reverse("badge", args=[badge.public_id])
    return [address, *(f"{address}.{form}" for form in FORMS)]


def statuses(client, doors, **extra):
    return {client.get(door, **extra).status_code for door in doors}


# The holder


def test_the_holder_finds_the_badge_beside_the_certificate(owner, certificate, keys):
    assertContains(owner.get(reverse("my_certificates")), f'href="{mine(certificate)}"')
    response = owner.get(mine(certificate))

    for form in FORMS:
        assertContains(response, f'href="{mine(certificate, form)}"')
    assertContains(response, "Only you.")
    assert not Badge.objects.exists()  # looking makes nothing


def test_my_certificates_cost_no_query_more_for_badges(owner, certificate, keys, settings):
    counts = []
    for path in ("", str(keys), str(keys)):
        settings.BADGE_KEYS_FILE = path
        with CaptureQueriesContext(connection) as seen:
            owner.get(reverse("my_certificates"))
        counts.append(len(seen))

    assert counts[1] <= counts[0] and counts[2] <= counts[0]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_the_same_at_each_download_and_holds_the_same_credential(owner, certificate, keys, verifier, form):
    first = owner.get(mine(certificate, form))
    again = owner.get(mine(certificate, form))

    badge = Badge.objects.get()
    assert first.content == again.content
    assert first["Content-Disposition"] == f'attachment; filename="badge-{certificate.number}.{form}"'
    assert text_in(first.content) == (badge.token if form == "jwt" else badge.document)
    assert verifier.verify(first.content, now=NOON)[1] == "valid"


def test_the_png_is_a_whole_picture_with_one_chunk_more(owner, certificate, keys):
    data = owner.get(mine(certificate, "png")).content

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert (image.size, image.text) == ((480, 480), {"openbadgecredential": Badge.objects.get().document})
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0  # the corners are cut off
        assert image.convert("RGBA").getpixel((240, 240))[3] == 255
    assert chunks(data).count(b"iTXt") == 1


def chunks(data):
    place, found = 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        found.append(data[place + 4 : place + 8])
        place += length + 12
    return found


def test_another_form_there_is_not(owner, certificate, keys):
    assert owner.get(mine(certificate, "exe")).status_code == 404


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_holds_no_longer_is_not_handed_out_to_the_holder(owner, certificate, badge, ended):
    if ended == "revoked":
        revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    else:
        certificate.superseded_at = NOON
        certificate.save()

    assert statuses(owner, [mine(certificate), *(mine(certificate, form) for form in FORMS)]) == {404}


def test_without_keys_no_badge_is_offered(owner, certificate):
    assertNotContains(owner.get(reverse("my_certificates")), mine(certificate))
    assert statuses(owner, [mine(certificate), mine(certificate, "png")]) == {404}


def test_a_badge_that_was_made_stays_when_the_keys_are_gone(owner, certificate, badge, settings):
    settings.BADGE_KEYS_FILE = ""

    assert statuses(owner, [mine(certificate), *(mine(certificate, form) for form in FORMS)]) == {200}


# Others


@pytest.mark.parametrize("who", ["nobody", "another", TRAINERS, COORDINATORS, ADMINISTRATORS])
@pytest.mark.parametrize("public", [False, True])
def test_nobody_else_enters_by_the_holders_door(client, badge, certificate, who, public):
    if public:
        publish(certificate=certificate, by=None, now=NOON)
    if who == "another":
        other = User.objects.create_user("other@example.org")
        Person.objects.create(user=other, legal_name="Інша", display_name="Інша")
        client.force_login(other)
    elif who != "nobody":
        sign_in(client, who)

    for door in [mine(certificate), *(mine(certificate, form) for form in FORMS)]:
        assert client.get(door).status_code == (302 if who == "nobody" else 404)
    assert client.post(mine(certificate), {"public": "yes"}).status_code in {302, 404}
    badge.refresh_from_db()
    assert bool(badge.published_at) == public


def test_until_the_holder_agrees_there_is_nothing_for_others(client, badge, certificate):
    unknown = public_doors(Badge(public_id="6f1c9a52-7d55-4f21-9b1a-3f0f4f3a7a10"))

    assert statuses(client, [*public_doors(badge), *unknown]) == {404}
    assertNotContains(client.get(reverse("verify_number", args=[certificate.number])), str(badge.public_id))
    sign_in(client, ADMINISTRATORS)
    assert statuses(client, public_doors(badge)) == {404}


def test_the_holder_agrees_and_takes_it_back(owner, client, certificate, keys):
    assertContains(owner.post(mine(certificate), {"public": "yes"}, follow=True), "The badge is public now.")
    badge = Badge.objects.get()
    assertContains(owner.get(mine(certificate)), f"http://testserver/badges/{badge.public_id}")
    client.logout()
    assert statuses(client, public_doors(badge)) == {200}
    assertContains(client.get(f"/c/{certificate.number}"), f"/badges/{badge.public_id}.png")
    plain = client.get(f"/c/{certificate.number}", HTTP_ACCEPT="application/json").json()
    assert plain["badge"] == f"http://testserver/badges/{badge.public_id}"

    client.force_login(owner.user)
    assertContains(owner.post(mine(certificate), {"public": "no"}, follow=True), "The badge is yours alone again.")
    client.logout()
    assert statuses(client, public_doors(badge)) == {404}
    assertNotContains(client.get(f"/c/{certificate.number}"), str(badge.public_id))
    assert "badge" not in client.get(f"/c/{certificate.number}", HTTP_ACCEPT="application/json").json()
    entries = ModelLogEntry.objects.filter(action__startswith="certificates.badge").order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("certificates.badge.publish", owner.user),
        ("certificates.badge.withdraw", owner.user),
    ]


@pytest.mark.parametrize("answer", [{}, {"public": ""}, {"public": "maybe"}])
def test_what_is_no_answer_changes_nothing(owner, certificate, keys, answer):
    assert owner.post(mine(certificate), answer).status_code == 200
    assert not Badge.objects.exists()


def test_agreeing_twice_and_taking_back_twice_is_as_good_as_once(certificate, badge):
    first = publish(certificate=certificate, by=None, now=NOON)
    again = publish(certificate=certificate, by=None, now=timezone.now())
    assert first.published_at == again.published_at == NOON

    for _time in range(2):
        withdraw(certificate=certificate, by=None)
    assert ModelLogEntry.objects.filter(action__startswith="certificates.badge").count() == 2


def test_who_hides_the_certificate_hides_the_badge_too(client, owner, certificate, badge):
    publish(certificate=certificate, by=None, now=NOON)
    show(certificate=certificate, shown=Shown.HIDDEN, by=None)

    assertContains(owner.get(mine(certificate)), "but you hide the certificate")
    client.logout()
    assert statuses(client, public_doors(badge)) == {404}


def test_a_public_badge_of_a_revoked_certificate_stays_at_its_address_and_is_told_revoked(
    client, certificate, badge, verifier
):
    publish(certificate=certificate, by=None, now=NOON)
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)

    found = client.get(public_doors(badge)[0]).content
    assert verifier.verify(found, now=NOON)[1] == "revoked"
    assertNotContains(client.get(f"/c/{certificate.number}"), str(badge.public_id))


def test_a_person_is_led_to_the_page_and_a_program_gets_the_credential(client, badge, certificate):
    publish(certificate=certificate, by=None, now=NOON)
    address = public_doors(badge)[0]

    assert client.get(address, **BROWSER)["Location"] == f"/c/{certificate.number}"
    for accept, text in (
        ({}, badge.document),
        ({"HTTP_ACCEPT": "*/*"}, badge.document),
        ({"HTTP_ACCEPT": "application/vc+ld+json"}, badge.document),
        ({"HTTP_ACCEPT": "image/webp"}, badge.document),
        ({"HTTP_ACCEPT": "text/plain"}, badge.token),
    ):
        response = client.get(address, **accept)
        assert response.content.decode() == text
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "no-store" in response["Cache-Control"] and "Accept" in response["Vary"]


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_is_public_can_be_taken_back_whatever_became_of_it(owner, certificate, badge, ended):
    publish(certificate=certificate, by=None, now=NOON)
    if ended == "revoked":
        revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    else:
        correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    assertContains(owner.get(reverse("my_certificates")), f'href="{mine(certificate)}"')
    assertNotContains(owner.get(mine(certificate)), mine(certificate, "png"))

    assert owner.post(mine(certificate), {"public": "no"})["Location"] == reverse("my_certificates")

    assert statuses(owner, [*public_doors(badge), mine(certificate)]) == {404}
    assertNotContains(owner.get(reverse("my_certificates")), mine(certificate))
