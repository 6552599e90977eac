"""Notes and bookmarks: kept for one person, lost by no second window, taken along as a file, seen by nobody else."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry, Page, ReferenceIndex

from courses.models import CoursePage, LessonPage, Note
from courses.notes.saving import save_note
from courses.windows import WordsChanged
from people.models import Person
from people.roles import ADMINISTRATORS, COORDINATORS
from webinars.tests.factories import NOON, make_person

from .discussions import make_discussed
from .factories import make_cohort, make_enrollment, make_lesson, make_module, make_staff

pytestmark = pytest.mark.django_db
SECRET = "Спитати голову про ліхтарі"


@pytest.fixture
def scene():
    return make_discussed(title="Бюджет громади")


def url_of(lesson):
    return f"/lessons/{lesson.pk}/note/"


def keep(scene, text=SECRET, *, person=None, lesson=None, bookmarked=False, version=None):
    values = {"text": text, "bookmarked": bookmarked, "version": version}
    return save_note(person=person or scene.olena, lesson=lesson or scene.lesson, now=NOON, **values)


def listed(browser):
    return list(browser.get("/my/notes/").context["page_obj"])


def send(browser, lesson, text, *, version="", **more):
    return browser.post(url_of(lesson), {"text": text, "version": version, **more})


def test_a_note_is_written_on_its_page_and_found_again(scene, sign_in):
    browser = sign_in(scene.olena)
    assert (
        f'href="{url_of(scene.lesson)}">Write a note, set a bookmark<' in browser.get(scene.lesson.url).content.decode()
    )

    assert send(browser, scene.lesson, f" {SECRET}\r\n", bookmarked="on").status_code == 302

    (note,) = listed(browser)
    assert (note.text, note.bookmarked) == (SECRET, True)
    assert SECRET in browser.get(url_of(scene.lesson)).content.decode()
    assert ">My note<" in browser.get(scene.lesson.url).content.decode()


def test_a_bookmark_needs_no_words_and_an_empty_note_goes(scene, sign_in):
    browser = sign_in(scene.olena)
    send(browser, scene.lesson, "", bookmarked="on")
    assert ">My bookmark<" in browser.get(scene.lesson.url).content.decode()

    send(browser, scene.lesson, "")
    send(browser, scene.lesson, "")

    assert not Note.objects.exists()


def test_what_a_second_window_saved_is_shown_and_not_overwritten(scene, sign_in):
    browser = sign_in(scene.olena)
    note = keep(scene, "Спершу")
    send(browser, scene.lesson, "З першого вікна", version=note.version)

    response = send(browser, scene.lesson, "З другого вікна", version=note.version, bookmarked="on")

    page = response.content.decode()
    assert response.status_code == 409
    assert "З першого вікна" in page and "З другого вікна" in page
    assert Note.objects.get().text == "З першого вікна"
    form = response.context["form"]
    send(browser, scene.lesson, "Разом", version=form["version"].value(), bookmarked=form["bookmarked"].value())
    assert (Note.objects.get().text, Note.objects.get().bookmarked) == ("Разом", True)


def test_two_first_notes_are_two_windows_too(scene):
    keep(scene, "Перше")

    with pytest.raises(WordsChanged) as changed:
        keep(scene, "Друге")

    assert changed.value.kept.text == "Перше"
    assert keep(scene, "Перше", bookmarked=True).bookmarked  # the same words lose nothing


def test_emptying_an_old_window_erases_nothing_that_was_not_seen(scene):
    old = keep(scene, "Перше")
    keep(scene, "Друге", version=old.version)

    with pytest.raises(WordsChanged):
        keep(scene, "", version=old.version)

    assert Note.objects.get().text == "Друге"


def test_what_was_removed_meanwhile_is_simply_written_again(scene):
    old = keep(scene, "Перше")
    keep(scene, "", version=old.version)

    assert keep(scene, "Знову", version=old.version).text == "Знову"


@pytest.mark.parametrize("text", ["я" * 20_001])
def test_what_is_too_long_stays_in_the_form(scene, sign_in, text):
    response = send(sign_in(scene.olena), scene.lesson, text)

    assert response.status_code == 422
    assert text in response.content.decode()
    assert not Note.objects.exists()
    assert send(sign_in(scene.olena), scene.lesson, "Так", version="abc").status_code == 422


def test_the_database_keeps_one_note_a_lesson_and_none_without_sense(scene):
    note = keep(scene)

    for wrong in (
        lambda: Note.objects.create(person=note.person, lesson=note.lesson, text="Ще", saved_at=NOON),
        lambda: Note.objects.update(text=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_notes_stand_by_course_and_come_as_a_file(scene, sign_in):
    other = make_discussed(title="Інший курс")
    second = make_lesson(scene.lesson.module, title="Другий урок")
    keep(scene, "Про друге", lesson=second, bookmarked=True)
    keep(scene)
    keep(scene, "Чуже", lesson=other.lesson)
    browser = sign_in(scene.olena)

    page = browser.get("/my/notes/").content.decode()
    file = browser.get(f"/my/notes/{scene.course.pk}/")
    text = file.content.decode()

    assert page.index("Бюджет громади") < page.index(scene.lesson.title) < page.index("Другий урок")
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file["Content-Disposition"] == f'attachment; filename="notes-{scene.course.pk}.txt"'
    assert text.startswith("Бюджет громади\nMy notes\n")
    assert text.index(SECRET) < text.index("Другий урок (bookmarked)") < text.index("Про друге")
    assert "Чуже" not in text


def test_text_is_shown_as_text(scene, sign_in):
    keep(scene, "<b>Так</b>")
    browser = sign_in(scene.olena)

    assert "<b>Так" not in browser.get("/my/notes/").content.decode()
    assert "<b>Так" not in browser.get(url_of(scene.lesson)).content.decode()
    assert "<b>Так</b>" in browser.get(f"/my/notes/{scene.course.pk}/").content.decode()


def test_nobody_else_sees_a_note_through_any_door(scene, sign_in, client):
    keep(scene)
    admin = Person.objects.get(pk=make_person().pk)
    type(admin.user).objects.filter(pk=admin.user.pk).update(is_superuser=True, is_staff=True)
    others = [scene.petro, scene.trainer, admin, make_person()]
    doors = [scene.lesson.url, url_of(scene.lesson), "/my/notes/", f"/my/notes/{scene.course.pk}/", "/my/",
             f"/lessons/{scene.lesson.pk}/questions/", "/t/questions/", "/search/?q=ліхтарі"]  # fmt: skip

    for somebody in others:
        browser = sign_in(somebody)
        for door in doors:
            assert SECRET not in browser.get(door, follow=True).content.decode()
        assert browser.get(f"/my/notes/{scene.course.pk}/").status_code == 404
    for role in (COORDINATORS, ADMINISTRATORS):
        browser = sign_in(make_staff(role))
        for door in ("/admin/", f"/admin/pages/{scene.lesson.pk}/edit/", f"/admin/pages/usage/{scene.lesson.pk}/"):
            assert SECRET not in browser.get(door, follow=True).content.decode()
    client.logout()
    for door in (url_of(scene.lesson), "/my/notes/", f"/my/notes/{scene.course.pk}/"):
        assert client.get(door).url.startswith("/login/")


def test_nothing_is_logged_or_referred_to(scene):
    note = keep(scene)
    keep(scene, "Інше", version=note.version)

    assert not ModelLogEntry.objects.filter(content_type__model="note").exists()
    assert not ReferenceIndex.objects.filter(base_content_type__model="note").exists()


def test_a_note_goes_with_its_person(scene):
    person = make_person(account=False)
    keep(scene, person=person)

    person.delete()

    assert not Note.objects.exists()


def test_a_lesson_one_may_not_read_takes_no_note_but_ones_old_note_stays(scene, sign_in):
    old = keep(scene, person=scene.petro)
    CoursePage.objects.update(reading="enrolled")
    scene.olena.enrollments.update(withdrawn_at=NOON)
    scene.petro.enrollments.update(withdrawn_at=NOON)

    assert sign_in(scene.olena).get(url_of(scene.lesson)).status_code == 404
    assert send(sign_in(scene.olena), scene.lesson, "Так").status_code == 404
    browser = sign_in(scene.petro)
    assert SECRET in browser.get(url_of(scene.lesson)).content.decode()
    LessonPage.objects.update(live=False)
    send(browser, scene.lesson, "Ще", version=old.version)
    assert [note.text for note in listed(browser)] == ["Ще"]
    assert "Ще" in browser.get(f"/my/notes/{scene.course.pk}/").content.decode()
    assert f'href="{scene.lesson.url}"' not in browser.get(url_of(scene.lesson)).content.decode()


def test_an_open_course_takes_notes_of_who_is_not_enrolled(scene, sign_in, client):
    browser = sign_in(make_person())

    assert "Write a note" in browser.get(scene.lesson.url).content.decode()
    assert "Questions and answers (" not in browser.get(scene.lesson.url).content.decode()
    assert send(browser, scene.lesson, "Так").status_code == 302
    client.logout()
    assert "Write a note" not in client.get(scene.lesson.url).content.decode()


def test_lists_cost_no_query_for_each_note(scene, sign_in, queries_of):
    sign_in(scene.olena)
    urls = ["/my/notes/", f"/my/notes/{scene.course.pk}/", scene.lesson.url]
    keep(scene)
    one = [queries_of(url) for url in urls]
    for number in range(3):
        course = make_discussed().course
        make_enrollment(make_cohort(course), scene.olena)
        keep(scene, f"Ще {number}", lesson=make_lesson(scene.lesson.module))
        keep(scene, f"Там {number}", lesson=make_lesson(make_module(course)))

    assert [queries_of(url) for url in urls] == one


def test_empty_pages_say_where_to_write(scene, sign_in):
    assert "At the end of each lesson" in sign_in(scene.olena).get("/my/notes/").content.decode()


def test_a_lesson_with_notes_is_kept(admin, scene):
    keep(scene)

    assert admin.post(f"/admin/pages/{scene.lesson.pk}/delete/").status_code == 302
    assert Page.objects.filter(pk=scene.lesson.pk).exists()
