"""Marks that a phone kept while the line was away: taken once, and what two devices say differently is shown."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.models import SheetMark

from .factories import make_person, make_session, session_around
from .test_sheet import marked, seated, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар")


@pytest.fixture
def session(host):
    return session_around(host=host)


def said(person, *, here=True, seen=0, key=None, minutes_ago=5):
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return {
        "key": str(key or uuid4()),
        "person": person.pk,
        "here": here,
        "seen": seen,
        "at": at.timestamp() * 1000 // 1,
    }


def send(client, session, *marks):
    return client.post(f"{url(session)}marks/", json.dumps({"marks": marks}), content_type="application/json")


def version(answer, person):
    return next(row.version for row in answer.context["rows"] if row.person == person)


def disputes(answer):
    return {row.person: row.dispute.here for row in answer.context["rows"] if row.dispute}


def test_marks_that_come_late_are_taken_once(signed_in, session, host):
    olena, taras = seated(session), seated(session)
    client, marks = signed_in(host), [said(olena), said(taras)]

    first = send(client, session, *marks)
    again = send(client, session, *marks)

    assert (first.status_code, again.status_code, marked(session)) == (200, 200, {olena, taras})
    assert SheetMark.objects.count() == 2
    mark = SheetMark.objects.first()
    assert (mark.by, mark.received_at - mark.said_at >= timedelta(minutes=5)) == (host, True)


def test_a_mark_sent_twice_does_not_undo_what_came_between(signed_in, session, host):
    olena = seated(session)
    client, mark = signed_in(host), said(olena)
    seen = version(send(client, session, mark), olena)
    send(client, session, said(olena, here=False, seen=seen))

    answer = send(client, session, mark)

    assert (marked(session), disputes(answer)) == (set(), {})


def test_what_two_devices_say_differently_is_kept_shown_and_settled(signed_in, session, host):
    olena = seated(session)
    client = signed_in(host)
    seen = version(send(client, session, said(olena)), olena)
    send(client, session, said(olena, here=False, seen=seen))

    answer = send(client, session, said(olena, here=True, seen=seen))  # the other phone knew only the first

    assert (marked(session), disputes(answer)) == (set(), {olena: True})
    assert disputes(client.get(url(session))) == {olena: True}
    client.post(url(session), {"settle": olena.pk})
    assert (marked(session), disputes(client.get(url(session)))) == (set(), {})
    assert SheetMark.objects.filter(person=olena).count() == 4


def test_a_new_tick_settles_it_too(signed_in, session, host):
    olena = seated(session)
    client = signed_in(host)
    first = version(send(client, session, said(olena)), olena)
    second = version(send(client, session, said(olena, here=False, seen=first)), olena)
    send(client, session, said(olena, seen=first))

    answer = send(client, session, said(olena, seen=second))

    assert (marked(session), disputes(answer)) == ({olena}, {})


def test_one_device_never_disputes_itself(signed_in, session, host):
    """The answer to the first was lost: the device knows nothing of it, and sends it again before the second."""
    olena = seated(session)
    client, first = signed_in(host), said(olena)
    send(client, session, first)

    answer = send(client, session, first, said(olena, here=False))

    assert (marked(session), disputes(answer)) == (set(), {})


def test_two_devices_that_agree_dispute_nothing(signed_in, session, host):
    olena = seated(session)
    client = signed_in(host)
    send(client, session, said(olena))

    assert disputes(send(client, session, said(olena))) == {}
    assert marked(session) == {olena}


def test_who_gave_the_seat_back_meanwhile_is_marked_and_a_stranger_is_not(signed_in, session, host):
    olena, stranger = seated(session), make_person()
    session.registrations.update(cancelled_at=timezone.now())

    answer = send(signed_in(host), session, said(olena), said(stranger))

    assert (answer.status_code, marked(session)) == (200, {olena})


def test_only_the_host_and_planners_send_marks(client, signed_in, session):
    olena = seated(session)
    assert send(client, session, said(olena)).status_code == 302
    assert send(signed_in(olena), session, said(olena)).status_code == 403
    other = session_around(host=olena)
    assert send(signed_in(olena), other, said(olena)).status_code == 200
    assert (marked(session), marked(other)) == (set(), set())
    assert send(signed_in(make_person(), "change_session"), session, said(olena)).status_code == 200
    assert marked(session) == {olena}


def test_before_the_time_all_of_it_is_refused_in_words(signed_in, host):
    session = make_session(starts_at=timezone.now() + timedelta(days=1), host=host)
    olena = seated(session)

    answer = send(signed_in(host), session, said(olena))

    assert (answer.status_code, SheetMark.objects.count()) == (409, 0)
    assert answer.context["problem"] in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"marks": 1}', '{"marks": [1]}', '{"marks": [{"key": "x"}]}', '{"marks": [[]]}', "[" * 9000],
)
def test_what_holds_no_marks_is_refused(signed_in, session, host, body):
    answer = signed_in(host).post(f"{url(session)}marks/", body, content_type="application/json")

    assert answer.status_code == 400


def test_more_marks_than_a_hall_holds_are_refused(signed_in, session, host):
    olena = seated(session)

    assert send(signed_in(host), session, *[said(olena)] * 1001).status_code == 400
    assert SheetMark.objects.count() == 0


def test_one_button_marks_everybody(signed_in, session, host):
    people = {seated(session), seated(session), seated(session)}

    signed_in(host).post(url(session), {"everybody": "on"})

    assert marked(session) == people


def test_the_sheet_costs_the_same_with_marks_of_three_as_of_one(signed_in, session, host):
    client, counts = signed_in(host), []
    for number in (1, 2):
        people = [seated(session) for _ in range(number)]
        send(client, session, *map(said, people))
        client.get(url(session))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(session))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_worker_is_a_script_for_sheets_alone(client):
    answer = client.get("/t/e/worker.js")

    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/javascript")
