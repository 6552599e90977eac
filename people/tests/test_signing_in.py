"""Whoever writes until their session ends sees the text once more; whoever has written nothing signs in."""

import pytest
from django.urls import reverse

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
