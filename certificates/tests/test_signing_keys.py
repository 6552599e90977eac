"""Which keys sign, what is wrong with the others and what to do, said at the start and in the admin."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from certificates.issuing import issue_for_event
from certificates.models import Role, Signature
from certificates.signing.checks import the_key_signs, the_stamp_server_has_an_address
from certificates.signing.exceptions import ADVICE, WORDS, SigningOff
from certificates.signing.keys import signing_key
from home.desk import decisions
from people.roles import COORDINATORS, TRAINERS

from .conftest import NOON, sign_in
from .signing_tools import NAME, certificate_of, new_key, packed

WRONG = {
    "expired": lambda: packed(key := new_key(), certificate_of(key, ends=-1)),
    "not_yet": lambda: packed(key := new_key(), certificate_of(key, begins=2)),
    "usage": lambda: packed(key := new_key(), certificate_of(key, usage="key_agreement")),
    "password": lambda: packed(key := new_key(), certificate_of(key), password="інший"),
    "incomplete": lambda: packed(new_key(), None),
    "weak": lambda: packed(key := rsa.generate_private_key(65537, 1024), certificate_of(key)),
    "weak curve": lambda: packed(key := ec.generate_private_key(ec.SECP224R1()), certificate_of(key)),
    "kind": lambda: packed(key := ec.generate_private_key(ec.SECP256K1()), certificate_of(key)),
    "kind of Edwards": lambda: packed(key := ed25519.Ed25519PrivateKey.generate(), certificate_of(key)),
    "damaged": lambda: b"-----BEGIN PRIVATE KEY-----",
}


def refused(now=None):
    with pytest.raises(SigningOff) as off:
        signing_key(now=now or timezone.now())
    return off.value.code


@pytest.mark.parametrize("problem", list(WRONG))
def test_what_cannot_sign_is_told_apart_with_what_to_do(signing, problem):
    signing.path.write_bytes(WRONG[problem]())

    assert refused() == problem.split()[0]
    (said,) = the_key_signs(None)
    assert (said.id, said.hint) == ("certificates.E002", str(ADVICE[refused()]))
    assert str(WORDS[refused()]) in said.msg


def test_a_file_that_is_not_there_is_said(signing, settings):
    settings.SIGNING_KEY_FILE += ".lost"

    assert refused() == "missing"
    assert [said.id for said in the_key_signs(None)] == ["certificates.E002"]


def test_a_school_without_a_key_is_told_nothing_at_the_start(settings):
    assert the_key_signs(None) == []
    assert refused() == "not_set"


def test_every_problem_has_words_and_advice():
    assert set(WORDS) == set(ADVICE)


def test_the_right_key_says_whose_it_is_and_shows_no_secret(signing):
    key = signing_key(now=timezone.now())

    assert (key.name, key.issuer, key.kind) == (NAME, NAME, "P-256")
    assert "пароль" not in repr(key) and "file=" not in repr(key)
    assert the_key_signs(None) == []


def test_a_renewed_file_signs_without_a_restart(signing):
    before, key = signing_key(now=timezone.now()).sha256, new_key()
    signing.replace(packed(key, certificate_of(key)))

    assert signing_key(now=timezone.now()).sha256 != before


def test_a_key_that_expires_soon_or_lies_open_is_said(signing):
    key = new_key()
    signing.replace(packed(key, certificate_of(key, ends=20)))
    signing.path.chmod(0o644)

    assert [said.id for said in the_key_signs(None)] == ["certificates.W003", "certificates.W004"]


@pytest.mark.parametrize(("url", "ids"), [("", []), ("https://tsa.example.org", []), ("tsa", ["certificates.E003"])])
def test_the_address_of_a_time_stamp_server_is_looked_at(settings, url, ids):
    settings.SIGNING_STAMP_URL = url

    assert [said.id for said in the_stamp_server_has_an_address(None)] == ids


# In the admin


def test_the_page_says_whether_and_by_whom(admin, signing, settings):
    assertContains(admin.get(reverse("signatures:index")), NAME)

    settings.SIGNING_KEY_PASSWORD = "інший"
    response = admin.get(reverse("signatures:index"))
    assertContains(response, "The password does not open the file of the key.")
    assertNotContains(response, "інший")

    settings.SIGNING_KEY_FILE = ""
    assertContains(admin.get(reverse("signatures:index")), "No key is set")


def test_certificates_are_found_by_their_signature(admin, certificate, signing):
    def listed(kind):
        return len(admin.get(reverse("certificate:index"), {"signature": kind}).context["object_list"])

    assert [listed(kind) for kind in ("none", "waits", "signed")] == [1, 0, 0]
    made = Signature.objects.create(certificate=certificate)
    assert [listed(kind) for kind in ("none", "waits", "signed")] == [0, 1, 0]
    assertContains(admin.get(reverse("certificate:inspect", args=[certificate.pk])), "It waits for its turn.")
    made.signed_at, made.signer = timezone.now(), NAME
    made.save()
    assert [listed(kind) for kind in ("none", "waits", "signed")] == [0, 0, 1]
    assertContains(admin.get(reverse("certificate:inspect", args=[certificate.pk])), NAME)


def test_the_page_costs_as_many_queries_for_three_as_for_one(admin, certificate, event, template, olena, signing):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            admin.get(reverse("signatures:index"))
        return len(seen)

    Signature.objects.create(certificate=certificate)
    cost()
    before = cost()
    for role in (Role.TRAINER, Role.SPEAKER):
        one = issue_for_event(person=olena, event=event, template=template, role=role, now=NOON)
        Signature.objects.filter(certificate=one).update(signed_at=None)

    assert Signature.objects.waiting().count() == 3
    assert cost() == before


def test_the_desk_tells_of_what_waits_for_too_long(admin, certificate, signing):
    Signature.objects.create(certificate=certificate)

    def told(hours):
        return [matter.text for matter in decisions(admin.user, now=NOON + timedelta(hours=hours))]

    assert "1 certificate waits for its signature" not in told(1)
    assert "1 certificate waits for its signature" in told(3)


@pytest.mark.parametrize("role", [COORDINATORS, TRAINERS])
def test_signatures_are_not_for_others(client, db, role):
    sign_in(client, role)

    assert client.get(reverse("signatures:index")).status_code in {302, 403}
    assert client.post(reverse("signatures:now")).status_code in {302, 403}


def test_looking_signs_nothing(admin, signing):
    assert admin.get(reverse("signatures:now")).status_code == 405
