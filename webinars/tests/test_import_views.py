"""The pages of an import: who may open them, what they show, what the buttons do."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.models import AttendanceImport

from .factories import make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=160)
    return make_session(starts_at=starts, minutes=100, host=make_person(name="Тарас Бондар"))


@pytest.fixture
def planner(signed_in):
    return signed_in(make_person(name="Ірина Планувальниця"), "change_session")


def url(session, what=""):
    return f"/t/e/{session.public_id}/imports/{what}"


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))
    return person


def table(session, *names, minutes=60):
    came = timezone.localtime(session.starts_at)
    left = came + timedelta(minutes=minutes)
    lines = [f"{name},{came:%Y-%m-%d %H:%M},{left:%Y-%m-%d %H:%M}\n" for name in names]
    return SimpleUploadedFile("list.csv", ("Name,Join,Leave\n" + "".join(lines)).encode())


def bring(client, session, *names):
    return client.post(url(session), {"file": table(session, *names), "zone": "Europe/Kyiv"})


def test_only_planners_import(client, signed_in, session):
    assert client.get(url(session)).status_code == 302
    for person in (session.host, seated(session)):
        assert signed_in(person).get(url(session)).status_code == 403
        assert bring(signed_in(person), session, "Олена Коваль").status_code == 403
    assert not AttendanceImport.objects.exists()


def test_from_the_file_to_the_report(planner, session):
    olena, taras = seated(session, name="Олена Коваль"), seated(session, name="Тарас Гнатюк")

    answer = bring(planner, session, "Olena Koval", "Taras", "iPhone", "Хтось")
    imported = session.imports.get()
    assert answer.url == url(session, f"{imported.pk}/")
    page = planner.get(answer.url)
    assert [question.row.called for question in page.context["form"].questions] == ["Taras", "iPhone", "Хтось"]
    assert "Confirm" not in page.content.decode() and session.intervals.count() == 0

    rows = {row.called: row.pk for row in imported.people.all()}
    data = {f"who_{rows['Taras']}": taras.pk, f"who_{rows['iPhone']}": "other", f"other_{rows['iPhone']}": "хто це"}
    page = planner.post(answer.url, data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [f"other_{rows['iPhone']}"])
    assert imported.people.undecided().count() == 3

    data[f"other_{rows['iPhone']}"] = f"{olena.legal_name}, {olena.email}"
    planner.post(answer.url, data)
    planner.post(f"{answer.url}nobody/")
    assert planner.post(f"{answer.url}confirm/").url == f"/t/e/{session.public_id}/report/"

    found = [(row.person, row.source) for row in session.intervals.order_by("pk")]
    assert found == [(olena, "import"), (taras, "import"), (olena, "import")]
    planner.post(f"{answer.url}undo/")
    assert session.intervals.counted().count() == 0


def test_a_match_may_be_changed_before_it_counts(planner, session):
    olena, other = seated(session, name="Олена Коваль"), make_person(name="Інша Людина")
    address = bring(planner, session, "Олена Коваль").url
    row = session.imports.get().people.get()

    page = planner.get(f"{address}?change={row.pk}")
    planner.post(f"{address}?change={row.pk}", {f"other_{row.pk}": other.email})

    assert [question.row for question in page.context["form"].questions] == [row]
    row.refresh_from_db()
    assert (row.person, row.how) == (other, "hand")
    assert olena != other


def test_what_cannot_be_read_is_said_on_the_page(planner, session):
    refused = planner.post(url(session), {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7"), "zone": "UTC"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])

    missing = planner.post(url(session), {"zone": "Europe/Kyiv"})
    assert missing.status_code == 422
    assert not AttendanceImport.objects.exists()


def test_a_waiting_file_may_be_thrown_away(planner, session):
    address = bring(planner, session, "Олена Коваль").url

    assert planner.post(f"{address}discard/").url == url(session)
    assert not AttendanceImport.objects.exists()
    assert planner.post(f"{address}discard/").status_code == 404
    assert planner.get(f"{address}confirm/").status_code == 405


def test_an_import_belongs_to_its_session(planner, session):
    address = bring(planner, session, "Олена Коваль").url
    other = make_session(starts_at=session.starts_at)

    assert planner.get(address.replace(str(session.public_id), str(other.public_id))).status_code == 404
    assert planner.post(f"{address}elsewhere/").status_code == 404


def test_the_pages_take_as_many_queries_for_three_as_for_one(planner, session):
    def queries(address):
        planner.get(address)
        with CaptureQueriesContext(connection) as found:
            planner.get(address)
        return len(found)

    counts = []
    for names in (["Олена Коваль", "iPhone"], [f"{name} {n}" for n in "абв" for name in ("Олена Коваль", "Хтось")]):
        seated(session, name=f"Олена Коваль {len(names)}")
        address = bring(planner, session, *names).url
        counts.append((queries(address), queries(url(session))))

    assert counts[0] == counts[1]
