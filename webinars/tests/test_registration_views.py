from datetime import timedelta

import pytest
from django.utils import timezone

from webinars.registration import register

from .factories import make_person, make_session, session_around

pytestmark = pytest.mark.django_db


def url(session, what):
    return f"/s/{session.public_id}/{what}/"


def test_opening_the_page_registers_nobody(signed_in):
    session = session_around()

    response = signed_in(make_person()).get(url(session, "register"))

    assert (response.status_code, session.registrations.count()) == (200, 0)
    assert '<form method="post"' in response.content.decode()


def test_signing_in_leads_back_to_the_question(client):
    session = session_around()

    response = client.post(url(session, "register"))

    assert (response.status_code, response.url.partition("?")[2]) == (302, f"next={url(session, 'register')}")
    assert not session.registrations.exists()


def test_a_post_registers_and_a_second_one_changes_nothing(signed_in):
    session, person = session_around(), make_person()
    client = signed_in(person)

    for _time in range(2):
        response = client.post(url(session, "register"))
        assert (response.status_code, response.url) == (302, session.event.url)

    assert [row.person for row in session.registrations.all()] == [person]


def test_a_full_session_says_so(signed_in):
    session = session_around(capacity=1)
    register(person=make_person(), session=session, now=timezone.now())

    response = signed_in(make_person()).post(url(session, "register"))

    assert (response.status_code, response.context["card"].may_register) == (409, False)
    assert response.context["problem"] in response.content.decode()
    assert session.registrations.count() == 1


def test_withdrawing_asks_first(signed_in):
    session, person = session_around(), make_person()
    register(person=person, session=session, now=timezone.now())
    client = signed_in(person)

    assert client.get(url(session, "withdraw")).status_code == 200
    assert session.registrations.active().count() == 1
    assert client.post(url(session, "withdraw")).url == session.event.url
    assert session.registrations.active().count() == 0


def test_withdrawing_from_what_is_over_is_refused(signed_in):
    session, person = make_session(starts_at=timezone.now() - timedelta(days=1)), make_person()
    session.registrations.create(person=person, created_at=timezone.now())

    response = signed_in(person).post(url(session, "withdraw"))

    assert (response.status_code, session.registrations.active().count()) == (409, 1)


def test_an_account_without_a_person_is_turned_away(client):
    person = make_person()
    user = person.user
    person.user = None
    person.save()
    client.force_login(user, backend="people.backends.SchoolBackend")

    assert client.post(url(session_around(), "register")).status_code == 403
