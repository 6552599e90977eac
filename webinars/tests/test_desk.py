"""The host's page beside the room: polls, materials and the substitute; and who gets the materials."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.beside import materials
from webinars.models import Board, Material, Poll

from .beside import Hall, browser
from .factories import make_person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@pytest.fixture
def hall():
    return Hall()


def upload(name="Конспект.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def add(hall, **fields):
    values = {"title": "Конспект", "by": hall.host.user, "now": timezone.now(), **fields}
    return materials.add(session=hall.session, **values)


def post(hall, what, **fields):
    values = {f"{what}-{name}": value for name, value in fields.items()} if what != "substitute" else fields
    return browser(hall.host).post(hall.desk(), {"what": what, **values})


def test_a_poll_is_prepared(hall):
    sent = post(hall, "poll", text="Чи є бюджет на сайті?", options="Так\r\n\r\n  Ні \r\n")

    assert (sent.status_code, sent.url) == (302, hall.desk())
    poll = Poll.objects.get()
    assert (poll.text, poll.options, poll.is_prepared) == ("Чи є бюджет на сайті?", ["Так", "Ні"], True)
    assert "Чи є бюджет на сайті?" in browser(hall.host).get(hall.desk()).content.decode()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("Так", "from two to eight"),
        ("Так\nТак", "from two to eight"),
        ("\n".join("абвгґдеєж"), "from two to eight"),
        ("Так\n" + "а" * 121, "120 characters"),
        ("а" * 2_000, "976"),
        ("", "poll-options_error"),
    ],
)
def test_a_poll_needs_answers_that_one_can_choose_from(hall, options, words):
    page = post(hall, "poll", text="Чи є?", options=options)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Poll.objects.exists()


def test_a_file_and_a_link_are_there_for_those_who_have_a_part(hall):
    post(hall, "material", title="Конспект", upload=upload())
    post(hall, "material", title="Сайт", url="https://hromada.school.test/budzhet")

    page = browser(hall.olena).get(hall.url()).content.decode()
    file = Material.objects.get(title="Конспект")
    got = browser(hall.olena).get(hall.url(f"m/{file.pk}/"))

    assert 'href="https://hromada.school.test/budzhet"' in page
    assert f'href="{hall.url(f"m/{file.pk}/")}"' in page
    assert (got.status_code, got["Content-Type"], b"".join(got.streaming_content)) == (200, "application/pdf", PDF)
    assert got["Content-Disposition"].startswith("attachment")
    assert browser(make_person()).get(hall.url(f"m/{file.pk}/")).status_code == 403
    assert browser(hall.olena).get(Hall().url(f"m/{file.pk}/")).status_code == 403
    link = Material.objects.get(title="Сайт")
    assert browser(hall.olena).get(hall.url(f"m/{link.pk}/")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Give a link or a file"),
        ({"url": "https://a.school.test/", "upload": upload()}, "Give a link or a file"),
        ({"url": "http://a.school.test/"}, "begins with https"),
        ({"url": "javascript:alert(1)"}, "material-url_error"),
        ({"upload": upload("a.pdf", b"<html>")}, "of another kind"),
        ({"upload": upload("a.pdf", b"")}, "material-upload_error"),
    ],
)
def test_what_is_no_material_is_said_so(hall, fields, words):
    if "upload" in fields:
        fields["upload"].seek(0)

    page = post(hall, "material", title="Конспект", **fields)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Material.objects.exists()


def test_an_archive_is_no_document(hall):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.exe", "MZ")

    assert post(hall, "material", title="Усе", upload=upload("usе.docx", archive.getvalue())).status_code == 422


def test_a_material_that_is_taken_off_takes_its_file_along(hall, django_capture_on_commit_callbacks):
    material = add(hall, upload=upload(), content_type="application/pdf")
    storage, name = material.file.storage, material.file.name

    assert browser(hall.olena).post(hall.desk(f"m/{material.pk}/remove/")).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        browser(hall.host).post(hall.desk(f"m/{material.pk}/remove/"))

    assert not Material.objects.exists()
    assert not storage.exists(name)


def test_the_substitute_is_kept_and_may_be_emptied(hall):
    post(hall, "substitute", substitute="https://zustrich.school.test/a", substitute_note="Код 123")
    assert Board.objects.get().substitute == "https://zustrich.school.test/a"
    version = Board.objects.get().version

    assert post(hall, "substitute", substitute="http://zustrich.school.test/a").status_code == 422
    post(hall, "substitute", substitute="", substitute_note="")

    board = Board.objects.get()
    assert (board.has_substitute, board.version) == (False, version + 1)


def test_a_form_that_there_is_not(hall):
    assert post(hall, "nonsense").status_code == 422


def test_there_is_room_for_so_many(hall, monkeypatch):
    monkeypatch.setattr(materials, "MOST", 1)
    add(hall, url="https://a.school.test/")

    page = post(hall, "material", title="Ще", url="https://b.school.test/")

    assert page.status_code == 422
    assert "has room for 1 materials" in page.content.decode()


def test_three_materials_cost_as_many_queries_as_one(hall):
    client = browser(hall.olena)

    def queries():
        client.get(hall.url())
        with CaptureQueriesContext(connection) as seen:
            client.get(hall.url())
        return len(seen)

    add(hall, url="https://a.school.test/")
    before = queries()
    for number in range(2):
        add(hall, url=f"https://a.school.test/{number}")

    assert queries() == before


def test_the_page_of_the_event_leads_those_with_a_seat_here(hall):
    path = hall.session.event.get_url()

    assert hall.url() in browser(hall.olena).get(path).content.decode()
    assert hall.url() not in browser(make_person()).get(path).content.decode()
