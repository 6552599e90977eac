"""How many mails organizations and links for guests cause in a day; said beside the field, and nothing is lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people.limits import Limit, words_to_wait
from webinars.guests import views as guests
from webinars.models import WayIn
from webinars.organizations import limits

from .asking import asking_event
from .factories import NOON, make_contact, make_member, make_session
from .guests import NINA, opened, start_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def browser(signed_in, contact):
    return signed_in(contact)


def invite(browser, organization, session, *emails, **more):
    url = reverse("organization_event", args=[organization.pk, session.event_id])
    named = {f"email_{place}": email for place, email in enumerate(emails, 1)}
    named |= {f"name_{place}": "Ніна Левчук" for place, _email in enumerate(emails, 1)}
    return browser.post(url, {"dates": session.pk, **named, **more})


def few(monkeypatch, module, name, tries):
    limit = getattr(module, name)
    monkeypatch.setattr(module, name, Limit(limit.name, tries=tries, seconds=limit.seconds))


def test_an_organization_invites_so_many_in_a_day_and_another_is_not_held_back(
    browser, signed_in, organization, session, monkeypatch
):
    few(monkeypatch, limits, "INVITATIONS", 2)
    assert invite(browser, organization, session, "a@example.org").status_code == 302

    answer = invite(browser, organization, session, "b@example.org", "c@example.org")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email_2"])
    assert 'id="id_email_2_error"' in answer.content.decode() and "c@example.org" in answer.content.decode()
    assert WayIn.objects.count() == 1  # all of them or nobody
    assert invite(browser, organization, session, "b@example.org").status_code == 302
    member = make_member(organization)  # comes in at once, so nobody is invited
    assert invite(browser, organization, session, **{f"member_{member.pk}": "on"}).status_code == 302

    other = make_contact()
    assert invite(signed_in(other), other.organizations.get(), session, "d@example.org").status_code == 302


def test_members_who_are_asked_by_mail_count_too(browser, organization, monkeypatch):
    few(monkeypatch, limits, "INVITATIONS", 1)
    event, _food, _wish = asking_event()
    session = make_session(event=event, starts_at=timezone.now() + timedelta(days=3))
    ticks = {f"member_{make_member(organization).pk}": "on" for _ in range(2)}

    answer = invite(browser, organization, session, **ticks)

    assert list(answer.context["form"].errors) == [list(ticks)[1]]
    assert mail.outbox == []


def test_nobody_is_invited_and_taken_back_again_and_again(browser, organization, session):
    for _time in range(limits.TO_ONE.tries):
        assert invite(browser, organization, session, NINA).status_code == 302
        way_in = WayIn.objects.invited().get()
        browser.post(reverse("organization_take_back", args=[organization.pk, way_in.pk]))
    mails = len(mail.outbox)

    answer = invite(browser, organization, session, NINA.upper())

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email_1"])
    assert len(mail.outbox) == mails


def test_replacing_counts_as_well(browser, organization, session, monkeypatch):
    few(monkeypatch, limits, "INVITATIONS", 1)
    invite(browser, organization, session, NINA)
    way_in = WayIn.objects.get()
    url = reverse("organization_replace", args=[organization.pk, way_in.pk])

    answer = browser.post(url, {"name_1": "Олег", "email_1": "oleh@example.org"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email_1"])
    assert WayIn.objects.get().is_invited


@pytest.mark.parametrize("name", ["LINKS", "LINKS_OF_DAY", "LINKS_OF_SESSION", "MAILS"])
def test_each_limit_of_links_for_guests_is_said_beside_the_address(client, session, monkeypatch, name):
    few(monkeypatch, guests, name, 1)
    start = start_of(opened(session))
    assert client.post(start, {"email": NINA}).status_code == 200

    answer = client.post(start, {"email": NINA})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert NINA in answer.content.decode() and len(mail.outbox) == 1


@pytest.mark.parametrize(("seconds", "words"), [(600, "10 minutes"), (86400, "14 hours")])
def test_how_long_to_wait_is_said_in_minutes_or_in_hours(seconds, words):
    limit = Limit("test", tries=1, seconds=seconds)
    limit.count("me", now=NOON)

    assert words in words_to_wait(limit, "me", now=NOON)
    assert words_to_wait(limit, "you", now=NOON) == ""
