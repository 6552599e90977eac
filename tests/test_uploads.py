"""What a trainer must not bring into the school by a file: each door of the admin says why, and keeps nothing."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, UploadedFile

from content.models import SiteDocument, SiteImage
from people.models import User
from people.roles import TRAINERS, add_to_role, sync_roles

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
STILL = SVG % b'<style>.a{fill:url(#g)}</style><g id="g"><path class="a" d="M0 0h9v9z"/><use xlink:href="#g"/></g>'
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
PAGE = b"<!doctype html><script>alert(document.cookie)</script>"


def png(*, side=40):
    file = io.BytesIO()
    Image.new("RGB", (side, side), (36, 70, 143)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def trainer(client, settings):
    settings.STORAGES = {**settings.STORAGES}  # an empty one in memory
    sync_roles()
    user = User.objects.create_user("trainer@school.test", first_name="Тарас")
    add_to_role(user=user, role=TRAINERS)
    client.force_login(user)
    return client


def send(client, kind, name, content):
    """Drop a file onto «add many»; the answer is what the page shows beside it."""
    data = {"title": name, "files[]": SimpleUploadedFile(name, content), "collection": Collection.objects.get().pk}
    return client.post(f"/admin/{kind}/multiple/add/", data)


def kept():
    folders, files = default_storage.listdir("")
    stored = [*files, *(name for folder in folders for name in default_storage.listdir(folder)[1])]
    return [*SiteImage.objects.all(), *SiteDocument.objects.all(), *UploadedFile.objects.all(), *stored]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.png", PROGRAM, "не є малюнком"),
        ("plan.jpg", PAGE, "не є малюнком"),
        ("plan.exe", PROGRAM, "не є малюнком"),
        ("plan.jpg", png(), "(png)"),
        ("plan.png", png() + b"\x00" * 11 * 1024 * 1024, "11,0"),
        ("plan.svg", PAGE, "не є малюнком"),
        ("plan.svg", SVG % b"<script>alert(1)</script>", "SVG"),
    ],
    ids=["program", "web page", "other type", "false ending", "11 MB", "web page as SVG", "SVG with script"],
)
def test_what_is_no_picture_is_refused_in_words(trainer, name, content, says):
    answer = send(trainer, "images", name, content)

    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert says in answer.json()["error_message"]
    assert kept() == []


@pytest.mark.parametrize(("name", "content"), [("plan.html", PAGE), ("plan.exe", PROGRAM), ("plan.svg", STILL)])
def test_documents_of_other_types_are_refused_in_words(trainer, name, content):
    answer = send(trainer, "documents", name, content)

    assert answer.json()["success"] is False
    assert name.partition(".")[2] in answer.json()["error_message"]
    assert kept() == []


def test_a_document_that_is_too_large_is_refused_in_words(trainer, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1000

    answer = send(trainer, "documents", "plan.pdf", b"%PDF-" + b"0" * 1000)

    assert answer.json()["success"] is False
    assert "1000" in answer.json()["error_message"]
    assert kept() == []


@pytest.mark.parametrize("door", ["/admin/images/add/", "/admin/images/chooser/create/"])
def test_the_other_doors_for_pictures_refuse_alike(trainer, door):
    file = SimpleUploadedFile("plan.svg", SVG % b'<path onclick="alert(1)"/>')
    prefix = "image-chooser-upload-" if "chooser" in door else ""

    answer = trainer.post(door, {f"{prefix}title": "План", f"{prefix}file": file})

    assert answer.status_code == 200
    assert "SVG" in answer.content.decode()
    assert kept() == []


@pytest.mark.parametrize(
    "drawing",
    [
        b"<script/>",
        b"<foreignObject><p>x</p></foreignObject>",
        b'<p xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<path onload="alert(1)"/>',
        b'<a href="javascript:alert(1)"><path/></a>',
        b'<a xlink:href="https://stranger.test/"><path/></a>',
        b'<image href="https://stranger.test/pixel.png"/>',
        b'<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        b'<use href="other.svg#a"/>',
        b'<set attributeName="href" to="javascript:alert(1)"/>',
        b"<style>@import 'https://stranger.test/a.css';</style>",
        b'<path style="fill:url(https://stranger.test/a.svg#b)"/>',
        b"<path",
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(trainer, drawing):
    answer = send(trainer, "images", "plan.svg", SVG % drawing)

    assert answer.json()["success"] is False
    assert kept() == []


@pytest.mark.parametrize(
    "head", [b'<?xml-stylesheet href="a.xsl" type="text/xsl"?>', b'<!DOCTYPE svg [<!ENTITY a "<script/>">]>']
)
def test_an_svg_with_a_head_that_could_hold_more_is_refused(trainer, head):
    answer = send(trainer, "images", "plan.svg", head + STILL)

    assert answer.json()["success"] is False
    assert kept() == []


@pytest.mark.parametrize(
    "content",
    [STILL, b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + STILL],
    ids=["plain", "with a type"],
)
def test_an_svg_that_only_draws_is_kept(trainer, content):
    answer = send(trainer, "images", "plan.svg", content)

    assert answer.json()["success"] is True
    assert SiteImage.objects.get().file.read() == content


def test_a_picture_and_a_document_are_kept(trainer):
    assert send(trainer, "images", "plan.png", png()).json()["success"] is True
    assert send(trainer, "documents", "plan.pdf", b"%PDF-1.7").json()["success"] is True
    assert [SiteImage.objects.count(), SiteDocument.objects.count()] == [1, 1]
