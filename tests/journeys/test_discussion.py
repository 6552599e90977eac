"""A question on its way: asked and answered on phones, confirmed, reported and hidden; with JavaScript and without."""

import pytest
from django.core import mail
from django.utils.translation import override

from content.models import Speaker
from courses.enrollment import enroll
from courses.models import LessonPage, Note, Post
from courses.models.pages import CourseTrainer

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]


@pytest.fixture
def school():
    with override("uk"):
        made = make_school()
        speaker = Speaker.objects.create(name="Оксана Левчук", slug="oksana", person=made.trainer)
        CourseTrainer.objects.create(course=made.course, speaker=speaker, sort_order=0)
        return made


@pytest.fixture
def phone_of(visitor, live_server, javascript, school):
    """``phone_of(person)``: a phone on which somebody is signed in."""

    def unlock(person):
        page = visitor(javascript=javascript)
        sign_in(page.context, person, live_server.url)
        return page

    return unlock


def participant(school, name):
    person = make_account(f"{name}@school.test", first=name.capitalize())
    enroll(person=person, cohort=school.cohort, now=school.session.created_at)
    return person


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def words_of(page):
    return page.locator("main").inner_text()


def test_a_question_is_asked_answered_confirmed_and_kept_in_order(phone_of, school):
    olena, petro = (phone_of(participant(school, name)) for name in ("olena", "petro"))
    trainer, lesson = phone_of(school.trainer), LessonPage.objects.get(slug="urok-1")

    olena.goto(lesson.url)
    press(olena, "Questions and answers (0)")
    press(olena, "Ask")
    assert "Write something first." in words_of(olena)
    olena.get_by_label("Your question").fill("Де шукати додатки?")
    press(olena, "Ask")
    assert "Де шукати додатки?" in words_of(olena)

    petro.goto(lesson.url)
    press(petro, "Questions and answers (1)")
    press(petro, "Де шукати додатки?")
    petro.get_by_label("Your answer").fill("У розділі «Фінанси».")
    press(petro, "Answer")

    trainer.goto("/t/questions/")
    press(trainer, "Де шукати додатки?")
    press(trainer, "Confirm this answer")
    assert "Confirmed by a trainer" in words_of(trainer)
    trainer.goto("/t/questions/")
    assert "No question waits for an answer." in words_of(trainer)

    olena.goto("/my/questions/")
    press(olena, "Де шукати додатки?")
    assert "Confirmed by a trainer" in words_of(olena)
    press(olena, "Report")
    olena.get_by_label("What is wrong with it").fill("Це не так")
    press(olena, "Send")
    mail.outbox.clear()

    trainer.goto("/t/questions/?show=reported")
    press(trainer, "У розділі «Фінанси».")
    assert "Це не так" in words_of(trainer)
    press(trainer, "Hide")
    assert trainer.locator("main .bad [name=reason]").count() == 1
    trainer.get_by_label("Why you hide it").fill("Розділу вже немає")
    with trainer.expect_navigation():
        trainer.locator("button[name=hide]").click()

    assert [message.to for message in mail.outbox] == [["petro@school.test"]]
    olena.reload()
    assert "У розділі «Фінанси»." not in words_of(olena)
    petro.reload()
    assert "Розділу вже немає" in words_of(petro)


def test_ones_words_are_corrected_and_erased(phone_of, school):
    olena = phone_of(participant(school, "olena"))
    olena.goto(f"/lessons/{LessonPage.objects.get(slug='urok-1').pk}/questions/")
    olena.get_by_label("Your question").fill("Де шукать?")
    press(olena, "Ask")

    press(olena, "Change or take back")
    olena.get_by_label("Your words").fill("Де шукати?")
    with olena.expect_navigation():
        olena.locator("main form.form button").click()
    assert "Де шукати?" in words_of(olena)
    press(olena, "Change or take back")
    press(olena, "Erase my words")

    assert "Nobody has asked about this lesson yet." in words_of(olena)
    assert Post.objects.get().text == ""


def test_a_note_is_kept_in_two_windows_and_taken_along(phone_of, school):
    person = participant(school, "olena")
    first, second = phone_of(person), phone_of(person)
    lesson = LessonPage.objects.get(slug="urok-1")

    def write(page, text):
        page.get_by_label("My note").fill(text)
        with page.expect_navigation():
            page.locator("main form.form button").click()

    first.goto(lesson.url)
    press(first, "Write a note, set a bookmark")
    second.goto(f"/lessons/{lesson.pk}/note/")
    first.get_by_label("Bookmark this lesson").check()
    write(first, "Спитати про ліхтарі.")
    write(second, "Дорога до школи.")
    assert "Спитати про ліхтарі." in words_of(second)
    write(second, "Спитати про ліхтарі й дорогу.")
    second.goto("/my/")
    press(second, "My notes")
    with second.expect_download() as download:
        second.get_by_role("link", name="These notes as a text file").click()

    text = download.value.path().read_text(encoding="utf-8")
    assert "Спитати про ліхтарі й дорогу." in text and "Урок 1" in text
    assert Note.objects.get().text == "Спитати про ліхтарі й дорогу."
