"""The list of states: each badge has a bit of its own, and nobody else's bit moves when it is set."""

import base64
import gzip
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.badges import status
from certificates.badges.making import make_badge
from certificates.badges.status import PLACES, Kind, bitstring, free_place, status_list
from certificates.life import correct_name, revoke
from certificates.models import Badge, Certificate
from certificates.suspending import reinstate, suspend

from .conftest import NOON
from .verifier import bit_of

places = st.sets(st.integers(0, PLACES - 1), max_size=30)


def unpacked(encoded):
    assert encoded[0] == "u" and not {"=", "+", "/"} & set(encoded)
    packed = encoded[1:]
    return gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


@given(places)
@settings(max_examples=50)
def test_exactly_the_bits_of_the_places_are_set(chosen):
    bits = unpacked(bitstring(chosen))

    assert len(bits) == 16_384  # bytes: the shortest that hides who is looked at
    assert {place for place in range(PLACES) if bits[place >> 3] >> (7 - place % 8) & 1} == chosen


@given(places, st.integers(0, PLACES - 1))
@settings(max_examples=50)
def test_an_independent_reader_finds_the_same_bits(chosen, other):
    encoded = bitstring(chosen)

    assert all(bit_of(encoded, place) for place in chosen)
    assert bit_of(encoded, other) == (other in chosen)


def test_the_first_place_is_the_left_most_bit():
    assert unpacked(bitstring([0]))[0] == 0b1000_0000
    assert unpacked(bitstring([7]))[0] == 0b0000_0001
    assert unpacked(bitstring([8]))[:2] == bytes([0, 0b1000_0000])
    assert unpacked(bitstring([PLACES - 1]))[-1] == 1


def test_the_same_places_give_the_same_text():
    assert bitstring([5, 900]) == bitstring([900, 5])


def bits_of(kind):
    return int.from_bytes(unpacked(status_list(1, kind, now=NOON)["credentialSubject"]["encodedList"]))


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_holds_no_longer_sets_its_bit_and_changes_nothing_else(certificate, badge, verifier, ended):
    texts, before = (
        (badge.token, badge.document),
        bits_of(Kind.REVOCATION),
    )

    if ended == "revoked":
        revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    else:
        correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)

    assert before == 0
    assert bits_of(Kind.REVOCATION) == bits_of(Kind.TOKEN) == 1 << (PLACES - 1 - badge.status_index)
    assert bits_of(Kind.SUSPENSION) == 0
    badge.refresh_from_db()
    assert (badge.token, badge.document) == texts
    assert {verifier.verify(text.encode(), now=NOON)[1] for text in texts} == {"revoked"}


def test_what_is_suspended_is_told_so_for_as_long_as_it_is_and_changes_nothing_else(certificate, badge, verifier):
    """A token knows one list: the strictest validators of Open Badges 3.0 take no second."""
    texts = (badge.document, badge.token)
    place = 1 << (PLACES - 1 - badge.status_index)

    suspend(certificate=certificate, reason="Перевіряємо", by=None, now=NOON)
    bits = [bits_of(kind) for kind in (Kind.REVOCATION, Kind.SUSPENSION, Kind.TOKEN)]
    told = [verifier.verify(text.encode(), now=NOON)[1] for text in texts]
    reinstate(certificate=certificate, reason="Усе гаразд", by=None, now=NOON)

    assert bits == [0, place, place]
    assert told == ["suspended", "revoked"]
    assert {bits_of(kind) for kind in Kind} == {0}
    assert {verifier.verify(text.encode(), now=NOON)[1] for text in texts} == {"valid"}


def test_one_that_expired_sets_no_bit(certificate, badge):
    Certificate.objects.update(expires_at=NOON - timedelta(days=1))

    assert {bits_of(kind) for kind in Kind} == {0}


def test_a_replaced_certificate_and_its_successor_have_badges_of_their_own(certificate, badge):
    new = correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)

    assert make_badge(certificate=new, now=NOON).status_index != badge.status_index
    assert status.places_set(1, Kind.REVOCATION) == [badge.status_index]


def test_no_two_badges_have_one_place(badge):
    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.bulk_create([Badge(certificate=badge.certificate, made_at=NOON, status_list=1, token="",
                                         document="", status_index=badge.status_index)])  # fmt: skip


def test_places_are_given_out_by_chance_and_a_full_list_is_followed_by_another(badge, monkeypatch):
    monkeypatch.setattr(status, "GIVEN_OUT", 1)

    assert free_place()["status_list"] == 2
    assert len({free_place()["status_index"] for _try in range(20)}) > 15
    assert status.exists(2) and not status.exists(3) and not status.exists(0)


def test_a_place_that_is_taken_is_not_given_out(badge, monkeypatch):
    offered = iter([badge.status_index, badge.status_index, 7])
    monkeypatch.setattr(status.secrets, "randbelow", lambda _most: next(offered))

    assert free_place() == {"status_list": 1, "status_index": 7}


def test_the_list_is_a_signed_credential_that_is_true_for_a_day(client, badge, verifier):
    now = timezone.now()

    token = client.get("/badges/status/1.jwt").content.decode()
    document = verifier.read(client.get("/badges/status/1").content.decode(), now=now)
    claims = verifier.signed(token, now=now + timedelta(seconds=1))

    assert document["credentialSubject"]["encodedList"] == claims["credentialSubject"]["encodedList"]
    assert document["id"] == "http://testserver/badges/status/1"
    assert claims["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert claims["id"] == "http://testserver/badges/status/1.jwt"
    assert claims["credentialSubject"]["type"] == "BitstringStatusList"
    assert claims["exp"] - claims["nbf"] == 86_400
    assert "Коваль" not in json.dumps(claims, ensure_ascii=False)


def test_there_are_no_lists_but_those_in_use(client, db, keys):
    for ending in ("", ".jwt", "/suspension"):
        found = [client.get(f"/badges/status/{number}{ending}").status_code for number in (0, 1, 2)]
        assert found == [404, 200, 404]


def test_a_list_costs_the_same_for_three_badges_as_for_none(client, badge, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/badges/status/1")
