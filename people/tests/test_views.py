"""The profile and the colours of the site."""

import pytest
from django.urls import reverse

from people.models import Person, User

pytestmark = pytest.mark.django_db
BACKEND = "people.backends.SchoolBackend"


@pytest.fixture
def olena(client):
    user = User.objects.create_user("olena@example.org")
    client.force_login(user, backend=BACKEND)
    return Person.objects.create(user=user, legal_name="Олена Коваль", display_name="Олена", email=user.email)


FIELDS = {
    "legal_name": "Олена Коваленко",
    "display_name": "Олена К.",
    "phone": "",
    "language": "en",
    "region": "UA-77",
    "community": "Вижницька",
    "settlement": "village",
    "gender": "",
}


def test_profile_saves_what_the_person_changed(client, olena):
    response = client.post(reverse("profile"), FIELDS)

    assert response["Location"] == reverse("profile")
    olena.refresh_from_db()
    assert {name: getattr(olena, name) for name in FIELDS} == FIELDS
    assert olena.is_rural


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"legal_name": ""}, "legal_name"), ({"region": "UA-99"}, "region"), ({"phone": "1" * 21}, "phone")],
)
def test_profile_shows_the_error_beside_the_field_and_on_top(client, olena, changes, field):
    response = client.post(reverse("profile"), {**FIELDS, **changes})

    page = response.content.decode()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}_error"' in page
    olena.refresh_from_db()
    assert olena.legal_name == "Олена Коваль"


def test_profile_never_changes_what_is_not_on_the_form(client, olena):
    client.post(reverse("profile"), {**FIELDS, "email": "other@example.org", "user": "", "consented_at": "2020-01-01"})

    olena.refresh_from_db()
    assert (olena.email, olena.user.email, olena.consented_at) == ("olena@example.org", "olena@example.org", None)


def test_profile_asks_a_stranger_to_sign_in(client):
    assert client.get(reverse("profile"))["Location"] == "/login/?next=/my/profile/"


def test_profile_sends_an_account_without_a_person_to_its_addresses(client):
    client.force_login(User.objects.create_user("operator@example.org"), backend=BACKEND)

    assert client.get(reverse("profile"))["Location"] == reverse("account_email")


def test_theme_is_kept_in_a_cookie_and_leads_back(client):
    response = client.post(reverse("theme"), {"theme": "dark", "next": "/login/?a=1"})

    assert response["Location"] == "/login/?a=1"
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark", "Lax", True)
    assert 'class="theme-dark' in client.get("/login/").content.decode()


def test_theme_as_on_the_phone_forgets_the_cookie(client):
    client.post(reverse("theme"), {"theme": "dark"})
    client.post(reverse("theme"), {"theme": ""})

    assert 'class="theme-' not in client.get("/login/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_theme_never_leads_to_another_site(client, back):
    assert client.post(reverse("theme"), {"theme": "light", "next": back})["Location"] == "/"


def test_theme_refuses_what_is_no_choice(client):
    response = client.post(reverse("theme"), {"theme": "<script>"})

    assert "theme" not in response.cookies


def test_theme_changes_only_by_post(client):
    assert client.get(reverse("theme")).status_code == 405
