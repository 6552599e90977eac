"""What the links of guests open, for how long and in which role; the switch in the admin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.accounts import follow_address
from people.models import Person, User
from webinars.guests.links import token_of
from webinars.guests.opening import HOURS, close_to_guests, open_to_guests
from webinars.guests.opening import token_of as mailed
from webinars.models import Session
from webinars.registration import register, withdraw

from .factories import make_member, make_person, make_session, session_around
from .guests import NINA, come, opened
from .test_live import claims_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return opened(make_session(starts_at=timezone.now() + timedelta(days=3)))


def test_links_end_with_the_address_the_key_and_their_time(client, session, monkeypatch):
    seat = come(client, session)
    person = Person.objects.get(email=NINA)
    old = reverse("guest_confirm", args=[session.guest_key, mailed(session, "other@example.org")])
    assert client.get(old).status_code == 200
    foreign = opened(make_session(event=session.event, starts_at=session.starts_at))
    token = mailed(session, NINA)
    assert client.get(reverse("guest_confirm", args=[foreign.guest_key, token])).status_code == 410
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + HOURS * 3600 + 1)
    assert client.get(old).status_code == 410
    monkeypatch.undo()

    close_to_guests(session=session, by=None)
    assert client.get(old).status_code == 404
    assert client.get(seat).status_code == 200
    open_to_guests(session=session, by=None)
    assert client.get(old).status_code == 404
    person.user = User.objects.create_user("moved@example.org")
    person.save()
    follow_address(user=person.user, email="moved@example.org")
    assert client.get(seat).status_code == 404


def test_a_token_fits_one_person_and_one_session(client, session):
    mine, other = make_person(account=False), make_person(account=False)
    token = token_of(mine, session)
    elsewhere = make_session(event=session.event)
    forged = [
        token.replace(token.split("-")[0], token_of(other, session).split("-")[0], 1),
        token_of(mine, elsewhere).split("-", 2)[0]
        + "-"
        + token_of(mine, elsewhere).split("-")[1]
        + "-"
        + token.split("-", 2)[2],
        "1-1-x",
        "x",
        "zzzzzzzzzzzzzzzzzz-1-x",
    ]

    assert client.get(f"/g/{token}/").status_code == 200
    for wrong in forged:
        for page in ("", "join/", "room/", "presence/"):
            assert client.get(f"/g/{wrong}/{page}").status_code == 404, wrong


def test_a_guest_is_a_participant_in_the_room_and_present_in_our_record(client, settings):
    session = opened(session_around())
    seat = come(client, session)
    person = Person.objects.get(email=NINA)

    assert client.get(f"{seat}join/").status_code == 200
    assert client.post(f"{seat}join/").url == f"{seat}room/"
    room = client.get(f"{seat}room/")

    claims = claims_of(room, settings)
    assert claims["context"]["user"].get("moderator") in (False, "false", None)
    assert claims["context"]["user"]["name"] == "Ніна Л."
    page = room.content.decode()
    assert ("Ніна Л." in page, "Левчук" in page) == (True, False)
    assert f'data-presence="{seat}presence/"' in page
    assert room["Referrer-Policy"] == "same-origin"  # the address of a guest's page is a key
    assert client.post(f"{seat}presence/").status_code == 204
    assert client.post(f"{seat}leave/").status_code == 204
    assert session.intervals.get().person == person


def test_by_the_link_even_a_host_is_a_participant_and_without_a_seat_nobody_enters(client, settings):
    host = make_person()
    session = opened(session_around(host=host))
    room = f"/g/{token_of(host, session)}/room/"
    assert client.get(room).status_code == 302

    register(person=host, session=session, now=timezone.now())

    shown = client.get(room)
    assert claims_of(shown, settings)["context"]["user"].get("moderator") in (False, "false", None)
    assert shown.context["sheet"] is False and "hosting" not in shown.context
    withdraw(person=host, session=session, now=timezone.now())
    assert client.post(f"/g/{token_of(host, session)}/presence/").status_code == 410


def test_a_coordinator_switches_it_on_and_off_in_the_admin_and_nobody_else(signed_in, session):
    planner = make_person()
    planner.user.is_staff = planner.user.is_superuser = True
    planner.user.save()
    browser, url = signed_in(planner), reverse("session:guests", args=[session.pk])
    assert f"/w/{session.guest_key}/" in browser.get(url).content.decode()
    assert url in browser.get(reverse("session:edit", args=[session.pk])).content.decode()

    browser.post(url, {"now": "on"})
    assert Session.objects.get(pk=session.pk).guest_key is None
    browser.post(url, {"now": "on"})  # sent twice
    assert Session.objects.get(pk=session.pk).guest_key is None
    browser.post(url, {"now": "off"})

    assert Session.objects.get(pk=session.pk).guest_key not in (None, session.guest_key)
    assert signed_in(make_person()).get(url).status_code != 200


def test_the_admin_says_who_registered_whom(signed_in, client, session):
    come(client, session)
    register(person=make_person(name="Самостійна Людина"), session=session, now=timezone.now())
    planner = make_person()
    planner.user.is_staff = planner.user.is_superuser = True
    planner.user.save()
    browser = signed_in(planner)

    page = browser.get(reverse("registration:index")).content.decode()
    listed = browser.get(reverse("way_in:index")).content.decode()

    assert page.count("by link, without an account") == 1
    assert ("Ніна Левчук" in listed, "Самостійна" in listed) == (True, False)


def test_lists_of_the_admin_cost_as_many_queries_for_three_as_for_one(signed_in, sent, organization, session):
    planner = make_person()
    planner.user.is_staff = planner.user.is_superuser = True
    planner.user.save()
    browser, urls = signed_in(planner), [reverse("registration:index"), reverse("way_in:index")]
    sent(session, make_member(organization))
    for url in urls:
        browser.get(url)  # texts that are put together once
    before = [queries(browser, url) for url in urls]

    for _number in range(2):
        sent(make_session(event=session.event, starts_at=session.ends_at), make_member(organization))

    assert [queries(browser, url) for url in urls] == before


def queries(browser, url):
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return len(found)
