"""A trainer's phone: cohorts, who is behind and why, one person's path, a letter; with JavaScript and without."""

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from content.models import Speaker
from courses.enrollment import enroll
from courses.models import CohortSession, LessonPage, QuizPage
from courses.models.pages import CourseTrainer
from courses.progress import complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt

from .school import make_account, make_school
from .signing_in import sign_in
from .test_queue import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    """Two people in the cohort: one has failed the quiz twice, the other has not begun."""
    with override("uk"):
        made = make_school()
        CohortSession.objects.all().delete()
        speaker = Speaker.objects.create(name="Оксана Левчук", slug="oksana", person=made.trainer)
        CourseTrainer.objects.create(course=made.course, speaker=speaker, sort_order=0)
        made.petro, made.nina = (
            make_account(f"{name}@school.test", first=first, last="Лис")
            for name, first in (("petro", "Петро"), ("nina", "Ніна"))
        )
        now = timezone.now()
        for person in (made.petro, made.nina):
            enroll(person=person, cohort=made.cohort, now=now)
        for lesson in LessonPage.objects.all():
            complete_lesson(person=made.petro, lesson=lesson, now=now)
        for _number in range(2):
            attempt = start_attempt(person=made.petro, quiz=QuizPage.objects.get(), now=now)
            save_answer(attempt=attempt, position=0, given=[1], now=now)
            finish_attempt(attempt=attempt, now=now)
    mail.outbox.clear()
    return made


@pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"])
def test_from_the_cohorts_to_one_path_and_a_letter_to_those_behind(visitor, live_server, school, javascript):
    phone = visitor(javascript=javascript)
    sign_in(phone.context, school.trainer, live_server.url)

    def words():
        return phone.locator("main").inner_text().replace("\xa0", " ")

    phone.goto("/t/")
    follow(phone, school.course.title)
    assert "Has not begun" in words()
    assert "“Перевірте себе”: failed 2 times" in words()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360

    follow(phone, "Петро Лис")
    assert "Steps done: 2 of 3" in words()
    assert "“Перевірте себе”: failed 2 times" in words()
    follow(phone, school.course.title)

    follow(phone, "Write to those who are behind")
    phone.locator("[name=who][value=nothing]").check()
    phone.locator("[name=subject]").fill("Чекаємо на вас")
    phone.locator("[name=text]").fill("Перший урок короткий.")
    follow(phone, "Look it over")
    assert "Ніна Лис" in words() and "Петро Лис" not in words()
    assert not mail.outbox
    follow(phone, "Send it")

    assert "The mail goes to 1 person." in phone.content()
    assert [letter.to for letter in mail.outbox] == [["nina@school.test"]]
    assert "Перший урок короткий." in mail.outbox[0].body
