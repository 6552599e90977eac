"""The outbox as a coordinator sees it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendars.models import FeedToken, Invitation
from calendars.tokens import issue_token
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles

from .outbox import NOW, somebody, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """``staff(role)``: a browser of somebody with that role."""

    def sign_in(role):
        sync_roles()
        user = User.objects.create_user(f"{len(role)}@example.org")
        add_to_role(user=user, role=role)
        client.force_login(user, backend="people.backends.SchoolBackend")
        return client

    return sign_in


def failed(thing, number=1):
    thing.put(somebody(number), key=str(number))
    Invitation.objects.update(state="failed", attempts=7, error="SMTPRecipientsRefused: no such mailbox")
    return Invitation.objects.order_by("pk").last()


def test_a_coordinator_sees_what_failed_and_tries_again(staff, thing):
    browser, invitation = staff(COORDINATORS), failed(thing)
    page = browser.get(reverse("invitation:inspect", args=[invitation.pk]))
    again = reverse("invitation:again", args=[invitation.pk])
    assert "no such mailbox" in page.content.decode()
    assert again in page.content.decode()

    assert "no such mailbox" in browser.get(again).content.decode()
    assert states() == ["failed"]
    browser.post(again)

    assert states() == ["sent"]
    assert len(mail.outbox) == 1
    assert again not in browser.get(reverse("invitation:inspect", args=[invitation.pk])).content.decode()


def test_nobody_writes_the_outbox_by_hand(staff, thing):
    browser, invitation = staff(COORDINATORS), failed(thing)

    for name, arguments in (("add", []), ("edit", [invitation.pk]), ("delete", [invitation.pk])):
        assert browser.get(reverse(f"invitation:{name}", args=arguments)).status_code == 302


def test_a_trainer_neither_sees_nor_sends(staff, thing):
    browser, invitation = staff(TRAINERS), failed(thing)

    assert browser.get(reverse("invitation:index")).status_code == 302
    browser.post(reverse("invitation:again", args=[invitation.pk]))

    assert states() == ["failed"]


def test_the_list_costs_no_query_for_each_mail(staff, thing):
    browser, counts = staff(COORDINATORS), []
    for number in (1, 2, 3):
        failed(thing, number)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse("invitation:index")).status_code == 200
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_a_coordinator_sees_when_a_calendar_was_last_read_and_never_its_address(staff):
    person, browser = somebody(), staff(COORDINATORS)
    secret, now = issue_token(person=person, now=NOW), NOW + timedelta(days=3)
    FeedToken.objects.update(fetched_at=now)
    token = FeedToken.objects.get()

    pages = [browser.get(reverse("feed_token:index")), browser.get(reverse("feed_token:inspect", args=[token.pk]))]

    for page in pages:
        content = page.content.decode()
        assert person.legal_name in content
        assert secret not in content and token.token_hash not in content
    assert browser.get(reverse("feed_token:edit", args=[token.pk])).status_code == 302


def test_the_list_of_addresses_costs_no_query_for_each(staff):
    browser, counts = staff(COORDINATORS), []
    for number in (1, 2, 3):
        issue_token(person=somebody(number), now=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse("feed_token:index")).status_code == 200
        counts.append(len(queries))

    assert counts[1] == counts[2]
