"""Check-in in the hall on its pages: from the host's screen to the button, and back from the sheet."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from webinars.check_in import check_in, code_of, number_here, session_of

from .factories import make_person, make_session
from .halls import HALL, hall_around, recorded, scan_path, seated

pytestmark = pytest.mark.django_db


def test_scanning_leads_to_a_button_and_the_button_records(signed_in):
    session = hall_around()
    person = seated(session)
    client = signed_in(person)

    answer = client.get(scan_path(session), follow=True)
    assert (answer.redirect_chain, recorded(session)) == ([(f"/here/{session.public_id}/", 302)], {})

    answer = client.post(f"/here/{session.public_id}/", follow=True)
    assert list(recorded(session)) == [person]
    assert "<button" not in re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]


def test_one_may_sign_in_between_the_code_and_the_button(client):
    session = hall_around()
    person = seated(session)

    answer = client.get(scan_path(session), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/login/?next=/here/")
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    client.post(f"/here/{session.public_id}/")

    assert list(recorded(session)) == [person]


def test_without_a_code_or_long_after_it_there_is_no_button(signed_in, client):
    session = hall_around()
    client = signed_in(seated(session))

    assert client.post(f"/here/{session.public_id}/").url == "/here/"
    client.get(scan_path(session))
    browser = client.session
    browser["check_in_seen"] = {str(session.public_id): (timezone.now() - timedelta(minutes=11)).timestamp()}
    browser.save()
    assert client.post(f"/here/{session.public_id}/").url == "/here/"
    assert recorded(session) == {}


def test_an_old_code_says_so_and_remembers_nobody(client):
    session = hall_around()
    old = scan_path(session, now=timezone.now() - timedelta(seconds=90))

    assert client.get(old).status_code == 410
    assert not BrowserSession.objects.exists()


def test_typing_the_digits_does_the_same_as_scanning(signed_in):
    session = hall_around()
    person = seated(session)
    client, digits = signed_in(person), code_of(session, now=timezone.now()).digits

    assert client.get("/here/").status_code == 200
    assert client.post("/here/", {"digits": "no"}).status_code == 422
    assert client.post("/here/", {"digits": f"{digits[:3]} {digits[3:]}"}).url == f"/here/{session.public_id}/"
    client.post(f"/here/{session.public_id}/")

    assert list(recorded(session)) == [person]


def test_who_is_not_registered_is_told_where_to_register(signed_in):
    session = hall_around()
    client = signed_in(make_person())

    page = client.get(scan_path(session), follow=True).content.decode()
    refused = client.post(f"/here/{session.public_id}/")

    assert f"/s/{session.public_id}/register/" in page
    assert (refused.status_code, recorded(session)) == (409, {})


def test_before_the_time_the_page_says_when(signed_in):
    session = make_session(starts_at=timezone.now() + timedelta(hours=5), **HALL)

    answer = signed_in(seated(session)).get(f"/here/{session.public_id}/")

    assert (answer.status_code, answer.context["refusal"].opens_at) == (409, session.starts_at - timedelta(hours=1))


def test_the_screen_is_the_hosts_and_shows_a_code_that_works(signed_in, client):
    session = hall_around(host=make_person(name="Тарас Бондар"))
    person, address = seated(session), f"/t/e/{session.public_id}/qr/"
    assert client.get(address).status_code == 302
    assert signed_in(person).get(address).status_code == 403

    page = signed_in(session.host).get(address)

    code, text = page.context["code"], page.content.decode()
    assert session_of(code.digits, person=person, now=timezone.now()) == session
    assert f'<noscript><meta http-equiv="refresh" content="{code.seconds_left}">' in text
    assert "<svg" in text and "style=" not in text
    assert page["Cache-Control"].startswith("max-age=0")


def test_the_screen_before_the_time_says_when(signed_in):
    session = make_session(starts_at=timezone.now() + timedelta(hours=5), host=make_person(), **HALL)

    page = signed_in(session.host).get(f"/t/e/{session.public_id}/qr/")

    assert page.context["refusal"].opens_at == session.starts_at - timedelta(hours=1)
    assert 'id="check-in"' not in page.content.decode()


def test_the_screen_counts_people_in_a_constant_number_of_queries(signed_in):
    session = hall_around(host=make_person())
    client, counts, shown = signed_in(session.host), [], []
    for more in (1, 2):
        for _person in range(more):
            check_in(person=seated(session), session=session, now=timezone.now())
        client.get(f"/t/e/{session.public_id}/qr/")
        with CaptureQueriesContext(connection) as queries:
            shown.append(client.get(f"/t/e/{session.public_id}/qr/").context["here"])
        counts.append(len(queries))

    assert (shown, counts[0]) == ([1, 3], counts[1])


def test_the_host_takes_back_who_is_not_there_and_that_stays_on_record(signed_in):
    session = hall_around(host=make_person(name="Тарас Бондар"))
    person = seated(session, name="Олена Коваль")
    interval = check_in(person=person, session=session, now=timezone.now())
    address = f"/t/e/{session.public_id}/qr/{interval.pk}/withdraw/"
    assert signed_in(person).post(address).status_code == 403

    client = signed_in(session.host)
    assert address in client.get(f"/t/e/{session.public_id}/").content.decode()
    assert client.post(address).url == f"/t/e/{session.public_id}/"
    assert client.post(address).status_code == 404

    assert (number_here(session), session.intervals.count()) == (0, 1)
    entry = ModelLogEntry.objects.get(action="webinars.check_in.take_back")
    assert entry.data["person"] == str(person.public_id)
    again = check_in(person=person, session=session, now=timezone.now())
    assert (again == interval, number_here(session)) == (False, 1)


def test_the_card_offers_check_in_to_those_with_a_seat_while_it_is_open(signed_in):
    session = hall_around()
    person, stranger = seated(session), make_person()

    def offered(client):
        return 'href="/here/"' in client.get(session.event.url).content.decode()

    assert offered(signed_in(person))
    assert not offered(signed_in(stranger))


def test_the_sheet_with_check_ins_costs_no_query_for_each_person(signed_in):
    session = hall_around(host=make_person())
    client, address, counts = signed_in(session.host), f"/t/e/{session.public_id}/", []
    for more in (1, 2):
        for _person in range(more):
            check_in(person=seated(session), session=session, now=timezone.now())
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
