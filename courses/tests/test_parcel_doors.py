"""Files of courses in the admin: looked over first, hostile ones leave nothing behind, only for who may edit."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from content.models import SiteDocument, SiteImage, Topic
from courses.exceptions import ParcelRefused
from courses.models import BankQuestion, CourseImport, CoursePage, LessonPage

from .factories import make_author, make_catalog, make_course, make_lesson, make_module
from .onlookers import outside
from .parcels import bring_in, changed, forget, make_full_course, make_of, manifest_of, parcel_of

pytestmark = pytest.mark.django_db


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_json", ".json"), content)
    return out.getvalue()


NO_FILE = "This is no file of a course, or it is damaged. Take it from the school anew."
NO_MANIFEST = "This is an archive, but no course: “course.json” is missing in it."
UNREADABLE = "“course.json” in the file cannot be read."
BOMB = "The file would unpack to more than a course ever is. It is not unpacked."
LATER = "The file is of a newer kind than this school knows. Update the school first."
KIND = '{"format": "school course", "version": %s, "pages": [%s]}'
ALONE = '{"kind": "course", "values": {}}, {"kind": "lesson", "values": {"title": "Сам"}}'
REFUSED = {
    "no archive": (b"%PDF-1.4", NO_FILE),
    "cut off": (zipped(course_json="{}")[:40], NO_FILE),
    "no manifest": (zipped(other="x"), NO_MANIFEST),
    "no JSON": (zipped(course_json="{"), UNREADABLE),
    "deep": (zipped(course_json="[" * 100_000), UNREADABLE),
    "another thing": (zipped(course_json='{"format": "other"}'), "This is an archive, but not of a course."),
    "a later version": (zipped(course_json=KIND % (9, "")), LATER),
    "no course": (zipped(course_json=KIND % (1, "")), "The file does not begin with a course."),
    "a bomb": (zipped(course_json=b" " * 20_000_000), BOMB),
    "a lesson in no module": (zipped(course_json=KIND % (1, ALONE)), "“%(title)s” is no module, or stands in none."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_course_is_refused_with_a_word_and_not_kept(case):
    data, word = REFUSED[case]

    with pytest.raises(ParcelRefused) as refusal:
        bring_in(data)

    assert str(refusal.value) == gettext(word).replace("%(title)s", "Сам")

    assert not CourseImport.objects.exists()


def test_foreign_html_files_and_values_are_left_out_and_told_of_by_place():
    course = make_full_course()
    data = parcel_of(course)
    forget(course)

    def harm(manifest):
        lesson = next(page for page in manifest["pages"] if page["values"]["slug"] == "vse")
        blocks = {row["type"]: row["value"] for row in lesson["values"]["body"]}
        hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        lesson["values"]["body"][1]["value"] = f'<p onclick="x()">Гроші{hostile}<a href="javascript:x()">а</a></p>'
        blocks["heading"]["level"] = "script src=//evil"
        blocks["video"]["external_url"] = "javascript:alert(1)"
        blocks["image"]["image"] = 10**9
        lesson["values"]["body"].append({"type": "raw_html", "value": hostile})
        lesson["values"] |= {"minutes": "багато", "path": "00010001", "live": True, "weight": 7}
        manifest["questions"][0]["values"]["definition"][0]["value"]["text"] += hostile
        manifest["questions"][1]["values"]["definition"] = [{"type": "single", "value": {"options": "?"}}]
        manifest["images"][0]["file"] = "images/../../secret.png"
        manifest["documents"].append({"file": "documents/0000.exe", "title": "Програма"})
        manifest["pages"][0]["values"]["pass_mark"] = 900
        return manifest

    imported = bring_in(changed(data, harm))
    told = {f"{place}: {why}" for place, why in imported.foretold["problems"]}
    there = make_of(changed(data, harm))

    lesson = LessonPage.objects.get(slug="vse")
    text = str([block.value for block in lesson.body]) + str(BankQuestion.objects.values_list("definition", flat=True))
    assert not any(sign in text for sign in ("<script", "onerror", "onclick", "javascript:", "evil"))
    assert "Гроші" in text
    assert [block.block_type for block in lesson.body if block.block_type in ("heading", "video", "raw_html")] == []
    assert (lesson.live, lesson.minutes, there.pass_mark) == (False, 8, None)
    assert (SiteImage.objects.count(), SiteDocument.objects.count(), BankQuestion.objects.count()) == (0, 1, 1)
    for place, word in (("Що таке бюджет", " 1 "), ("Що таке бюджет", " 8 "), ("Герб", ""), ("Програма", "")):
        assert any(line.startswith(place) and word in line for line in told), (place, told)


def send(client, data):
    address = reverse("course_imports", args=[make_catalog().pk])
    return client.post(address, {"file": SimpleUploadedFile("kurs.zip", data)})


def test_an_import_says_what_it_will_do_and_does_it_once_confirmed(coordinator):
    course = make_full_course()
    given = coordinator.get(reverse("course_parcel", args=[course.pk])).content.decode()
    assert gettext("Take the file") in given
    data = b"".join(coordinator.post(reverse("course_parcel", args=[course.pk])).streaming_content)
    assert len(manifest_of(data)["pages"]) == 8
    forget(course)

    told = coordinator.get(send(coordinator, data).url)

    assert not CoursePage.objects.exists()
    text = told.content.decode()
    for word in ("biudzhet", "Бюджет", "new to this school", "Перевірка", "Make this course"):
        assert gettext(word) in text
    address = told.wsgi_request.path
    assert gettext("To the course") in coordinator.post(address, follow=True).content.decode()
    again = coordinator.post(address, follow=True)
    assert (again.status_code, CoursePage.objects.count(), Topic.objects.count()) == (200, 1, 1)
    assert send(coordinator, data).url == address
    assert "Бюджет громади" in coordinator.get(reverse("course_imports", args=[make_catalog().pk])).content.decode()


def test_a_file_may_be_thrown_away_and_a_wrong_one_is_refused_beside_the_field(coordinator):
    course = make_course()
    make_lesson(make_module(course))
    address = send(coordinator, parcel_of(course)).url
    file = CourseImport.objects.get().file

    assert coordinator.post(address, {"discard": "1"}).status_code == 302
    assert (CourseImport.objects.count(), coordinator.get(address).status_code) == (0, 404)
    wrong = send(coordinator, b"x")
    assert (wrong.status_code, gettext(NO_FILE) in wrong.content.decode()) == (422, True)
    assert file.name


@outside
def test_nobody_else_takes_a_course_or_brings_one_through_any_door(closed, browser_of, who):
    imported = bring_in(parcel_of(closed))
    browser = browser_of(who)

    bringing = reverse("course_imports", args=[make_catalog().pk])
    doors = [reverse("course_parcel", args=[closed.pk]), reverse("course_import", args=[imported.pk])]
    if who.__name__ != "editor_on_the_site":  # who may begin a course may bring one
        doors.append(bringing)
    answers = [ask(door) for door in doors for ask in (browser.get, browser.post)]
    seen = [*answers, browser.get(bringing)]

    assert {answer.status_code for answer in answers} <= {302, 404}
    assert not [answer for answer in seen if imported.file_name in answer.content.decode()]
    assert CourseImport.objects.get().waits


def test_a_trainer_takes_no_course_whose_quizzes_ask_what_is_not_theirs(sign_in):
    course = make_full_course()
    category = BankQuestion.objects.first().category
    category.course = make_course()
    category.save()

    response = sign_in(make_author(course)).post(reverse("course_parcel", args=[course.pk]))

    refusal = "This course asks questions that are for the trainers of another course. Ask a coordinator."
    assert (response.streaming, gettext(refusal) in response.content.decode()) == (False, True)
