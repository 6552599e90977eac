"""Signing up: an account meets its person on a confirmed address, and nobody learns who has an account."""

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.urls import reverse

from people.accounts import link_person, public_name
from people.models import Person, User

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 10, tzinfo=UTC)
PASSWORD = "kalyna-chervona-7"
OLENA = {
    "first_name": "Олена",
    "last_name": "Коваль",
    "email": "Olena@Example.org",
    "password1": PASSWORD,
    "consent": "on",
}


def sign_up(client, **changes):
    return client.post("/signup/", {**OLENA, **changes})


def confirmation_path():
    return re.search(r"https?://[^/]+(\S+)", mail.outbox[-1].body).group(1)


def make_user(email="olena@example.org"):
    user = User.objects.create_user(email, PASSWORD, first_name="Олена", last_name="Коваль")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_sign_up_makes_an_account_and_a_person_only_after_confirmation(client):
    response = sign_up(client)

    assert response["Location"] == reverse("account_email_verification_sent")
    assert Person.objects.count() == 0
    assert client.get("/my/").status_code == 302

    page = client.get(confirmation_path())
    assert page.status_code == 200
    assert Person.objects.count() == 0

    client.post(confirmation_path())

    person = Person.objects.get()
    assert (person.legal_name, person.display_name, person.email) == ("Олена Коваль", "Олена К.", "olena@example.org")
    assert person.user.email == "olena@example.org"
    assert person.consented_at is not None


def test_signing_in_waits_for_the_confirmation(client):
    sign_up(client)

    response = client.post("/login/", {"login": "olena@example.org", "password": PASSWORD})

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_a_confirmed_account_signs_in_with_any_case_of_its_address(client):
    sign_up(client)
    client.post(confirmation_path())

    response = client.post("/login/", {"login": "OLENA@example.org", "password": PASSWORD})

    assert response["Location"] == "/my/"


def test_a_paper_person_keeps_their_history_once_the_address_is_confirmed(client):
    known = Person.objects.create(legal_name="Коваль Олена Іванівна", display_name="Олена", email="olena@EXAMPLE.org")

    sign_up(client)
    known.refresh_from_db()
    assert known.user is None

    client.post(confirmation_path())
    known.refresh_from_db()
    assert known.user.email == "olena@example.org"
    assert known.legal_name == "Коваль Олена Іванівна"
    assert known.consented_at is not None
    assert Person.objects.count() == 1


def test_a_person_of_another_account_is_never_taken_over():
    other = make_user("first@example.org")
    Person.objects.create(user=other, legal_name="Перша", display_name="Перша", email="olena@example.org")
    user = User.objects.create_user("second@example.org", first_name="Олена", last_name="Коваль")

    person = link_person(user=user, now=NOON)

    assert person.user == user
    assert Person.objects.get(legal_name="Перша").user == other


def test_link_person_twice_returns_the_same_person():
    user = make_user()

    assert link_person(user=user, now=NOON) == link_person(user=user, now=NOON)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "key", ["wrong", "MQ:1abcde:wrong", signing.dumps(999, salt="account")], ids=["no key", "no signature", "nobody"]
)
def test_a_wrong_link_gets_a_clear_page(client, key):
    response = client.get(reverse("account_confirm_email", args=[key]))

    assert response.status_code == 200
    assert "застаріло" in response.content.decode() or "out of date" in response.content.decode()
    assert Person.objects.count() == 0


def test_an_expired_link_gets_the_same_page_and_confirms_nothing(client):
    sign_up(client)
    path = confirmation_path()
    later = signing.time.time() + timedelta(days=4).total_seconds()

    with patch.object(signing.time, "time", return_value=later):
        page = client.get(path).content.decode()
        client.post(path)

    assert reverse("account_login") in page
    assert '<form method="post" action="/account/confirm-email' not in page
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert Person.objects.count() == 0


def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner(client):
    make_user()
    before = User.objects.count()

    known = sign_up(client)
    unknown = sign_up(client, email="taras@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert User.objects.count() == before + 1
    assert mail.outbox[0].to == ["olena@example.org"]
    assert "confirm-email" not in mail.outbox[0].body


def test_a_forgotten_password_looks_the_same_for_known_and_unknown(client):
    make_user()

    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("olena@example.org", "nobody@example.org")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client):
    make_user()

    errors = [
        list(client.post("/login/", {"login": login, "password": "wrong"}).context["form"].non_field_errors())
        for login in ("olena@example.org", "nobody@example.org")
    ]

    assert errors[0] == errors[1] != []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": " "}, "last_name"),
        ({"email": "olena"}, "email"),
        ({"password1": "12345"}, "password1"),
    ],
)
def test_sign_up_says_what_is_missing_and_writes_nothing(client, changes, field):
    response = sign_up(client, **changes)

    assert list(response.context["form"].errors) == [field]
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', response.content.decode()) == [field]
    assert User.objects.count() == 0
    assert mail.outbox == []


def test_letters_follow_the_main_address(client):
    user = make_user()
    person = link_person(user=user, now=NOON)
    EmailAddress.objects.create(user=user, email="new@example.org", verified=True)
    client.force_login(user, backend="people.backends.SchoolBackend")

    client.post(reverse("account_email"), {"email": "new@example.org", "action_primary": ""})

    person.refresh_from_db()
    assert person.email == "new@example.org"


def test_letters_stay_when_the_new_address_is_another_persons(client):
    user = make_user()
    person = link_person(user=user, now=NOON)
    Person.objects.create(legal_name="Тарас", display_name="Тарас", email="taras@example.org")
    EmailAddress.objects.create(user=user, email="taras@example.org", verified=True)
    client.force_login(user, backend="people.backends.SchoolBackend")

    client.post(reverse("account_email"), {"email": "taras@example.org", "action_primary": ""})

    person.refresh_from_db()
    assert person.email == "olena@example.org"


@pytest.mark.parametrize(
    ("first", "last", "shown"), [("Олена", "Коваль", "Олена К."), ("Олена", "", "Олена"), ("", "Коваль", "Коваль")]
)
def test_public_name_holds_back_the_surname(first, last, shown):
    assert public_name(first=first, last=last) == shown
