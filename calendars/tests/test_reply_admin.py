"""The page of the mailbox, as a coordinator sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from calendars.models import ReplyMailbox
from calendars.reading import mailbox_name
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, settings):
    """What a coordinator reads of a mailbox in this state."""
    settings.REPLIES_HOST, settings.REPLIES_USER = "imap.school.example", "vidpovidi@school.example"
    settings.LANGUAGE_CODE = "en"
    sync_roles()
    user = User.objects.create_user("coordinator@example.org")
    add_to_role(user=user, role=COORDINATORS)
    client.force_login(user, backend="people.backends.SchoolBackend")

    def read(**state):
        if state:
            ReplyMailbox.objects.create(name=mailbox_name(), **state)
        with translation.override("en"):
            return client.get(reverse("reply_mailbox:index")).content.decode()

    return read


def test_a_mailbox_that_is_read(page):
    now = timezone.now()

    text = page(tried_at=now, read_at=now, taken=12)

    assert "It is read" in text
    assert "<td>12</td>" in text


def test_a_mailbox_that_cannot_be_read(page):
    text = page(tried_at=timezone.now(), error="wrong password")

    assert "It cannot be read" in text
    assert "wrong password" in text


def test_what_was_left_for_people_is_said_with_its_reason(page):
    now = timezone.now()

    text = page(tried_at=now, read_at=now, left=2, left_at=now, problem="sender")

    assert "It came from another address than the one invited." in text


@pytest.mark.parametrize("state", [{}, {"tried_at": timezone.now() - timedelta(hours=2)}])
def test_a_worker_that_is_down_shows(page, state):
    assert "It was not read in the last half hour" in page(**state)


def test_without_a_mailbox_it_says_where_answers_go(page, settings):
    settings.REPLIES_HOST, settings.CONTACT_EMAIL = "", "pryimalnia@school.example"

    text = page()

    assert "Answers are not read." in text
    assert "pryimalnia@school.example" in text
    assert "Read now" not in text


def test_reading_now_asks_the_worker(page, client, settings):
    settings.REPLIES_PORT, settings.REPLIES_HOST = 1, "127.0.0.1"

    assert client.post(reverse("reply_mailbox:index")).status_code == 302
    assert "It cannot be read" in page()


def test_trainers_have_no_business_with_it(client):
    sync_roles()
    user = User.objects.create_user("trainer@example.org")
    add_to_role(user=user, role=TRAINERS)
    client.force_login(user, backend="people.backends.SchoolBackend")

    assert client.get(reverse("reply_mailbox:index")).status_code in (302, 403)
