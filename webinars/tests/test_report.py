"""The attendance report: who reads it, what stands in it, and what may be done from there."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from webinars.attendance import correct, decide
from webinars.models import Attendance
from webinars.outages import declare_outage

from .factories import make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар")


@pytest.fixture
def session(host):
    """An hour and forty minutes that ended an hour ago: a minute is a percent."""
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=160)
    return make_session(starts_at=starts, minutes=100, host=host)


def url(session, what=""):
    return f"/t/e/{session.public_id}/report{what or '/'}"


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))
    return person


def seen(session, person, start, end, source="room", reference=""):
    begin = session.starts_at
    times = {"started_at": begin + timedelta(minutes=start), "ended_at": begin + timedelta(minutes=end)}
    return session.intervals.create(person=person, source=source, reference=reference, **times)


def outage_data(session, start, end, **fields):
    times = [timezone.localtime(session.starts_at + timedelta(minutes=m)) for m in (start, end)]
    data = {name: f"{time:%Y-%m-%dT%H:%M}" for name, time in zip(["started_at", "ended_at"], times, strict=True)}
    return {**data, "region": "", "reason": "Не було світла", **fields}


def decide_as_shown(client, session):
    """Look at the report, then press its button: what was shown is what is carried out."""
    session.refresh_from_db()
    shown = client.get(url(session)).context["forecast"]
    return client.post(url(session, "/decide/"), {"digest": shown.digest if shown else ""})


def status(session, person):
    attendance = session.attendances.get(person=person)
    return attendance.status, attendance.percent


def test_only_the_host_and_planners_read_it(client, signed_in, session, host):
    assert client.get(url(session)).status_code == 302
    participant = seated(session, name="Марія Левчук")
    for what in ("/", ".csv", ".xlsx"):
        assert signed_in(participant).get(url(session, what)).status_code == 403

    assert "Марія Левчук" in signed_in(host).get(url(session)).content.decode()
    assert signed_in(make_person(), "change_session").get(url(session)).status_code == 200


@pytest.mark.parametrize("what", ["/decide/", "/outage/", "/outage/1/withdraw/"])
def test_the_host_changes_nothing_there(signed_in, session, host, what):
    seated(session)
    decide(session=session, now=timezone.now())
    client = signed_in(host)

    assert client.post(url(session, what)).status_code == 403
    correction = url(session, f"/{session.attendances.get().pk}/")
    assert client.post(correction, {"status": "present", "reason": "x"}).status_code == 403
    assert client.get(url(session, what)).status_code == 405


def test_each_line_shows_its_evidence(signed_in, session, host):
    person, unseen = seated(session, name="Анна Гнатюк"), seated(session, name="Борис Яременко")
    seen(session, person, 0, 40, reference="jid 1")
    seen(session, person, 30, 70, source="page")
    decide(session=session, now=timezone.now())

    first, second = signed_in(host).get(url(session)).context["lines"]

    assert (first.person, first.percent, first.minutes, first.status) == (person, 70, 70, "present")
    clocks = [f"{timezone.localtime(session.starts_at + timedelta(minutes=m)):%H:%M}" for m in (0, 40, 30, 70)]
    assert first.evidence_text == "room server {}–{}; own page {}–{}".format(*clocks)
    assert (second.person, second.evidence_text, second.status) == (unseen, "", "absent")


def test_before_the_decision_it_is_not_yet_known(signed_in, session, host):
    seated(session)

    (line,) = signed_in(host).get(url(session)).context["lines"]

    assert (line.status, line.would_be) == ("not yet known", "")


def test_the_file_has_the_evidence_and_no_formulas(signed_in, session, host):
    person = seated(session, name="=cmd()")
    seen(session, person, 0, 80, reference="ff48@meet.test/Rx 1795469326")
    decide(session=session, now=timezone.now())
    client = signed_in(host)

    text = client.get(url(session, ".csv"))
    book = client.get(url(session, ".xlsx"))

    (row,) = csv.DictReader(io.StringIO(text.content.decode("utf-8-sig")))
    assert (row["Full name"], row["Percent"], row["Rule"]) == ("'=cmd()", "80", "share-1:60")
    assert row["References"] == "ff48@meet.test/Rx 1795469326"
    assert text["Content-Disposition"].startswith('attachment; filename="attendance-')
    heads, cells = load_workbook(io.BytesIO(book.content)).active.iter_rows()
    found = dict(zip([head.value for head in heads], cells, strict=True))
    assert (found["Full name"].value, found["Full name"].data_type) == ("=cmd()", "s")
    assert found["Evidence"].value == row["Evidence"]
    assert client.get(url(session, ".pdf")).status_code == 404


def test_a_declared_outage_is_seen_before_it_changes_anything(signed_in, session):
    person, planner = seated(session), make_person()
    seen(session, person, 0, 30)
    seen(session, person, 80, 100)
    decide(session=session, now=timezone.now())
    client = signed_in(planner, "change_session")

    declared = client.post(url(session, "/outage/"), outage_data(session, 30, 80))
    assert (declared.status_code, status(session, person)) == (302, ("absent", 50))
    page = client.get(url(session))
    assert [(change.person, change.becomes) for change in page.context["changes"]] == [(person, "present")]

    decide_as_shown(client, session)
    assert status(session, person) == ("present", 100)
    attendance = session.attendances.get()
    assert attendance.rule == "share-2:60"
    assert [item["source"] for item in attendance.evidence] == ["room", "room", "outage"]
    assert client.get(url(session)).context["changes"] == []


def test_a_regions_outage_concerns_its_people_only(session):
    here, there = seated(session, region="UA-63"), seated(session, region="UA-46")
    for person in (here, there):
        seen(session, person, 50, 100)
    dark = {"started_at": session.starts_at, "ended_at": session.starts_at + timedelta(minutes=50)}
    for _time in range(2):
        declare_outage(session=session, region="UA-63", reason="Обстріл", by=make_person(), now=session.ends_at, **dark)

    decide(session=session, now=timezone.now())

    assert (status(session, here), status(session, there)) == (("present", 100), ("absent", 50))
    assert session.outages.count() == 1


def test_an_outage_taken_back_counts_no_longer_and_stays_on_record(signed_in, session):
    person = seated(session)
    client = signed_in(make_person(), "change_session")
    client.post(url(session, "/outage/"), outage_data(session, 0, 100))
    decide_as_shown(client, session)
    assert status(session, person) == ("excused", 0)

    client.post(url(session, f"/outage/{session.outages.get().pk}/withdraw/"))
    decide_as_shown(client, session)

    assert status(session, person) == ("absent", 0)
    assert session.outages.get().withdrawn_at is not None
    assert set(ModelLogEntry.objects.filter(action__contains="outage").values_list("action", flat=True)) == {
        "webinars.outage.declare",
        "webinars.outage.withdraw",
    }


@pytest.mark.parametrize(
    ("start", "end", "fields"), [(50, 50, {}), (60, 50, {}), (100, 120, {}), (-9, 0, {}), (0, 9, {"reason": " "})]
)
def test_an_outage_must_make_sense(signed_in, session, start, end, fields):
    client = signed_in(make_person(), "change_session")

    answer = client.post(url(session, "/outage/"), outage_data(session, start, end, **fields))

    assert (answer.status_code, session.outages.count()) == (422, 0)
    assert answer.context["form"].errors


def test_a_correction_keeps_what_was_measured(signed_in, session):
    person, planner = seated(session), make_person(display_name="Ірина К.")
    seen(session, person, 0, 12)
    decide(session=session, now=timezone.now())
    client, address = signed_in(planner, "change_session"), url(session, f"/{session.attendances.get().pk}/")
    assert client.get(address).status_code == 200
    assert client.post(address, {"status": "afterwards", "reason": " "}).status_code == 422

    client.post(address, {"status": "afterwards", "reason": "Переглянула запис"})
    client.post(address, {"status": "excused", "reason": "Хвороба"})
    seen(session, person, 12, 90)
    decide_as_shown(client, session)

    attendance = session.attendances.get()
    assert (attendance.status, attendance.measured_status, attendance.percent) == ("excused", "absent", 12)
    assert [item["source"] for item in attendance.evidence] == ["room"]
    (line,) = client.get(url(session)).context["lines"]
    assert line.correction == "Хвороба (Ірина К.; by the rule: absent)"
    assert line.would_be == ""


def test_deciding_before_the_end_is_refused_in_words(signed_in, host):
    session = make_session(starts_at=timezone.now() - timedelta(minutes=5))
    seated(session)

    answer = signed_in(make_person(), "change_session").post(url(session, "/decide/"), follow=True)

    assert "Attendance is decided after the end." in answer.content.decode()
    assert not session.attendances.exists()


def test_the_report_takes_as_many_queries_for_three_as_for_one(signed_in, session, host):
    client = signed_in(host)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(url(session))
        return len(found)

    def add():
        person = seated(session)
        seen(session, person, 0, 90)
        decide(session=session, now=timezone.now())
        attendance = session.attendances.get(person=person)
        correct(attendance=attendance, status=Attendance.Status.LATE, reason="x", by=host, now=timezone.now())

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one
