"""Whoever writes until their session ends sees the text once more; whoever has written nothing signs in."""

import pytest
from django.urls import reverse

from people.models import User

pytestmark = pytest.mark.django_db
TEXT = "Нам потрібні пандус і переклад жестовою мовою."
KEY = "00000000-0000-4000-8000-000000000000"
DOORS = [
    ("peer_review", [1]),
    ("event_answers", [1]),
    ("event_dates", [1]),
    ("event_travel", [1]),
    ("session_register", [KEY]),
    ("session_request", [KEY]),
    ("application", [1]),
    ("lesson_note", [1]),
    ("lesson_questions", [1]),
    ("question", [1]),
    ("consultation_book", [KEY]),
    ("consultation_note", [KEY]),
]


@pytest.mark.parametrize(("name", "arguments"), DOORS)
def test_what_was_typed_is_shown_to_be_copied(client, name, arguments):
    address = reverse(name, args=arguments)

    answer = client.post(address, {"text": TEXT})

    assert answer.status_code == 403
    assert TEXT in answer.content.decode()
    assert answer.context["way_in"] == f"/login/?next={address}"


@pytest.mark.parametrize(("name", "arguments"), DOORS)
def test_who_wrote_nothing_just_signs_in(client, name, arguments):
    address = reverse(name, args=arguments)

    assert client.get(address).url == f"/login/?next={address}"
    assert client.post(address, {"text": "Так", "csrfmiddlewaretoken": "x" * 64}).url == f"/login/?next={address}"


def test_a_text_is_shown_as_text(client):
    answer = client.post(reverse("event_answers", args=[1]), {"text": "<script>alert(1)</script> " * 2})

    assert "<script>alert" not in answer.content.decode()


def test_who_may_not_enter_the_admin_is_told_so_and_not_sent_round_in_circles(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/login/?next=%2Fadmin%2F", 302)

    client.force_login(User.objects.create_user("a@example.org"), backend="people.backends.SchoolBackend")
    assert client.get("/admin/pages/", follow=True).status_code == 403

    client.force_login(User.objects.create_superuser("b@example.org"), backend="people.backends.SchoolBackend")
    assert client.get("/admin/login/?next=/admin/", follow=True).redirect_chain[-1] == ("/admin/", 302)
