"""Check-in in the hall: codes that grow old, the way to the button, who may press it, and what it records."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from webinars.attendance import decide
from webinars.check_in import TRIES, check_in, code_of, is_shown, session_of
from webinars.exceptions import CheckInRefused, NotRegistered
from webinars.models import AttendanceInterval

from .factories import make_person, make_session, session_around
from .test_concurrency import at_once

pytestmark = pytest.mark.django_db

START = datetime(2027, 1, 19, 16, tzinfo=UTC)
HALL = {"mode": "in_person", "place": "Бібліотека"}


def hall(**fields):
    return make_session(starts_at=START, minutes=100, **{**HALL, **fields})


def hall_around(**fields):
    return session_around(**{**HALL, **fields})


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))
    return person


def after(**time):
    return START + timedelta(**time)


def scan_path(session, now=None):
    return f"/here/{session.public_id}/{code_of(session, now=now or timezone.now()).token}/"


def recorded(session):
    return {row.person: row.started_at for row in session.intervals.filter(source=AttendanceInterval.Source.QR)}


def test_a_code_is_good_for_half_a_minute_and_one_more():
    session = hall()
    token = code_of(session, now=after(seconds=5)).token

    good = [second for second in range(-30, 120, 5) if is_shown(session, token, now=after(seconds=second))]

    assert good == list(range(0, 60, 5))
    assert code_of(session, now=after(seconds=5)).seconds_left == 25


def test_codes_of_sessions_and_of_half_minutes_differ():
    one, other = hall(), hall()
    found = [code_of(session, now=after(seconds=step)) for session in (one, other) for step in (0, 30, 60)]

    assert len({code.token for code in found}) == len({code.digits for code in found}) == 6
    assert all(re.fullmatch(r"\d{6}", code.digits) for code in found)
    assert not is_shown(one, code_of(other, now=START).token, now=START)
    assert not is_shown(one, "", now=START)


def test_presence_is_recorded_from_the_check_in_to_the_end_once():
    session = hall()
    person = seated(session)

    first = check_in(person=person, session=session, now=after(minutes=20))
    again = check_in(person=person, session=session, now=after(minutes=50))

    assert (first, first.source, first.started_at, first.ended_at) == (again, "qr", after(minutes=20), session.ends_at)
    decide(session=session, now=after(hours=3))
    assert (session.attendances.get().status, session.attendances.get().percent) == ("present", 80)


def test_who_comes_early_is_there_from_the_start_and_no_longer_than_the_session():
    session = hall()
    person = seated(session)
    check_in(person=person, session=session, now=after(minutes=-50))

    decide(session=session, now=after(hours=3))

    assert session.attendances.get(person=person).percent == 100


@pytest.mark.parametrize(
    ("fields", "minute", "says"),
    [
        ({}, -61, "Check-in opens on"),
        ({}, 100, "is over"),
        ({"mode": "online"}, 5, "online"),
        ({"state": "cancelled"}, 5, "does not take place"),
        ({"state": "draft"}, 5, "does not take place"),
    ],
)
def test_outside_its_time_and_place_nobody_checks_in(fields, minute, says):
    session = hall(**fields)

    with translation.override("en"), pytest.raises(CheckInRefused, match=says):
        check_in(person=seated(session), session=session, now=after(minutes=minute))

    assert not session.intervals.exists()


def test_only_those_with_a_seat_check_in():
    session, stranger = hall(), make_person()
    left = seated(session)
    session.registrations.update(cancelled_at=START)

    for person in (stranger, left):
        with pytest.raises(NotRegistered):
            check_in(person=person, session=session, now=START)


def test_digits_are_those_of_one_open_session():
    session, over, online = hall(), hall(), hall(mode="online")
    person = seated(session)
    over.starts_at, over.ends_at = after(hours=-3), after(hours=-1)
    over.save()

    def found(shown):
        return session_of(code_of(shown, now=START).digits, person=person, now=START)

    assert [found(shown) for shown in (session, over, online)] == [session, None, None]


def test_who_guesses_too_often_waits():
    session = hall()
    person, digits = seated(session), code_of(session, now=START).digits
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    for _try in range(TRIES):
        assert session_of(wrong, person=person, now=START) is None

    with pytest.raises(CheckInRefused):
        session_of(digits, person=person, now=START)

    assert session_of(digits, person=make_person(), now=START) == session
    later = after(minutes=5)
    assert session_of(code_of(session, now=later).digits, person=person, now=later) == session


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


def test_the_card_offers_check_in_to_those_with_a_seat_while_it_is_open(signed_in):
    session = hall_around()
    person, stranger = seated(session), make_person()

    def offered(client):
        return 'href="/here/"' in client.get(session.event.url).content.decode()

    assert offered(signed_in(person))
    assert not offered(signed_in(stranger))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_is_once():
    session = hall()
    person = seated(session)

    first, second = at_once(*[lambda: check_in(person=person, session=session, now=START)] * 2)

    assert first == second
    assert session.intervals.count() == 1
