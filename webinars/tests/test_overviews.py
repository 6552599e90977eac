"""Attendance over several sessions: who reads it, what it counts, and what stands in its files."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from webinars.attendance import correct, decide
from webinars.catching_up.checking import answer_check
from webinars.catching_up.opening import open_catch_up
from webinars.models import Session
from webinars.outages import declare_outage
from webinars.rule_versions import change_rule, newest_rule

from .factories import make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db
STATUSES = ["present", "came late", "left early", "attended afterwards", "excused", "absent", "not yet known"]


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар")


def held(event, host, *, days_ago, minutes=100):
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(days=days_ago, minutes=minutes + 60)
    return make_session(event=event, starts_at=starts, minutes=minutes, host=host)


def seat(session, person):
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))


def seen(session, person, start, end, source="room"):
    times = {"started_at": session.starts_at + timedelta(minutes=start)}
    times["ended_at"] = session.starts_at + timedelta(minutes=end)
    session.intervals.create(person=person, source=source, **times)


def strict_rule(event, by):
    newest = newest_rule(event.pk)
    terms = {name: getattr(newest, name) for name in newest.TERMS} | {"late_after": 10, "early_before": 10}
    return change_rule(event=event, terms=terms, reason="Вправи", seen=newest.number, by=by, now=timezone.now())


@pytest.fixture
def everything(host):
    """One person with each of the statuses, in seven sessions of one event."""
    event, person, now = make_event(title="Читаємо бюджет"), make_person(name="Олена Коваль"), timezone.now()
    strict_rule(event, host)
    sessions = [held(event, host, days_ago=7 - place) for place in range(7)]
    for session in sessions:
        seat(session, person)
    present, late, early, later, excused, _absent, _unknown = sessions
    seen(present, person, 0, 100)
    seen(late, person, 20, 100)
    seen(early, person, 0, 80)
    dark = {"started_at": excused.starts_at, "ended_at": excused.ends_at, "reason": "Не було світла"}
    declare_outage(session=excused, by=host, now=now, **dark)
    for session in sessions[:-1]:
        decide(session=session, now=now)
    questions = [{"text": "Хто ухвалює бюджет?", "answers": ["рада", "голова"]}]
    check = {"days": 30, "url": "", "note": "Конспект", "questions": questions, "by": host, "now": now}
    catch_up = open_catch_up(session=later, **check)
    answer_check(catch_up=catch_up, person=person, number=1, places=[0], now=now)
    return event, person, sessions


def event_url(event, what="/"):
    return f"/t/events/{event.pk}/attendance{what}"


def person_url(person, what="/"):
    return f"/t/people/{person.public_id}/attendance{what}"


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_status_is_counted_by_its_name(signed_in, host, everything):
    event, person, sessions = everything
    client = signed_in(make_person(), "change_session")

    of_event = client.get(event_url(event))
    of_person = client.get(person_url(person))

    (summary,) = of_event.context["people"]
    assert (summary.of, summary.number, summary.credited) == (person, 7, 4)
    assert summary.words == [(status, 1) for status in STATUSES]
    assert of_person.context["summary"].words == summary.words
    assert [entry.line.status for entry, _signed in of_person.context["rows"]] == STATUSES[::-1]
    assert [row.words for row, _signed in of_event.context["sessions"]] == [[(status, 1)] for status in STATUSES]
    assert summary.minutes == 100 + 80 + 80


@pytest.mark.parametrize("whose", ["event", "person"])
def test_the_files_have_the_evidence(signed_in, everything, whose):
    event, person, sessions = everything
    sessions[0].signed_sheets.create(
        name="arkush.jpg", size=1, digest="ab" * 32, added_by=person, added_at=timezone.now()
    )
    client = signed_in(make_person(), "change_session")
    address = event_url(event, "") if whose == "event" else person_url(person, "")

    rows = sorted(rows_of(client.get(f"{address}.csv")), key=lambda row: row["Starts (Kyiv time)"])
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content)).active

    assert [list(row.values())[5] for row in rows] == STATUSES
    assert rows[0]["Evidence"].startswith("room server ")
    assert rows[0]["Signed sheets"] == "arkush.jpg (abababababab)"
    assert rows[3]["Rule"] == "share-1:60,late10,early10+later-1"
    assert rows[3]["Evidence"].startswith("check passed on ")
    assert rows[4]["Evidence"].startswith("declared outage ")
    assert book.max_row == 8
    assert client.get(f"{address}.pdf").status_code == 404


def test_a_correction_stands_beside_what_was_measured(signed_in, host, everything):
    event, person, sessions = everything
    absent = sessions[5].attendances.get()
    correct(attendance=absent, status="excused", reason="Хвороба", by=host, now=timezone.now())

    rows = rows_of(signed_in(host).get(event_url(event, ".csv")))

    assert [row["Correction"].partition(" (")[0] for row in rows if row["Correction"]] == ["Хвороба"]


def test_hosts_read_their_own_sessions_planners_all_others_nothing(client, signed_in, host, everything):
    event, person, sessions = everything
    other = make_person()
    Session.objects.filter(pk=sessions[0].pk).update(host=other)

    assert client.get(event_url(event)).status_code == client.get(person_url(person)).status_code == 302
    browser = signed_in(other)
    assert len(browser.get(event_url(event)).context["sessions"]) == 1
    assert len(rows_of(browser.get(event_url(event, ".csv")))) == 1
    for what in ("/", ".csv", ".xlsx"):
        assert signed_in(person).get(event_url(event, what)).status_code == 403
        assert signed_in(person).get(person_url(person, what)).status_code == 403
        assert signed_in(host).get(person_url(person, what)).status_code == 403


def test_a_series_can_be_read_alone(signed_in, host):
    now = timezone.now()
    event, planner = make_event(), make_person()
    weeks = make_weeks(event=event, number=2, first_on=(now - timedelta(days=20)).date(), now=now - timedelta(days=40))
    single = held(event, host, days_ago=1)
    person = make_person()
    for session in (*weeks, single):
        seat(session, person)
    client = signed_in(planner, "change_session")

    whole = client.get(event_url(event)).context["sessions"]
    series = client.get(event_url(event) + f"?series={weeks[0].series_id}").context["sessions"]

    assert ([row.of for row, _signed in whole], [row.of for row, _signed in series]) == ([*weeks, single], weeks)


def test_private_sessions_and_those_to_come_are_left_out(signed_in, host):
    event, person = make_event(), make_person()
    private, coming = (
        held(event, host, days_ago=1),
        make_session(event=event, starts_at=timezone.now() + timedelta(days=1)),
    )
    Session.objects.filter(pk=private.pk).update(kept_by="consultation")
    for session in (private, coming):
        seat(session, person)
    client = signed_in(make_person(), "change_session")

    assert client.get(event_url(event)).context["sessions"] == []
    assert client.get(person_url(person)).context["rows"] == []


def test_three_cost_as_many_queries_as_one(signed_in, host):
    event, person, client = make_event(), make_person(), signed_in(make_person(), "change_session")

    def add(days_ago):
        session = held(event, host, days_ago=days_ago)
        for one in (person, make_person()):
            seat(session, one)
            seen(session, one, 0, 90)
        decide(session=session, now=timezone.now())
        late = make_person()
        seen(session, late, 0, 50)
        correct(
            attendance=session.attendances.get(person=person), status="late", reason="x", by=host, now=timezone.now()
        )

    def queries():
        counts = []
        for address in (event_url(event), event_url(event, ".csv"), person_url(person), person_url(person, ".csv")):
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    add(1)
    one = queries()
    add(2)
    add(3)
    assert queries() == one
