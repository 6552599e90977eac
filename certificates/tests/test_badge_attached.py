"""The badge within the PDF, where its holder puts it; and the way from the PDF to the badge, where it is public."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import ModelLogEntry

from certificates.archive import drawn, fingerprint, pdf_of
from certificates.badges.attaching import attach, detach
from certificates.badges.documents import address
from certificates.badges.keys import new_file
from certificates.badges.making import publish
from certificates.life import revoke
from certificates.models import Badge, Certificate
from certificates.suspending import suspend
from people.roles import ADMINISTRATORS

from .conftest import NOON, sign_in
from .samples import attached_to, lines

CREDENTIAL = {"HTTP_ACCEPT": "application/vc+ld+json"}


@pytest.fixture
def attached(badge):
    return attach(certificate=badge.certificate, by=None, now=NOON)


def file_of(certificate):
    return pdf_of(Certificate.objects.get(pk=certificate.pk))


def choose(client, certificate, answer):
    return client.post(reverse("my_badge", args=[certificate.number]), {"inside": answer}, follow=True)


def send(client, pdf):
    return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("c.pdf", pdf)})


# Within


def test_nothing_is_in_the_pdf_until_its_holder_puts_it_there(owner, certificate, keys):
    before = file_of(certificate)
    assertContains(owner.get(reverse("my_badge", args=[certificate.number])), "You may put the badge into the PDF")

    response = choose(owner, certificate, "yes")

    assertContains(response, "The badge is in the PDF now.")
    assertContains(response, 'name="inside" value="no"')
    assert b"/EmbeddedFiles" not in before and b"/EmbeddedFiles" in file_of(certificate)
    assert Badge.objects.get().published_at is None  # that is another question


def test_the_file_within_is_the_badge_byte_for_byte_and_others_verify_it(certificate, attached, verifier, tmp_path):
    found = attached_to(file_of(certificate), tmp_path)

    assert found == attached.document.encode()
    assert verifier.verify(found, now=NOON)[1] == "valid"
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    assert verifier.verify(found, now=NOON)[1] == "revoked"


def test_the_file_stays_an_archive_and_reads_as_before(certificate, attached):
    pdf = file_of(certificate)

    assert b"<pdfaid:part>3</pdfaid:part>" in pdf and b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/AFRelationship/Supplement" in pdf and b"/AF[" in pdf
    assert b"application#2Fvc+ld+json" in pdf
    attached.attached_at = None
    attached.save()
    assert lines(pdf) == lines(drawn(certificate))


def test_drawn_again_it_is_the_same_also_after_a_rotation_of_the_keys(certificate, attached, keys):
    before = file_of(certificate)
    keys.write_bytes(new_file(keys.read_bytes()))
    certificate.refresh_from_db()
    certificate.pdf.storage.delete(certificate.pdf.name)

    assert file_of(certificate) == before


def test_taken_out_the_file_is_what_it_was_and_all_copies_stay_genuine(client, certificate, badge):
    plain = file_of(certificate)
    attach(certificate=certificate, by=None, now=NOON)
    attach(certificate=certificate, by=None, now=NOON)
    full = file_of(certificate)
    detach(certificate=certificate, by=None)
    detach(certificate=certificate, by=None)

    assert file_of(certificate) == plain != full
    for pdf in (plain, full):
        assertContains(send(client, pdf), "byte for byte")
    entries = ModelLogEntry.objects.filter(action__startswith="certificates.badge.").order_by("pk")
    assert [(entry.data["was"], entry.data["is"]) for entry in entries] == [
        (fingerprint(plain), fingerprint(full)),
        (fingerprint(full), fingerprint(plain)),
    ]


@pytest.mark.parametrize("ended", ["revoked", "suspended"])
def test_nothing_is_put_into_what_does_not_hold(owner, certificate, badge, ended):
    publish(certificate=certificate, by=None, now=NOON)  # so that there still is a page, to take that back
    before, verb = file_of(certificate), {"revoked": revoke, "suspended": suspend}[ended]
    verb(certificate=certificate, reason="Помилка", by=None, now=NOON)

    assertNotContains(choose(owner, certificate, "yes"), 'name="inside"')
    assert file_of(certificate) == before


@pytest.mark.parametrize("who", ["nobody", ADMINISTRATORS])
def test_nobody_else_puts_it_there(client, certificate, badge, who):
    if who != "nobody":
        sign_in(client, who)

    choose(client, certificate, "yes")

    assert Badge.objects.get().attached_at is None


def test_an_answer_to_neither_question_changes_nothing(owner, certificate, keys):
    owner.post(reverse("my_badge", args=[certificate.number]), {"inside": "maybe"})
    owner.post(reverse("my_badge", args=[certificate.number]))

    assert not Badge.objects.exists()


# The link


def test_the_address_in_the_pdf_leads_programs_to_a_public_badge(client, certificate, badge):
    page = reverse("verify_number", args=[certificate.number])
    before = client.get(page, **CREDENTIAL)
    publish(certificate=certificate, by=None, now=NOON)
    after = client.get(page, **CREDENTIAL)

    assert page.encode() in pdf_of(certificate)
    assert before.status_code == 200 and badge.document.encode() not in before.content
    assert after["Location"] == address(badge)
    assert (
        client.get(after["Location"].removeprefix("http://testserver"), **CREDENTIAL).content.decode() == badge.document
    )
    assert client.get(page, HTTP_ACCEPT="text/html,*/*;q=0.8").status_code == 200
