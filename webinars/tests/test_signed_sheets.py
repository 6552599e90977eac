"""The list on paper: printed with names, signed, attached as evidence through doors that are closed to others."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry

from people.models import Membership, Organization
from webinars.models import SignedSheet

from .factories import make_person, make_session, session_around
from .test_sheet import seated

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(kind="JPEG", shade=30):
    file = io.BytesIO()
    Image.new("RGB", (60, 80), (shade, 70, 143)).save(file, kind)
    return file.getvalue()


def path(session, what=""):
    return f"/t/e/{session.public_id}/signed/{what}"


def attach(client, session, content=PDF, name="arkush.pdf", **more):
    return client.post(path(session), {"upload": SimpleUploadedFile(name, content), "note": "", **more})


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар", display_name="Тарас Б.")


@pytest.fixture
def session(host, settings):
    settings.STORAGES = {**settings.STORAGES}  # an empty one in memory
    return session_around(host=host, mode="in_person", place="Бібліотека")


def test_the_list_holds_names_organizations_and_lines_for_others(signed_in, session, host):
    person = seated(session, name="Марія Левчук")
    Membership.objects.create(
        person=person, organization=Organization.objects.create(name="ГО «Толока»", region="UA-05")
    )

    text = signed_in(host).get(f"/t/e/{session.public_id}/print/").content.decode()

    assert all(word in text for word in ("Марія Левчук", "ГО «Толока»", "Тарас Бондар", "Бібліотека"))
    assert text.count('class="blank"') == 8


def test_the_list_takes_as_many_queries_for_three_as_for_one(signed_in, session, host):
    client, counts = signed_in(host), []
    for number in (1, 2):
        for _ in range(number):
            seated(session)
        client.get(f"/t/e/{session.public_id}/print/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/t/e/{session.public_id}/print/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_signed_sheet_stands_in_report_and_file(signed_in, session, host):
    seated(session, name="Марія Левчук")
    client = signed_in(host)

    answer = attach(client, session, picture(), "arkush.jpg", note="сторінка 1")

    sheet = SignedSheet.objects.get()
    assert (answer.status_code, sheet.content_type, sheet.added_by, sheet.note) == (
        302,
        "image/jpeg",
        host,
        "сторінка 1",
    )
    assert sheet.digest[:12] in client.get(f"/t/e/{session.public_id}/report/").content.decode()
    text = client.get(f"/t/e/{session.public_id}/report.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Signed sheets"] == f"arkush.jpg ({sheet.digest[:12]})"


@pytest.mark.parametrize("content", [PDF, picture(), picture("PNG")], ids=["pdf", "jpeg", "png"])
def test_what_comes_out_is_what_came_in(signed_in, session, host, content):
    client = signed_in(host)
    attach(client, session, content, "arkush")

    answer = client.get(path(session, f"{SignedSheet.objects.get().pk}/"))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert ModelLogEntry.objects.filter(action="webinars.signed.read").count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "arkush.pdf"),
        (b"<html><script>alert(1)</script>", "arkush.pdf"),
        (b"%PDF-1.7 torn", "arkush.pdf"),
        (picture()[:400], "arkush.jpg"),
        (picture("GIF"), "arkush.png"),
        (b"\xff\xd8\xff" + b"0" * 500, "arkush.jpg"),
        (PDF + b"\x00" * 12 * 1024 * 1024, "arkush.pdf"),
    ],
    ids=["empty", "web page", "torn pdf", "torn picture", "gif", "no picture", "too large"],
)
def test_anything_else_is_refused_in_words_and_leaves_no_file(signed_in, session, host, content, name):
    answer = attach(signed_in(host), session, content, name)

    assert (answer.status_code, SignedSheet.objects.count()) == (422, 0)
    assert answer.context["form"].errors["upload"]
    assert storages["private"].listdir("") == ([], [])


def test_the_same_file_is_attached_once(signed_in, session, host):
    client = signed_in(host)

    attach(client, session)
    attach(client, session, name="again.pdf")

    assert SignedSheet.objects.get().name == "arkush.pdf"


def test_one_taken_back_stays_with_its_reason_and_is_evidence_no_longer(signed_in, session, host):
    client = signed_in(host)
    attach(client, session)
    sheet = SignedSheet.objects.get()
    assert client.post(path(session, f"{sheet.pk}/withdraw/"), {"reason": " "}).status_code == 422

    client.post(path(session, f"{sheet.pk}/withdraw/"), {"reason": "Не той день"})

    sheet.refresh_from_db()
    assert (sheet.withdrawn_by, sheet.reason) == (host, "Не той день")
    assert "Не той день" in client.get(path(session)).content.decode()
    assert sheet.digest[:12] not in client.get(f"/t/e/{session.public_id}/report/").content.decode()
    assert client.get(path(session, f"{sheet.pk}/")).status_code == 200
    attach(client, session)
    assert SignedSheet.objects.count() == 2


def test_every_door_is_closed_to_others(client, signed_in, session, host):
    attach(signed_in(host), session)
    pk, client_of = SignedSheet.objects.get().pk, signed_in
    participant, other_host = seated(session), make_person()
    other = session_around(host=other_host)
    doors = ["", f"{pk}/", f"{pk}/withdraw/"]

    client.logout()
    assert [client.get(path(session, door)).status_code for door in doors] == [302] * 3
    for person in (participant, other_host):
        browser = client_of(person)
        assert [browser.get(path(session, door)).status_code for door in doors] == [403] * 3
        assert attach(browser, session, picture()).status_code == 403
        assert browser.get(f"/t/e/{session.public_id}/print/").status_code == 403
    assert [client_of(other_host).get(path(other, door)).status_code for door in doors] == [200, 404, 404]
    planner = client_of(make_person(), "change_session")
    assert [planner.get(path(session, door)).status_code for door in doors] == [200] * 3
    assert SignedSheet.objects.count() == 1


def test_nobody_signs_before_the_beginning(signed_in, host):
    session = make_session(starts_at=timezone.now() + timedelta(hours=2), host=host)

    assert attach(signed_in(host), session).status_code == 422
    assert SignedSheet.objects.count() == 0
