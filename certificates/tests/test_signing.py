"""The PDF signed with the school's own key: read by other programs, kept, and told when it is changed."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains
from wagtail.models import ModelLogEntry

from certificates.archive import drawn, fingerprint, pdf_of, redraw
from certificates.badges.attaching import attach
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import correct_name
from certificates.models import Certificate, Signature
from certificates.signing import sealing
from certificates.signing.sealing import sign
from certificates.sweeps import finish_certificates

from .conftest import NOON, YESTERDAY
from .samples import attached_to, lines, poppler
from .signing_tools import NAME, certificate_of, new_key, packed, pdfsig, signature_of


@pytest.fixture
def signed(signing, olena, course, template, committed):
    with committed():
        certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    certificate.refresh_from_db()
    return certificate


def send(client, pdf, **extra):
    return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("c.pdf", pdf)}, **extra)


def test_what_is_issued_is_signed_and_other_programs_say_so(signed, signing, tmp_path):
    pdf = pdf_of(signed)
    status = signature_of(pdf, signing.certificate)

    assert status.bottom_line and status.coverage.name == "ENTIRE_FILE"
    assert pdfsig(pdf, tmp_path) == ["Signature is Valid."]
    assert fingerprint(pdf) == signed.pdf_sha256 and len(pdf) == signed.pdf_size
    assert (signed.signature.signer, signed.signature.stamped_at) == (NAME, None)
    entry = ModelLogEntry.objects.get(action="certificates.sign")
    assert entry.data == {
        "number": signed.number, "was": fingerprint(drawn(signed)), "is": signed.pdf_sha256, "signer": NAME
    }  # fmt: skip


def test_the_signature_is_added_to_the_drawn_file_which_stays_an_archive_for_everybody(signed):
    pdf, plain = pdf_of(signed), drawn(signed)

    assert pdf.startswith(plain + b"\n")  # so that the first object added begins a line
    assert re.match(rb"\d+ 0 obj", pdf[len(plain) + 1 :])
    added = pdf[len(plain) :]
    assert b"/SubFilter /ETSI.CAdES.detached" in added and b"/Rect [ 0 0 0 0 ]" in added
    assert b"/Metadata" in added and b"/OutputIntents" in added and b"/StructTreeRoot" in added and b"/Lang" in added
    assert b"<pdfaid:part>3</pdfaid:part>" in plain and b"<pdfuaid:part>1</pdfuaid:part>" in plain
    assert lines(pdf) == lines(plain)
    assert b"Tagged:          yes" in poppler("pdfinfo", "-", source=pdf)


@pytest.mark.parametrize("how", ["a byte", "an addition", "another signature"])
def test_a_changed_file_is_told_by_readers_and_by_our_page(client, signed, signing, how):
    pdf = bytearray(pdf_of(signed))
    if how == "a byte":
        pdf[len(pdf) // 3] ^= 1
        assert not signature_of(bytes(pdf), signing.certificate).intact
    elif how == "an addition":
        pdf += b"\n% and 100 hours more\n"
        assert signature_of(bytes(pdf), signing.certificate).coverage.name != "ENTIRE_FILE"
    else:
        pdf = bytearray(sealing.pades.sign(drawn(signed), sealing.signing_key(now=NOON)).pdf)

    assertContains(send(client, bytes(pdf)), "This file was changed", status_code=422)


def test_the_page_tells_of_the_file_that_is_downloaded_and_by_whom_it_is_signed(client, signed):
    response = send(client, pdf_of(signed))
    said = client.get(reverse("verify_number", args=[signed.number]), HTTP_ACCEPT="application/json").json()

    assertContains(response, "byte for byte")
    assertContains(response, NAME)
    assert said["signature"]["signer"] == NAME and said["signature"]["stamped_at"] is None
    assert said["signature"]["signed_at"] == signed.signature.signed_at.isoformat()


def test_the_file_as_it_was_before_the_signature_stays_known(client, signed):
    assertContains(send(client, drawn(signed)), signed.number)


def test_signing_again_changes_nothing(signed):
    before = pdf_of(signed)

    sign(certificate=signed, now=NOON)

    signed.refresh_from_db()
    assert pdf_of(signed) == before


def test_what_changed_under_the_pen_is_not_kept(signed, monkeypatch):
    """The holder puts the badge into the file while another worker signs what was there before."""
    Signature.objects.update(signed_at=None)
    make = sealing.pades.sign

    def slow(*args, **kwargs):
        made = make(*args, **kwargs)
        redraw(certificate=signed, by=None, action="certificates.redraw")
        return made

    monkeypatch.setattr(sealing.pades, "sign", slow)
    sign(certificate=signed, now=NOON)

    assert Signature.objects.get().signed_at is None
    assert pdf_of(Certificate.objects.get()) == drawn(signed)


def test_a_lost_file_is_drawn_handed_out_and_signed_again(client, signed, signing):
    lost = pdf_of(signed)
    signed.pdf.storage.delete(signed.pdf.name)

    assert pdf_of(signed) == drawn(signed)
    assert Signature.objects.get().reason == "It waits for its turn."
    finish_certificates.call()

    again = pdf_of(Certificate.objects.get())
    assert signature_of(again, signing.certificate).bottom_line
    for file in (lost, drawn(signed), again):
        assertContains(send(client, file), signed.number)


def test_where_the_settings_wish_it_the_sheet_says_by_whom_it_is_signed(signing, settings, olena, course, template):
    settings.SIGNING_VISIBLE = True
    certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    certificate.refresh_from_db()

    pdf = pdf_of(certificate)

    assert f"Electronic signature: {NAME}" in lines(pdf)
    assert f"Electronic signature: {NAME}" not in lines(drawn(certificate))
    assert signature_of(pdf, signing.certificate).bottom_line


def test_a_corrected_certificate_is_signed_as_well(signed, signing):
    new = correct_name(certificate=signed, name="Олена Ковальчук", by=None, now=NOON)
    new.refresh_from_db()

    assert signature_of(pdf_of(new), signing.certificate).bottom_line


def test_the_badge_is_in_the_file_before_it_is_signed(signed, signing, keys, tmp_path):
    badge = attach(certificate=signed, by=None, now=NOON)

    pdf = pdf_of(Certificate.objects.get())

    assert signature_of(pdf, signing.certificate).bottom_line
    assert attached_to(pdf, tmp_path) == badge.document.encode()


# Without a key, or with a wrong one


def test_without_a_key_nothing_waits(certificate):
    assert not Signature.objects.exists()
    assert certificate.state_at(NOON) == "valid"


def test_what_was_issued_before_there_was_a_key_stays_as_it_is(certificate, signing):
    finish_certificates.call()

    assert Certificate.objects.get().pdf_sha256 == certificate.pdf_sha256


def test_a_name_that_cannot_be_printed_is_said(signing, settings, olena, course, template):
    settings.SIGNING_VISIBLE, key = True, new_key()
    signing.replace(packed(key, certificate_of(key, name="Школа 🌻")))

    issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)

    assert Signature.objects.get().problem == "unprintable"


@pytest.mark.parametrize("problem", ["missing", "password", "damaged"])
def test_with_a_wrong_key_certificates_are_issued_mailed_and_wait(signing, settings, olena, course, template, problem):
    if problem == "password":
        settings.SIGNING_KEY_PASSWORD = "інший"
    elif problem == "damaged":
        signing.path.write_text("-----BEGIN")
    else:
        settings.SIGNING_KEY_FILE += ".lost"
    certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)

    waiting = Signature.objects.get()
    assert (waiting.signed_at, waiting.problem) == (None, problem)
    assert pdf_of(certificate) == drawn(certificate)
    assert [message.to for message in mail.outbox] == [["olena@example.org"]]


def test_once_the_key_is_right_the_round_signs_what_waits(signing, settings, olena, course, template):
    settings.SIGNING_KEY_PASSWORD, right = "", settings.SIGNING_KEY_PASSWORD
    issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    settings.SIGNING_KEY_PASSWORD = right

    finish_certificates.call()

    assert signature_of(pdf_of(Certificate.objects.get()), signing.certificate).bottom_line
    assert Signature.objects.get().problem == ""


def test_what_cannot_be_printed_is_neither_issued_nor_signed(signing, olena, course, template):
    olena.legal_name = "Олена 🌻"

    with pytest.raises(CertificateRefused):
        issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)

    assert not Signature.objects.exists()
