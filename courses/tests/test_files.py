"""Documents of lessons go to those who may read the lesson; pictures have addresses that nobody guesses."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.images.models import Filter
from wagtail.models import Page

from content.models import SiteDocument, SiteImage
from content.storage import private_storage

from .factories import make_closed_course, make_cohort, make_enrollment, make_lesson, make_module
from .onlookers import INSIDE, OUTSIDE, editor_on_the_site, inside, participant, signed_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_disk(tmp_path, monkeypatch):
    """Wagtail hands files out by their path, which files in memory do not have."""
    folder = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", folder)


def status(browser, document):
    """How a browser’s request for the file is answered; the file is read to its end, which closes it."""
    response = browser.get(document.url)
    response.getvalue()
    return response.status_code


def make_document(name="koshtorys.txt"):
    return SiteDocument.objects.create(title="Кошторис", file=ContentFile(b"12 000", name=name))


def file_block(document):
    return {"type": "file", "value": {"title": "Кошторис", "document": document.pk}}


def audio_block(document):
    return {"type": "audio", "value": {"title": "Послухати", "minutes": 3, "file": document.pk, "transcript": ""}}


def linked_in_text(document):
    return {"type": "text", "value": f'<p><a linktype="document" id="{document.pk}">Кошторис</a></p>'}


def use(document, page, block=file_block):
    """Put the document on a page, as an editor would."""
    page = page.specific
    page.body = json.dumps([block(document)])
    page.save()
    return page


@pytest.mark.parametrize("who", [who for who in OUTSIDE if who is not editor_on_the_site], ids=lambda who: who.__name__)
@pytest.mark.parametrize("block", [file_block, audio_block, linked_in_text])
def test_a_document_of_a_closed_lesson_is_kept_from_those_outside(browser_of, closed, who, block):
    document = make_document()
    use(document, inside(closed, "Закритий урок"), block)

    response = browser_of(who).get(document.url)

    assert response.status_code == (302 if who is signed_out else 404)
    assert response.get("Location", "") == (f"/login/?next={document.url}" if who is signed_out else "")


@pytest.mark.parametrize("who", [*INSIDE, editor_on_the_site], ids=lambda who: who.__name__)
def test_a_document_of_a_closed_lesson_is_served_to_those_inside_and_to_editors(browser_of, closed, who):
    document = make_document()
    use(document, inside(closed, "Закритий урок"))

    response = browser_of(who).get(document.url)

    assert (response.status_code, response.getvalue()) == (200, b"12 000")


def test_a_document_nothing_uses_is_open(client):
    assert status(client, make_document()) == 200


def test_a_document_also_used_in_the_open_is_open(client, closed):
    document = make_document()
    use(document, inside(closed, "Закритий урок"))
    assert status(client, document) == 302

    lesson = use(document, Page.objects.get(title="Відкритий урок"))
    assert status(client, document) == 200

    lesson.unpublish()
    assert status(client, document) == 302


def test_a_document_of_the_course_page_itself_is_open(client, closed):
    document = make_document()
    use(document, closed)

    assert status(client, document) == 200


def test_a_document_used_in_two_closed_courses_goes_to_readers_of_either(browser_of, closed):
    document = make_document()
    use(document, inside(closed, "Закритий урок"))
    use(document, make_lesson(make_module(make_closed_course())))

    assert status(browser_of(participant), document) == 200


@pytest.mark.parametrize("level", ["lesson", "module", "course"])
def test_a_document_of_what_is_not_published_waits(client, sign_in, level):
    document, lesson = make_document(), make_lesson()
    use(document, lesson)
    reader = make_enrollment(make_cohort(lesson.course)).person
    {"lesson": lesson, "module": lesson.module, "course": lesson.course}[level].unpublish()

    assert status(client, document) == 302
    assert status(sign_in(reader), document) == 404


def test_the_address_of_a_document_is_not_enough(client, closed):
    """Its file has no address of its own, and another name at the same number is no document."""
    document = make_document()
    use(document, inside(closed, "Закритий урок"))

    assert private_storage() is storages["private"]
    assert SiteDocument._meta.get_field("file").deconstruct()[3]["storage"] is private_storage
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(document.url.replace("koshtorys", "inshe")).status_code == 404


def test_the_gate_takes_as_many_queries_for_three_courses_as_for_one(browser_of, closed):
    document = make_document()
    use(document, inside(closed, "Закритий урок"))
    browser, counts = browser_of(participant), []
    for more in (0, 2):
        for _number in range(more):
            use(document, make_lesson(make_module(make_closed_course())))
        status(browser, document)
        with CaptureQueriesContext(connection) as queries:
            assert status(browser, document) == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_pictures_of_one_name_have_addresses_that_nobody_guesses():
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    picture = ContentFile(file.getvalue(), name=f"{'схема' * 40}.png")
    pictures = [SiteImage.objects.create(title="Схема", file=picture, width=4, height=4) for _number in range(2)]

    names = []
    for picture in pictures:
        with picture.generate_rendition_file(Filter("width-2")) as smaller:
            names += [picture.file.name.rpartition("/")[2], smaller.name]
    tokens = [name.partition("-")[0] for name in names]
    assert [len(token) for token in tokens] == [16] * 4
    assert tokens[0] == tokens[1] != tokens[2] == tokens[3]
