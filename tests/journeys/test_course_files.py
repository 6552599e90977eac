"""A course goes into a file in one school and comes out of it in an empty one; with JavaScript and without."""

import io
import json
import zipfile

import pytest
from django.utils.translation import gettext, override

from courses.models import CoursePage, LessonPage, QuizPage
from people.roles import COORDINATORS

from .school import make_account, make_course, make_front
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def manifest(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return json.loads(archive.read("course.json"))


def take_file(page, course):
    page.goto(f"/admin/courses/{course.pk}/file/")
    with page.expect_download() as download:
        page.get_by_role("button", name=gettext("Take the file")).click()
    return download.value.path()


@pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"])
def test_a_course_moves_to_an_empty_school_and_is_published_there(visitor, live_server, javascript):
    with override("uk"):
        _home, catalog, _events = make_front()
        course = make_course(catalog)
        page = visitor(width=1280, javascript=javascript)
        sign_in(page.context, make_account("coordinator@school.test", role=COORDINATORS), live_server.url)
        path = take_file(page, course)
        data = path.read_bytes()
        for stale in CoursePage.objects.all():
            stale.delete()

        page.goto(f"/admin/courses/files/{catalog.pk}/")
        page.locator("[name=file]").set_input_files({"name": "kurs.zip", "mimeType": "application/zip", "buffer": data})
        page.get_by_role("button", name=gettext("Look it over")).click()
        assert not CoursePage.objects.exists()
        assert course.title in page.locator("main").inner_text()
        page.get_by_role("button", name=gettext("Make this course")).click()
        page.get_by_role("link", name=gettext("To the course")).wait_for()

    there = CoursePage.objects.get()
    assert (there.live, there.title, LessonPage.objects.live().exists()) == (False, course.title, False)
    assert LessonPage.objects.exists() and QuizPage.objects.exists()
    for one in [there, *there.get_descendants().specific()]:
        one.save_revision().publish()
    reader = visitor(javascript=False)
    assert reader.goto(there.url).status == 200
    assert reader.locator("#programme").is_visible()
    assert manifest(take_file(page, there).read_bytes()) == manifest(data)
