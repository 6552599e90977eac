"""A PDF that somebody was sent is compared with what was issued, byte for byte, and not kept."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.log_actions import log

from certificates.archive import fingerprint, pdf_of, put_file
from certificates.life import correct_name
from certificates.models import Certificate, Shown
from certificates.sharing import show
from certificates.verification import find_by_hash

from .conftest import NOON


def send(client, data, **extra):
    return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("c.pdf", data)}, **extra)


def test_a_file_as_it_was_issued_is_known(client, certificate):
    response = send(client, pdf_of(certificate))

    assertContains(response, "The file is, byte for byte, the one that was issued.")
    assertContains(response, certificate.number)
    assert response["X-Robots-Tag"] == "noindex"


def changed(certificate):
    pdf = bytearray(pdf_of(certificate))
    pdf[len(pdf) // 2] ^= 1
    return bytes(pdf)


def test_a_file_with_one_byte_changed_is_told_from_what_was_issued(client, certificate):
    response = send(client, changed(certificate))

    assertContains(response, "This file was changed", status_code=422)
    assertContains(response, f'href="{reverse("verify_number", args=[certificate.number])}"', status_code=422)
    assertNotContains(response, "Олена", status_code=422)
    said = send(client, changed(certificate), HTTP_ACCEPT="application/json").json()
    assert said == {"state": "tampered", "number": certificate.number}


def test_of_a_hidden_one_a_changed_file_tells_nothing(client, certificate):
    file = changed(show(certificate=certificate, shown=Shown.HIDDEN, by=None))

    assertContains(send(client, file), "This file was not issued by us", status_code=404)
    assert send(client, file, HTTP_ACCEPT="application/json").json() == {"state": "not_found"}


@pytest.mark.parametrize("data", [b"%PDF /c/7K4M-92QX-3HTC", b"/c/%s", b"%PDF-1.7 \xff/c/0000-0000-0000"])
def test_a_file_that_names_a_number_nobody_has_or_is_no_pdf_is_not_ours(client, certificate, data):
    assert send(client, data.replace(b"%s", certificate.number.encode())).status_code == 404


def test_changed_files_are_counted_like_guesses(client, certificate):
    file = changed(certificate)

    assert [send(client, file).status_code for _try in range(21)] == [422] * 20 + [429]


def test_the_file_of_one_that_was_replaced_says_so(client, certificate):
    replaced = Certificate.objects.get()
    correct_name(certificate=replaced, name="Олена Ковальчук", by=None, now=NOON)

    assertContains(send(client, pdf_of(replaced)), "The certificate was replaced")


def test_a_file_from_before_it_was_drawn_anew_is_still_known(client, certificate):
    was = pdf_of(certificate)
    for other in (b"%PDF as if the engine", was, b"%PDF now gave other bytes"):
        put_file(certificate, other, action="certificates.redraw")

    assert set(certificate.former_files.values_list("sha256", flat=True)) == {
        fingerprint(was), fingerprint(b"%PDF as if the engine"),
    }  # fmt: skip
    assertContains(send(client, was), certificate.number)


def test_a_hash_is_found_by_indexes_alone(certificate, django_assert_num_queries):
    for number in range(3):
        put_file(certificate, b"%%PDF %d" % number, action="certificates.redraw")

    for pdf, found in ((b"%PDF 0", certificate), (b"%PDF 9", None)):
        with django_assert_num_queries(2):
            assert find_by_hash(fingerprint(pdf)) == found


def test_former_hashes_that_stood_in_the_log_alone_are_taken_over(certificate):
    log(certificate, "certificates.redraw", data={"number": certificate.number, "was": "1" * 64, "is": "2" * 64})
    for _twice in range(2):
        migration = import_module("certificates.migrations.0011_programmes_former_files_surveys")
        migration.keep_former_hashes(apps, None)

    assert find_by_hash("1" * 64) == certificate


def test_who_holds_the_file_of_a_hidden_one_is_told_that_it_is_genuine_and_no_name(client, certificate):
    pdf = pdf_of(show(certificate=certificate, shown=Shown.HIDDEN, by=None))

    response = send(client, pdf)

    assertContains(response, "byte for byte")
    assertNotContains(response, "Олена Коваль")


@pytest.mark.parametrize("data", [None, b"", b"x" * 5_000_001])
def test_a_file_that_is_missing_empty_or_enormous_is_asked_for_again(client, db, data):
    response = client.post(reverse("verify_file"), {} if data is None else {"file": SimpleUploadedFile("c.pdf", data)})

    assert response.status_code == 400
    assert list(response.context["file_form"].errors) == ["file"]


def test_a_file_too_large_for_memory_is_compared_as_well(client, db):
    assert send(client, b"x" * 3_000_000).status_code == 404


def test_the_address_of_files_shows_the_form(client, db):
    assertContains(client.get(reverse("verify_file")), 'name="file"')
