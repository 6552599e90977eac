"""A badge that somebody was sent: genuine, changed, revoked, expired and unknown are told apart; bombs do no harm."""

import base64
import json
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from certificates.badges.baking import KEYWORD, PNG
from certificates.badges.checking import LARGEST, Verdict, check, credential_in
from certificates.badges.files import FORMS
from certificates.life import correct_name, revoke
from certificates.limits import NUMBERS
from certificates.models import Certificate, Shown
from certificates.sharing import show

from .conftest import NOON


def send(client, data, **extra):
    return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("badge", data)}, **extra)


def state(client, data):
    response = send(client, data, HTTP_ACCEPT="application/json")
    return response.status_code, response.json()["state"]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_as_it_was_handed_out_is_known(client, badge, form):
    response = send(client, FORMS[form].write(badge))

    assertContains(response, "The badge is the one that we signed, unchanged.")
    assertContains(response, badge.certificate.number)
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("form", FORMS)
def test_each_state_is_told(client, badge, certificate, form):
    data = FORMS[form].write(badge)
    assert state(client, data) == (200, "valid")

    Certificate.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert state(client, data) == (200, "expired")
    correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    assert state(client, data) == (200, "superseded")
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    assert state(client, data) == (200, "revoked")


def with_other_claims(token, **changes):
    head, body, signature = token.split(".")
    said = {**json.loads(base64.urlsafe_b64decode(body + "==")), **changes}
    return ".".join([head, base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("="), signature])


def test_a_badge_with_other_words_is_told_changed_and_nothing_of_its_holder(client, badge):
    response = send(client, with_other_claims(badge.token, name="Диплом").encode())

    assertContains(response, "This badge was changed", status_code=422)
    for secret in ("Коваль", "Бюджет", badge.certificate.number):
        assertNotContains(response, secret, status_code=422)
    assert state(client, with_other_claims(badge.token, name="Диплом").encode()) == (422, "tampered")


def test_a_document_with_other_words_is_told_changed(client, badge):
    for changed in (
        badge.document.replace("Бюджет", "Диплом"),
        badge.document.replace('"type": "Image"', '"type": "Image", "caption": "Інше"'),  # said twice
        json.dumps({**json.loads(badge.document), "validUntil": "2099-01-01T00:00:00Z"}),
    ):
        assert state(client, changed.encode()) == (422, "tampered")


def test_a_document_that_another_program_wrote_anew_is_the_same(client, badge):
    again = json.dumps(json.loads(badge.document), sort_keys=True)

    assert state(client, again.encode()) == (200, "valid")


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        b"a.b.c",
        b"{}",
        b"[1]",
        b'{"id": 7}',
        b'{"id": "http://testserver/badges/6f1c9a52-7d55-4f21-9b1a-3f0f4f3a7a10"}',
        b"<svg/>",
        b"<svg",
        b"[" * 100_000,
        PNG,
        PNG + chunk(b"IHDR", b"\0" * 13),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_badge_of_ours_is_unknown(client, db, data):
    assert state(client, data) == (404, "not_found")


@pytest.mark.parametrize("form", ["token", "document"])
def test_no_single_byte_can_be_changed(badge, form):
    text = getattr(badge, form).encode()
    for place in range(0, len(text), 5):  # each costs a look into the database
        if not text[place : place + 1].isspace():
            spoiled = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
            assert check(spoiled)[0] != Verdict.GENUINE


@given(data=st.data())
@settings(max_examples=60)
def test_no_byte_of_the_baked_chunk_can_be_changed(badge, data):
    png = FORMS["png"].write(badge)
    start = png.index(KEYWORD.encode())
    place = data.draw(st.integers(start, start + len(badge.document.encode())))
    spoiled = png[:place] + bytes([png[place] ^ data.draw(st.integers(1, 255))]) + png[place + 1 :]

    assert check(spoiled)[0] != Verdict.GENUINE


@given(st.binary(max_size=300))
def test_whatever_bytes_come_nothing_breaks(data):
    for start in (b"", PNG, b"<svg>", b"{", PNG + struct.pack(">I", 2**31)):
        assert isinstance(credential_in(start + data), str)


def test_who_holds_the_badge_of_a_hidden_one_learns_that_it_is_genuine_and_no_name(client, badge, certificate):
    show(certificate=certificate, shown=Shown.HIDDEN, by=None)

    response = send(client, badge.token.encode())

    assertContains(response, "unchanged")
    assertNotContains(response, "Коваль")


def test_changed_and_unknown_badges_are_counted_as_tries_in_vain(client, badge):
    tampered, unknown = with_other_claims(badge.token, name="Диплом").encode(), b"a.b.c"
    for number in range(NUMBERS.tries):
        assert state(client, tampered if number % 2 else unknown)[0] in {404, 422}

    assert state(client, tampered)[0] == 429
    assert send(client, badge.token.encode()).status_code == 429  # else guessing would be answered


def test_a_genuine_badge_is_never_counted(client, badge):
    for _try in range(NUMBERS.tries + 3):
        assert state(client, badge.token.encode())[0] == 200


# Hostile files


def test_a_picture_of_enormous_size_is_not_drawn(client, badge):
    header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 16, 6, 0, 0, 0)
    baked = chunk(b"iTXt", KEYWORD.encode() + b"\0\0\0\0\0" + badge.token.encode())

    assert state(client, PNG + chunk(b"IHDR", header) + baked) == (200, "valid")  # its words are ours, after all


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
def test_a_compressed_chunk_is_never_unpacked(client, badge, kind):
    bomb = zlib.compress(b"0" * 50_000_000, 9)
    start = KEYWORD.encode() + (b"\0\0" if kind == b"zTXt" else b"\0\1\0\0\0")

    assert state(client, PNG + chunk(b"IHDR", b"\0" * 13) + chunk(kind, start + bomb)) == (404, "not_found")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "http://198.51.100.7/x.dtd">',
    ],
)
def test_an_svg_with_a_document_type_is_not_read(client, badge, prolog):
    svg = FORMS["svg"].write(badge).decode()

    assert state(client, (prolog + svg).encode()) == (404, "not_found")


def test_an_svg_with_other_drawings_but_our_credential_is_ours(client, badge):
    svg = FORMS["svg"].write(badge).decode().replace("</svg>", "<script>alert(1)</script></svg>")

    response = send(client, svg.encode())

    assertContains(response, "unchanged")
    assertNotContains(response, "alert(1)")


def test_what_is_larger_than_any_badge_is_not_read(badge):
    padding = chunk(b"teXt", b"0" * LARGEST)
    png = FORMS["png"].write(badge)

    assert check(png[:33] + padding + png[33:])[0] == Verdict.UNKNOWN
