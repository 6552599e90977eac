from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.models import AttendanceInterval

from .factories import make_person, make_session, session_around

pytestmark = pytest.mark.django_db


def url(session):
    return f"/t/e/{session.public_id}/"


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=timezone.now())
    return person


def marked(session):
    rows = session.intervals.filter(source=AttendanceInterval.Source.SHEET)
    return {row.person for row in rows}


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар")


@pytest.fixture
def session(host):
    return session_around(host=host)


def test_only_the_host_and_planners_see_the_list(client, signed_in, session, host):
    assert client.get(url(session)).status_code == 302
    participant = seated(session, name="Марія Левчук")

    assert signed_in(participant).get(url(session)).status_code == 403
    assert signed_in(participant).post(url(session), {"present": participant.pk}).status_code == 403
    assert "Марія Левчук" in signed_in(host).get(url(session)).content.decode()
    assert signed_in(make_person(), "change_session").get(url(session)).status_code == 200
    assert marked(session) == set()


def test_saving_marks_and_unmarks_the_difference(signed_in, session, host):
    olena, taras = seated(session), seated(session)
    client = signed_in(host)

    assert client.post(url(session), {"present": [olena.pk, taras.pk]}).url == url(session)
    assert marked(session) == {olena, taras}

    client.post(url(session), {"present": [taras.pk], "was": [olena.pk, taras.pk]})
    assert marked(session) == {taras}
    assert session.intervals.get().recorded_by == host


def test_two_phones_do_not_undo_each_other(signed_in, session, host):
    olena, taras = seated(session), seated(session)
    client = signed_in(host)

    client.post(url(session), {"present": [olena.pk]})
    client.post(url(session), {"present": [taras.pk]})  # this page was made before Olena was marked

    assert marked(session) == {olena, taras}


def test_nobody_outside_the_list_can_be_marked(signed_in, session, host):
    seated(session)
    stranger = make_person()

    response = signed_in(host).post(url(session), {"present": [stranger.pk]})

    assert (response.status_code, marked(session)) == (409, set())
    assert response.context["problem"] in response.content.decode()


def test_before_the_time_nothing_is_written(signed_in, host):
    session = make_session(starts_at=timezone.now() + timedelta(days=1), host=host)
    person = seated(session)

    response = signed_in(host).post(url(session), {"present": [person.pk]})

    assert (response.status_code, marked(session)) == (409, set())


def test_the_list_shows_what_was_seen_and_what_was_decided(signed_in, session, host):
    person = seated(session)
    half = session.starts_at + session.length / 2
    session.intervals.create(person=person, source="page", started_at=session.starts_at, ended_at=half)
    session.attendances.create(person=person, status="absent", percent=50, rule="share-1:60", decided_at=half)

    answer = signed_in(host).get(url(session))
    (row,) = answer.context["rows"]

    assert (row.person, row.marked, row.seen_percent, row.attendance.status) == (person, False, 50, "absent")
    assert (answer.context["here"], answer.context["seen"]) == (0, 1)


def test_the_list_costs_no_query_for_each_person(signed_in, session, host):
    client = signed_in(host)
    counts = []
    for more in (1, 2):
        for _person in range(more):
            seated(session)
        client.get(url(session))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(session))
        counts.append(len(queries))

    assert counts[0] == counts[1]
