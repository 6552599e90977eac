"""A library that others verify badges with, over what the school serves: it believes and refuses what we do."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier

from certificates.badges.keys import new_file
from certificates.badges.making import make_badge
from certificates.issuing import issue_for_course
from certificates.life import correct_name, revoke
from certificates.models import Certificate
from certificates.suspending import reinstate, suspend

from .conftest import YESTERDAY

ISSUER = "did:web:testserver"


@pytest.fixture
def badge(olena, course, template, keys):
    certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    return make_badge(certificate=certificate, now=YESTERDAY)


@pytest.fixture
def fetch(client):
    """The bytes that the school serves at an address, whatever is asked of its host."""

    def download(address):
        response = client.get(urlsplit(address).path)
        assert response.status_code == 200, address
        return response.content

    return download


def verified(badge, fetch, form):
    """What the library reads out of a badge: the key from our document, the state from our list.

    Of lists it proves tokens alone; that of documents it reads without a proof.
    """
    asked = {"check_status": True, "download": fetch}
    if form == "document":
        return OB3LdpVerifier(issuer_did=ISSUER).verify(badge.document, verify_status_list=False, **asked)
    return OB3Verifier.for_issuer_did(ISSUER, download=fetch).verify(badge.token, **asked)


FORMS = pytest.mark.parametrize("form", ["document", "token"])


@FORMS
def test_it_believes_what_we_signed(badge, fetch, form):
    read = verified(badge, fetch, form)

    assert (read.achievement.name, read.issuer.name) == ("Сертифікат: Бюджет громади", "Школа")


@FORMS
@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_it_refuses_what_holds_no_longer(badge, fetch, form, ended):
    now, certificate = timezone.now(), Certificate.objects.get()
    if ended == "revoked":
        revoke(certificate=certificate, reason="Помилка", by=None, now=now)
    else:
        correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=now)

    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        verified(badge, fetch, form)


@pytest.mark.parametrize(("form", "purpose"), [("document", "suspension"), ("token", "revocation")])
def test_it_refuses_what_is_suspended_and_believes_what_is_reinstated(badge, fetch, form, purpose):
    now, certificate = timezone.now(), Certificate.objects.get()
    suspend(certificate=certificate, reason="Перевіряємо", by=None, now=now)

    with pytest.raises(OB3VerificationError, match=f"'{purpose}' is set"):
        verified(badge, fetch, form)

    reinstate(certificate=certificate, reason="Усе гаразд", by=None, now=now)
    assert verified(badge, fetch, form)


@FORMS
def test_it_believes_a_former_key_after_a_rotation(badge, fetch, form, keys):
    keys.write_bytes(new_file(keys.read_bytes()))

    assert verified(badge, fetch, form)


def test_it_refuses_other_words(badge, fetch):
    badge.document = badge.document.replace("Бюджет", "Диплом")

    with pytest.raises(OB3VerificationError):
        verified(badge, fetch, "document")


def test_it_refuses_what_has_expired(olena, course, template, keys, fetch):
    template.valid_months = 1
    template.save()
    then = timezone.now() - timedelta(days=60)
    badge = make_badge(certificate=issue_for_course(person=olena, course=course, template=template, now=then), now=then)

    with pytest.raises(OB3VerificationError, match="expired"):
        verified(badge, fetch, "document")
