"""Guessing is slowed, right answers are not, and nobody tells a hidden certificate from one that does not exist."""

import json
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from certificates.limits import NAMES, NAMES_OF_ONE, NUMBERS, Limit, address_of
from certificates.models import Certificate, Shown
from certificates.numbers import new_number
from certificates.views import verify_number

from .conftest import NOON


def test_of_ten_thousand_guesses_at_once_only_the_first_are_answered():
    answered = 0
    for _guess in range(10_000):
        if NUMBERS.wait("198.51.100.7", now=NOON) == 0:
            answered += 1
            NUMBERS.count("198.51.100.7", now=NOON)

    assert answered == NUMBERS.tries == 20


def test_ten_thousand_guesses_one_a_second_get_twenty_answers_in_ten_minutes():
    answered = Counter()
    for second in range(10_000):
        now = NOON + timedelta(seconds=second)
        if NUMBERS.wait("198.51.100.7", now=now) == 0:
            answered[int(now.timestamp()) // 600] += 1
            NUMBERS.count("198.51.100.7", now=now)

    assert set(answered.values()) == {20}
    assert sum(answered.values()) <= 20 * 18


def test_the_wait_ends_when_the_span_does():
    limit = Limit("test", tries=1, seconds=600)
    start = NOON.replace(minute=0, second=0, microsecond=0)
    limit.count("a", now=start)

    assert limit.wait("a", now=start + timedelta(seconds=1)) == 599
    assert limit.wait("a", now=start + timedelta(seconds=599)) == 1
    assert limit.wait("a", now=start + timedelta(seconds=600)) == 0
    assert limit.wait("b", now=start) == 0


@pytest.mark.parametrize(
    ("remote", "same", "other"),
    [
        ("198.51.100.7", "198.51.100.7", "198.51.100.8"),
        ("2001:db8:1:2:3::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
    ],
)
def test_an_address_is_a_host_of_ipv4_and_a_network_of_ipv6(remote, same, other):
    def of(address):
        return address_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of(remote) == of(same) != of(other)
    assert of("") == "unknown"


def test_what_a_visitor_says_of_the_address_is_not_believed():
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="203.0.113.1")

    assert address_of(request) == "198.51.100.7"


# At the door


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The clock of the door stands still, so that no span ends in the middle of a test."""
    monkeypatch.setattr("certificates.views.timezone", SimpleNamespace(now=lambda: NOON))


def guess(client, **extra):
    return client.get(f"/c/{new_number()}", **extra)


def test_who_guesses_waits_with_a_word_when_and_others_do_not(client, certificate):
    page = reverse("verify_number", args=[certificate.number])
    statuses = [guess(client).status_code for _number in range(NUMBERS.tries)]
    slowed = guess(client)

    assert statuses == [404] * NUMBERS.tries
    assert slowed.status_code == 429
    assert 0 < int(slowed["Retry-After"]) <= NUMBERS.seconds
    assert "Too many tries" in slowed.content.decode()
    assert slowed["X-Robots-Tag"] == "noindex"
    # Also a right number: else who guesses learns of one by being answered.
    assert client.get(page).status_code == 429
    assert client.get(page, REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.parametrize("issued", [Shown.FULL, Shown.HIDDEN])
def test_ten_thousand_guesses_at_the_door_find_nothing_and_all_but_twenty_wait(certificate, rf, issued):
    """At the view itself, as programs ask it; certificates that are there and hidden ones make no difference."""
    Certificate.objects.update(shown=issued)
    said = Counter()
    for _guess in range(10_000):
        number = new_number()
        response = verify_number(rf.get(f"/c/{number}", headers={"accept": "application/json"}), number)
        said[response.status_code, json.loads(response.content)["state"]] += 1

    assert said == {(404, "not_found"): NUMBERS.tries, (429, "slowed"): 10_000 - NUMBERS.tries}


def test_ten_thousand_guesses_from_as_many_addresses_find_nothing(certificate, rf):
    def ask(place):
        number = new_number()
        asked = {
            "headers": {"accept": "application/json"},
            "REMOTE_ADDR": f"10.{place >> 16}.{place >> 8 & 255}.{place & 255}",
        }
        return verify_number(rf.get(f"/c/{number}", **asked), number).status_code

    assert {ask(place) for place in range(10_000)} == {404}


def test_right_and_mistyped_numbers_are_never_counted(client, certificate):
    for _try in range(NUMBERS.tries + 5):
        assert client.get(reverse("verify_number", args=[certificate.number])).status_code == 200
        assert client.get("/c/7K4M-92QX-3HTD").status_code == 404
        assert client.get(reverse("verify"), {"number": "7K4M"}).status_code == 400

    assert guess(client).status_code == 404


def test_files_that_nobody_was_issued_are_counted(client, db):
    def send():
        return client.post(reverse("verify_file"), {"file": SimpleUploadedFile("a.pdf", b"%PDF")}).status_code

    assert [send() for _try in range(NUMBERS.tries + 1)] == [404] * NUMBERS.tries + [429]


def test_wrong_names_are_counted_by_address(client, certificate):
    Certificate.objects.update(shown=Shown.MATCH)
    page = reverse("verify_number", args=[certificate.number])

    def ask(name, **extra):
        return client.post(page, {"name": name}, **extra).status_code

    assert {ask("Олена Коваль") for _try in range(NAMES.tries + 5)} == {200}
    assert [ask("Інша") for _try in range(NAMES.tries + 1)] == [200] * NAMES.tries + [429]
    assert ask("Олена Коваль") == 429
    assert ask("Олена Коваль", REMOTE_ADDR="203.0.113.9") == 200


def test_wrong_names_are_counted_by_certificate_wherever_they_come_from(client, certificate):
    Certificate.objects.update(shown=Shown.MATCH)
    page = reverse("verify_number", args=[certificate.number])
    tries = [
        client.post(page, {"name": "Інша"}, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(NAMES_OF_ONE.tries + 1)
    ]

    assert tries == [200] * NAMES_OF_ONE.tries + [429]
    assert client.get(page).status_code == 200
