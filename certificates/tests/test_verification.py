"""What strangers learn: the state, as much of the name as the holder shows, and whether a file is the one issued."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from certificates.issuing import issue_for_course
from certificates.life import correct_name, revoke
from certificates.models import Certificate, Shown
from certificates.numbers import new_number
from certificates.verification import answer, same_name, shown_name

from .conftest import NOON


def page(certificate):
    return reverse("verify_number", args=[certificate.number])


def plain(client, url, **extra):
    response = client.get(url, HTTP_ACCEPT="application/json", **extra)
    assert response["Content-Type"] == "application/json"
    return response.status_code, json.loads(response.content)


def shown_as(certificate, shown):
    Certificate.objects.filter(pk=certificate.pk).update(shown=shown)
    certificate.refresh_from_db()
    return certificate


@pytest.fixture
def expired(olena, course, template):
    template.valid_months = 12
    template.save()
    then = timezone.now() - timedelta(days=400)
    return issue_for_course(person=olena, course=course, template=template, now=then)


@pytest.fixture
def replaced(certificate):
    correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    certificate.refresh_from_db()
    return certificate


# The state


def test_one_that_expired_is_genuine_and_says_until_when_it_was_valid(client, expired):
    response = client.get(page(expired))

    assertContains(response, "The certificate has expired")
    assertContains(response, "It is genuine and was valid until")
    assertContains(response, "Олена Коваль")


def test_one_with_a_term_says_until_when_it_holds(client, olena, course, template):
    template.valid_months = 12
    certificate = issue_for_course(person=olena, course=course, template=template, now=timezone.now())

    assertContains(client.get(page(certificate)), "It is valid until")


def test_one_that_was_replaced_says_that_there_is_another_but_not_which(client, replaced):
    response = client.get(page(replaced))

    assertContains(response, "The certificate was replaced")
    for secret in (replaced.successor.number, "Олена", "Бюджет громади"):
        assertNotContains(response, secret)
    assert plain(client, page(replaced))[1]["successor"] is None


def test_the_holder_may_let_the_old_number_lead_to_the_new_one(client, replaced):
    Certificate.objects.filter(supersedes=replaced).update(linked=True)

    assertContains(client.get(page(replaced)), f'href="{page(replaced.successor)}"')
    assert plain(client, page(replaced))[1]["successor"] == replaced.successor.number

    shown_as(replaced.successor, Shown.HIDDEN)
    assertNotContains(client.get(page(replaced)), replaced.successor.number)


def test_one_that_is_revoked_says_what_the_issuer_wants_said(client, certificate):
    revoke(certificate=certificate, reason="Списано", note="Видано помилково.", by=None, now=NOON)

    response = client.get(page(certificate))

    assertContains(response, '<p lang="uk">Видано помилково.</p>')
    assertNotContains(response, "Списано")


# The name


@pytest.mark.parametrize(
    ("shown", "name"), [(Shown.FULL, "Олена Коваль"), (Shown.INITIALS, "О.\N{NO-BREAK SPACE}К."), (Shown.MATCH, "")]
)
def test_the_name_is_shown_as_the_holder_chose(client, certificate, shown, name):
    shown_as(certificate, shown)

    response = client.get(page(certificate))

    assertContains(response, "The certificate is genuine")
    assertContains(response, "Бюджет громади")
    assert ("Олена Коваль" in response.content.decode()) == (shown == Shown.FULL)
    assert (f'<p class="name" lang="uk">{name}</p>' in response.content.decode()) == bool(name)
    assert ('name="name"' in response.content.decode()) == (shown != Shown.FULL)
    assert plain(client, page(certificate))[1]["recipient"] == (name or None)


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("Олена Коваль", True),
        ("  коваль   ОЛЕНА ", True),
        ("Олена", False),
        ("Олена Ковальчук", False),
        ("Олена Коваль Коваль", False),
    ],
)
def test_a_name_is_compared_and_answered_with_yes_or_no(client, certificate, typed, matches):
    shown_as(certificate, Shown.MATCH)

    response = client.post(page(certificate), {"name": typed})

    assertContains(response, "Yes: the certificate" if matches else "No: the certificate")
    if not matches:
        assertNotContains(response, "Олена Коваль</")
    asked = client.post(page(certificate), {"name": typed}, HTTP_ACCEPT="application/json")
    assert asked.json()["matches"] is matches


def test_apostrophes_and_dashes_of_any_kind_are_the_same(certificate):
    certificate.statement["recipient"] = "Мар’яна Ґудзь-Їжакевич"

    assert same_name(certificate, "МАР'ЯНА ґудзь–їжакевич")
    assert same_name(certificate, "Ґудзь-І\N{COMBINING DIAERESIS}жакевич Марʼяна")
    assert not same_name(certificate, "Марьяна Ґудзь-Їжакевич")
    assert not same_name(certificate, "  ")


WORDS = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’-", min_size=2, max_size=20).filter(lambda word: word[0] not in "’-")


@given(words=st.lists(WORDS, min_size=1, max_size=4), typo=st.sampled_from("абвгґд"))
def test_whoever_types_it_a_name_matches_itself_and_its_initials_tell_no_more_than_letters(words, typo):
    name = " ".join(words)
    certificate = Certificate(statement={"recipient": name}, shown=Shown.INITIALS)

    assert same_name(certificate, name.upper())
    assert same_name(certificate, "  ".join(reversed(words)).replace("’", "'"))
    assert not same_name(certificate, name + typo)
    assert shown_name(certificate).split() == [f"{word[0]}." for word in words]


def test_an_empty_name_is_asked_for_again(client, certificate):
    shown_as(certificate, Shown.MATCH)

    response = client.post(page(certificate), {"name": " "})

    assert list(response.context["form"].errors) == ["name"]


@pytest.mark.parametrize("shown", [Shown.FULL, Shown.MATCH])
def test_names_are_not_compared_where_that_was_not_offered(client, certificate, shown):
    shown_as(certificate, shown)
    if shown == Shown.MATCH:
        revoke(certificate=certificate, reason="Так", by=None, now=NOON)

    response = client.post(page(certificate), {"name": "Олена Коваль"})

    assertNotContains(response, "Yes: the certificate")
    assertNotContains(response, "No: the certificate")


# Hidden, unknown


def seen(client, number, **headers):
    """All that a stranger could tell two answers apart by, but the number itself."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/c/{number}", **headers)
    sql = [query["sql"].replace(number, "N") for query in captured]
    told = {name: value for name, value in response.headers.items() if name != "Expires"}  # the second it was asked
    return response.status_code, response.content.decode().replace(number, "N"), sql, told


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT": "application/json"}], ids=["page", "JSON"])
@pytest.mark.parametrize("revoked", [False, True])
def test_hidden_and_unknown_differ_in_nothing(client, certificate, headers, revoked):
    shown_as(certificate, Shown.HIDDEN)
    if revoked:
        revoke(certificate=certificate, reason="Так", by=None, now=NOON)
    seen(client, new_number(), **headers)

    hidden, unknown = seen(client, certificate.number, **headers), seen(client, new_number(), **headers)

    assert hidden == unknown
    assert hidden[0] == 404


def test_a_name_is_not_compared_with_a_hidden_one(client, certificate):
    shown_as(certificate, Shown.HIDDEN)

    assert client.post(page(certificate), {"name": "Олена Коваль"}).status_code == 404
    assert client.post(f"/c/{new_number()}", {"name": "Олена Коваль"}).status_code == 404


# For machines


def test_the_same_address_answers_machines_in_json(client, certificate):
    status, found = plain(client, page(certificate))

    assert status == 200
    assert found == {
        "number": certificate.number,
        "full_number": f"SSCA-2027-{certificate.number}",
        "state": "valid",
        "recipient": "Олена Коваль",
        "subject": "Бюджет громади",
        "details": certificate.statement["details"],
        "mode": "online",
        "topics": ["Модуль"],
        "issuer": "Школа",
        "language": "uk",
        "note": None,
        "successor": None,
        "signature": None,
        "issued_at": "2027-02-15T10:00:00+00:00",
        "expires_at": None,
        "superseded_at": None,
        "suspended_at": None,
        "revoked_at": None,
    }


def test_a_machine_learns_no_more_of_a_revoked_one_than_a_reader(client, certificate):
    revoke(certificate=certificate, reason="Списано", by=None, now=NOON)

    found = plain(client, page(certificate))[1]

    assert (found["state"], found["recipient"], found["subject"], found["details"]) == ("revoked", None, None, [])
    assert "Списано" not in json.dumps(found, ensure_ascii=False)


def test_what_is_wrong_is_said_to_machines_too(client, db):
    number = new_number()

    assert plain(client, f"/c/{number}") == (404, {"number": number, "state": "not_found"})
    status, found = plain(client, "/c/7K4M")
    assert (status, found["state"], len(found["errors"])) == (404, "unreadable", 1)


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""])
def test_a_browser_gets_the_page_and_caches_know_that_it_depends(client, certificate, accept):
    response = client.get(page(certificate), HTTP_ACCEPT=accept)

    assert response["Content-Type"].startswith("text/html")
    assert "Accept" in response["Vary"]
    assert response["X-Robots-Tag"] == "noindex"


def test_an_answer_is_made_of_the_moment_it_is_asked(expired):
    assert answer(expired, now=expired.issued_at).state == "valid"
    assert answer(expired, now=expired.expires_at).state == "expired"
