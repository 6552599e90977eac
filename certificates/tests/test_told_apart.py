"""Genuine, tampered with, revoked, replaced, suspended, expired: our page and programs of others tell each apart.

The programs are given the files alone: poppler’s ``pdfsig`` reads the PDF, openbadgeslib the credential that is taken
out of it, with the keys and states that the school serves.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier

from certificates.archive import pdf_of
from certificates.badges.attaching import attach
from certificates.issuing import issue_for_course
from certificates.life import correct_name, revoke
from certificates.models import Badge, Certificate
from certificates.suspending import suspend

from .conftest import YESTERDAY
from .samples import attached_to
from .signing_tools import pdfsig

INTACT, CHANGED = ["Signature is Valid."], ["Digest Mismatch."]
ISSUER = "did:web:testserver"
pytestmark = pytest.mark.usefixtures("signing", "keys")


@pytest.fixture
def issue(olena, course, template, committed):
    """A certificate of a year, signed, with its badge in the PDF."""
    template.valid_months = 12
    template.save()

    def issue(now=YESTERDAY):
        with committed():
            certificate = issue_for_course(person=olena, course=course, template=template, now=now)
            attach(certificate=certificate, by=None, now=now)
        return Certificate.objects.get(pk=certificate.pk)

    return issue


@pytest.fixture
def page(client):
    """What our page says of a file: in words for people, in one word for programs."""

    def ask(data):
        def send(**extra):
            return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("file", data)}, **extra)

        heading = send().content.decode().partition("<h1>")[2].partition("</h1>")[0]
        return heading.rpartition("<span>")[2].removesuffix("</span>"), send(HTTP_ACCEPT="application/json").json()[
            "state"
        ]

    return ask


@pytest.fixture
def others(client):
    """What openbadgeslib says of a document and of a token: believed, or the end of its sentence."""

    def fetch(address):
        return client.get(urlsplit(address).path).content

    def judged(verify):
        try:
            verify()
        except OB3VerificationError as error:
            return "refused: " + next(
                (word for word in ("revocation", "suspension", "expired") if word in str(error)), ""
            )
        return "believed"

    def ask(document, token):
        asked = {"check_status": True, "download": fetch}
        return (
            judged(lambda: OB3LdpVerifier(issuer_did=ISSUER).verify(document, verify_status_list=False, **asked)),
            judged(lambda: OB3Verifier.for_issuer_did(ISSUER, download=fetch).verify(token, **asked)),
        )

    return ask


def files(certificate, tmp_path):
    """The PDF, the credential as it was taken out of it, and its token."""
    pdf = pdf_of(certificate)
    return pdf, attached_to(pdf, tmp_path).decode(), Badge.objects.get(certificate=certificate).token


def test_one_that_holds(issue, page, others, tmp_path):
    pdf, document, token = files(issue(), tmp_path)

    assert page(pdf) == page(document.encode()) == page(token.encode()) == ("The certificate is genuine", "valid")
    assert pdfsig(pdf, tmp_path) == INTACT
    assert others(document, token) == ("believed", "believed")


def test_a_pdf_with_one_byte_changed(issue, page, tmp_path):
    pdf = bytearray(pdf_of(issue()))
    pdf[len(pdf) // 2] ^= 1

    assert page(bytes(pdf)) == ("This file was changed", "tampered")
    assert pdfsig(bytes(pdf), tmp_path) == CHANGED


def test_a_credential_with_other_words(issue, page, others, tmp_path):
    _pdf, document, token = files(issue(), tmp_path)
    document = document.replace("Бюджет громади", "Вищий диплом")
    head, body, signature = token.split(".")
    token = f"{head}.{body[:-8]}{body[-7:]}{body[-8]}.{signature}"

    assert page(document.encode()) == ("This badge was changed", "tampered")
    assert others(document, token) == ("refused: ", "refused: ")


@pytest.mark.parametrize(
    ("end", "heading", "state", "told"),
    [
        (revoke, "The certificate is revoked", "revoked", ("refused: revocation", "refused: revocation")),
        (suspend, "The certificate is suspended", "suspended", ("refused: suspension", "refused: revocation")),
        (correct_name, "The certificate was replaced", "superseded", ("refused: revocation", "refused: revocation")),
    ],
    ids=["revoked", "suspended", "replaced"],
)
def test_one_that_holds_no_longer(issue, page, others, tmp_path, end, heading, state, told):
    certificate = issue()
    pdf, document, token = files(certificate, tmp_path)

    end(
        certificate=certificate,
        by=None,
        now=timezone.now(),
        **{"name" if end is correct_name else "reason": "Олена Інша"},
    )

    assert page(pdf) == page(document.encode()) == page(token.encode()) == (heading, state)
    assert pdfsig(pdf, tmp_path) == INTACT  # nobody touched the file
    assert others(document, token) == told


def test_one_that_has_expired(issue, page, others, tmp_path):
    pdf, document, token = files(issue(timezone.now() - timedelta(days=400)), tmp_path)

    assert page(pdf) == page(document.encode()) == page(token.encode()) == ("The certificate has expired", "expired")
    assert pdfsig(pdf, tmp_path) == INTACT
    assert others(document, token) == ("refused: expired", "refused: expired")
