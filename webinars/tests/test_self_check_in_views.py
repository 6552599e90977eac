"""Self check-in on its pages: who sees the button and where, by account and by link, and the host who opens it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.check_in import number_here
from webinars.guests.links import token_of
from webinars.rule_versions import change_rule
from webinars.self_check_in import open_window, own_words, say_here

from .factories import make_person, session_around
from .halls import seated
from .test_recomputing import USUAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return session_around(host=make_person(name="Тарас Бондар"))


def opened(session):
    return open_window(session=session, minutes=10, by=session.host, now=timezone.now())


def here(session):
    return f"/s/{session.public_id}/here/"


def desk(session):
    return f"/t/e/{session.public_id}/here/"


def test_opening_the_page_records_nobody_and_the_button_does(signed_in, session):
    person = seated(session)
    client = signed_in(person)
    assert "<form method" not in main_of(client.get(here(session)))
    opened(session)

    assert "<form method" in main_of(client.get(here(session)))
    assert not session.intervals.exists()
    assert client.post(here(session)).url == here(session)

    assert own_words(session).get().person == person
    assert "<form method" not in main_of(client.get(here(session)))


def main_of(answer):
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_while_it_is_closed_and_without_a_seat_it_is_refused_in_words(signed_in, client, session):
    stranger = make_person()
    assert client.get(here(session)).status_code == 302
    assert client.post(here(session)).status_code == 302
    refused = signed_in(seated(session)).post(here(session))
    assert (refused.status_code, "not open now" in refused.content.decode()) == (409, True)
    opened(session)
    refused = signed_in(stranger).post(here(session))

    assert (refused.status_code, f"/s/{session.public_id}/register/" in refused.content.decode()) == (409, True)
    assert not session.intervals.exists()


def test_a_guest_checks_in_by_the_link_of_the_seat(client, session):
    guest = make_person(account=False, name="Ніна Левчук")
    session.registrations.create(person=guest, created_at=timezone.now())
    seat = f"/g/{token_of(guest, session)}/"
    assert f"{seat}here/" not in client.get(seat).content.decode()
    opened(session)

    assert f"{seat}here/" in client.get(seat).content.decode()
    assert client.post(f"{seat}here/").url == f"{seat}here/"
    assert own_words(session).get().person == guest
    assert client.post("/g/1-1-x/here/").status_code == 404


def test_the_pages_of_the_session_lead_there_while_it_is_open(signed_in, session):
    client = signed_in(seated(session))
    pages = [session.event.url, f"/s/{session.public_id}/beside/", f"/s/{session.public_id}/room/"]

    def leading():
        return [f'href="{here(session)}"' in client.get(page).content.decode() for page in pages]

    assert leading() == [False] * 3
    opened(session)
    assert leading() == [True] * 3
    assert f'href="{here(session)}"' not in signed_in(make_person()).get(pages[0]).content.decode()


def test_the_host_opens_prolongs_and_closes_it_and_others_may_not(signed_in, client, session):
    assert client.get(desk(session)).status_code == 302
    assert signed_in(seated(session)).post(desk(session), {"minutes": "5"}).status_code == 403
    host = signed_in(session.host)

    assert host.post(desk(session), {"minutes": "0"}).status_code == 422
    assert host.post(desk(session), {"minutes": "121"}).status_code == 422
    assert not session.check_in_windows.exists()
    assert host.post(desk(session), {"minutes": "5"}).url == desk(session)
    assert host.get(desk(session)).context["open"]
    assert host.post(desk(session), {"close": "1"}).url == desk(session)
    assert host.get(desk(session)).context["open"] is None


def test_before_its_time_the_host_is_told_when(signed_in):
    session = session_around(now=timezone.now() + timedelta(days=1), host=make_person())
    host = signed_in(session.host)

    assert "from an hour before" in host.get(desk(session)).content.decode()
    assert host.post(desk(session), {"minutes": "5"}).status_code == 422


def test_on_the_sheet_it_is_not_being_seen_and_is_taken_back(signed_in, session):
    person = seated(session)
    opened(session)
    interval = say_here(person=person, session=session, now=timezone.now())
    host, sheet = signed_in(session.host), f"/t/e/{session.public_id}/"

    page = host.get(sheet)
    (row,) = page.context["rows"]
    assert (row.seen, row.seen_percent, row.own_word) == (False, 0, interval.started_at)
    assert (page.context["seen"], number_here(session)) == (0, 0)
    address = f"/t/e/{session.public_id}/qr/{interval.pk}/withdraw/"
    assert address in page.content.decode()
    assert host.post(address).url == sheet
    assert (own_words(session).count(), session.intervals.count()) == (0, 1)


def test_where_the_rule_believes_it_the_sheet_says_so(signed_in, session):
    terms = {**USUAL, "own_word": "counts"}
    change_rule(event=session.event, terms=terms, reason="Зум", seen=1, by=session.host, now=timezone.now())
    opened(session)
    say_here(person=seated(session), session=session, now=timezone.now())

    assert signed_in(session.host).get(f"/t/e/{session.public_id}/").context["seen"] == 1


def test_cards_sheets_and_the_desk_cost_no_query_for_each_person_or_session(signed_in, session):
    opened(session)
    person, counts = seated(session), []
    others = [session_around(event=session.event) for _more in range(2)]
    host = make_person()
    session.host = host
    session.save()
    for more in (0, 2):
        for other in others[:more]:
            other.registrations.create(person=person, created_at=timezone.now())
        for _one in range(1 + more):
            say_here(person=seated(session), session=session, now=timezone.now())
        looked = []
        for who, page in ((person, session.event.url), (host, f"/t/e/{session.public_id}/"), (host, desk(session))):
            client = signed_in(who)
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            looked.append(len(queries))
        counts.append(looked)

    assert counts[0] == counts[1]
