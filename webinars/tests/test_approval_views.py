"""Requests for seats in the browser of who asks and in the admin, where coordinators decide and nobody else looks."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from webinars.approval import decide, take_back

from .factories import make_person, make_session
from .test_approval import asked, seated, selective

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    return selective(starts_at=timezone.now() + timedelta(days=3))


def test_from_the_page_of_the_event_to_the_request_and_back(signed_in, soon):
    person = make_person()
    browser, url = signed_in(person), f"/s/{soon.public_id}/request/"
    page = browser.get(soon.event.url).content.decode()
    assert (f'href="{url}"' in page, f'action="/s/{soon.public_id}/register/"' in page) == (True, False)
    assert browser.post(f"/s/{soon.public_id}/register/").status_code == 409

    assert browser.get(url).status_code == 200
    assert not soon.requests.exists()
    assert browser.post(url).url == soon.event.url
    assert f'href="{url}withdraw/"' in browser.get(soon.event.url).content.decode()
    assert soon.event.title in browser.get("/my/").content.decode()
    assert browser.post(f"{url}withdraw/").url == soon.event.url

    assert (soon.requests.get().state, soon.registrations.exists()) == ("taken_back", False)


def test_a_request_opens_neither_room_nor_calendar(signed_in, soon):
    person = make_person()
    asked(soon, person, now=timezone.now())
    browser = signed_in(person)

    assert browser.get(f"/s/{soon.public_id}/room/").status_code != 200
    assert browser.get("/my/calendar/").context["entries"] == []


def decide_url(name, *requests):
    return f"{reverse('seat_request:decide', args=[name])}?" + "&".join(f"id={one.pk}" for one in requests)


@pytest.fixture
def coordinator(signed_in):
    person = make_person()
    person.user.is_staff = person.user.is_superuser = True
    person.user.save()
    return signed_in(person)


def test_a_coordinator_approves_several_and_each_is_decided_by_itself(coordinator, soon):
    now = timezone.now()
    first, second, gone = (asked(soon, now=now) for _ in range(3))
    take_back(person=gone.person, session=soon, now=now)

    assert coordinator.get(reverse("seat_request:index")).status_code == 200
    assert str(first) in coordinator.get(decide_url("approve", first)).content.decode()
    assert not soon.registrations.exists()
    coordinator.post(decide_url("approve", first, second, gone))

    assert set(seated(soon)) == {first.person, second.person}


def test_a_coordinator_declines_with_a_reason_only(coordinator, soon):
    request = asked(soon, now=timezone.now())

    assert coordinator.post(decide_url("decline", request), {"reason": " "}).status_code == 200
    assert coordinator.post(decide_url("decline", request), {"reason": "Пізно"}).status_code == 302
    assert coordinator.get(decide_url("decline") + "id=x&id=9" * 2).status_code == 302

    request.refresh_from_db()
    assert (request.state, request.reason) == ("declined", "Пізно")
    page = coordinator.get(reverse("seat_request:inspect", args=[request.pk])).content.decode()
    assert "Пізно" in page


def test_nobody_else_decides_or_looks(signed_in, soon):
    request = asked(soon, now=timezone.now())
    for browser in (signed_in(request.person), signed_in(make_person(), "view_session")):
        for url in (reverse("seat_request:index"), decide_url("approve", request)):
            assert browser.post(url).status_code in (302, 403, 405)
    request.refresh_from_db()
    assert (request.state, seated(soon)) == ("waiting", [])


def test_the_list_takes_as_many_queries_for_three_as_for_one(coordinator, soon):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            coordinator.get(reverse("seat_request:index"))
        return len(seen)

    asked(soon, now=timezone.now())
    queries()
    before = queries()
    for _request in range(2):
        asked(soon, now=timezone.now())

    assert queries() == before


def test_who_is_approved_for_two_dates_in_one_go_gets_one_mail(coordinator, soon):
    person, now = make_person(), timezone.now()
    later = make_session(event=soon.event, starts_at=soon.starts_at + timedelta(days=7))
    requests = [asked(session, person, now=now) for session in (soon, later)]
    mail.outbox.clear()

    coordinator.post(decide_url("approve", *requests))

    assert [message.to for message in mail.outbox] == [[person.email]]
    assert len(re.findall("^– ", mail.outbox[0].body, re.MULTILINE)) == 2


def test_the_reason_of_a_decline_stands_on_the_page_of_who_asked_and_of_nobody_else(signed_in, soon):
    request = asked(soon, now=timezone.now())
    decide(request=request, approved=False, reason="Лише <нові> громади", by=None, now=timezone.now())

    for path in (soon.event.url, f"/s/{soon.public_id}/request/"):
        assert "Лише &lt;нові&gt; громади" in signed_in(request.person).get(path).content.decode()
        assert "громади" not in signed_in(make_person()).get(path).content.decode()
