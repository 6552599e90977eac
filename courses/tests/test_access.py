"""Lessons and quizzes of a closed course: through no door for those who may not read them."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.access import can_read, visible_pages
from courses.models import Enrollment, LessonCompletion
from courses.quizzes import start_attempt
from people.models import User
from webinars.tests.factories import make_person

from .factories import (
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
)
from .onlookers import SECRET, coordinator, inner, inside, outside, participant, signed_out, trainer

pytestmark = pytest.mark.django_db


@outside
@pytest.mark.parametrize("title", ["Закритий урок", "Закритий тест"])
def test_the_page_shows_nothing_to_those_outside(browser_of, closed, who, title):
    page, course_url = inside(closed, title), closed.url

    response = browser_of(who).get(page.url)

    assert response.status_code == 302
    assert response.url == (f"/login/?next={page.url}" if who is signed_out else course_url)


@inner
@pytest.mark.parametrize("title", ["Закритий урок", "Закритий тест"])
def test_the_page_is_read_by_those_inside(browser_of, closed, who, title):
    response = browser_of(who).get(inside(closed, title).url)

    assert response.status_code == 200
    assert SECRET in response.content.decode()


@outside
def test_a_lesson_outside_is_not_marked_done(browser_of, closed, who):
    lesson = inside(closed, "Закритий урок")

    response = browser_of(who).post(f"/lessons/{lesson.pk}/done/")

    assert response.status_code == (302 if who is signed_out else 404)
    assert not LessonCompletion.objects.exists()


@outside
@pytest.mark.parametrize("way", ["", "q/1/", "result/"])
def test_the_quiz_outside_answers_no_address_and_no_method(browser_of, closed, who, way):
    quiz, browser = inside(closed, "Закритий тест"), browser_of(who)

    for send in (browser.get, browser.post):
        response = send(f"{quiz.url}{way}")
        assert response.status_code == 302
        assert SECRET not in response.content.decode()
    assert not quiz.attempts.exists()


@outside
def test_course_and_module_name_the_lessons_without_leading_there(browser_of, closed, who):
    browser, module = browser_of(who), inside(closed, "Закритий модуль")

    for page in (closed, module):
        answer = browser.get(page.url).content.decode()
        assert "Закритий урок" in answer
        assert inside(closed, "Закритий урок").url not in answer
        assert SECRET not in answer


@inner
def test_course_and_module_lead_those_inside_to_the_lessons(browser_of, closed, who):
    browser, module = browser_of(who), inside(closed, "Закритий модуль")

    for page in (closed, module):
        assert inside(closed, "Закритий урок").url in browser.get(page.url).content.decode()


@pytest.mark.parametrize("level", ["lesson", "module", "course"])
@pytest.mark.parametrize("who", [signed_out, participant, trainer, coordinator], ids=lambda who: who.__name__)
def test_what_is_not_published_is_read_by_nobody(client, sign_in, level, who):
    course = make_course()
    module = make_module(course)
    lesson, quiz = make_lesson(module, title="Відкритий урок"), make_quiz(module)
    if user := who(course):
        sign_in(user)
    {"lesson": lesson, "module": module, "course": course}[level].unpublish()

    assert client.get(lesson.url).status_code == 404
    assert client.post(f"/lessons/{lesson.pk}/done/").status_code in (302, 404)
    if level != "lesson":
        assert [client.get(f"{quiz.url}{way}").status_code for way in ("", "q/1/", "result/")] == [404] * 3
        assert client.post(quiz.url).status_code == 404
        assert client.get(module.url).status_code == 404
    assert lesson.pk not in visible_pages(user or AnonymousUser()).values_list("pk", flat=True)
    assert lesson.url not in client.get("/sitemap.xml").content.decode()
    assert not LessonCompletion.objects.exists()


def test_an_open_course_is_read_by_anybody_and_kept_for_the_enrolled(client):
    lesson = make_lesson(text="Відкритий текст.")

    assert "Відкритий текст." in client.get(lesson.url).content.decode()
    assert can_read(user=AnonymousUser(), course=lesson.course)


def test_courses_behind_wagtails_privacy_are_found_and_entered_only_by_its_members(client, sign_in):
    course = make_course(title="Для грантоотримувачів")
    cohort = make_cohort(course)
    group = Group.objects.create(name="грантоотримувачі")
    PageViewRestriction.objects.create(page=course, restriction_type="groups").groups.add(group)
    member, other = make_person(), make_person()
    member.user.groups.add(group)

    for person, status in ((other, 404), (member, 200)):
        user = User.objects.get(pk=person.user_id)
        assert visible_pages(user).filter(pk=course.pk).exists() == (status == 200)
        browser = sign_in(user)
        assert browser.get(f"/enrol/{cohort.pk}/").status_code == status
        assert (course.title in browser.get(course.get_parent().url).content.decode()) == (status == 200)
        browser.post(f"/enrol/{cohort.pk}/")

    assert [row.person for row in Enrollment.objects.all()] == [member]


def test_a_course_behind_a_password_is_read_by_who_has_said_it(client):
    lesson = make_lesson(text="Відкритий текст.")
    restriction = PageViewRestriction.objects.create(page=lesson.course, restriction_type="password", password="слово")

    assert "Відкритий текст." not in client.get(lesson.url).content.decode()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{lesson.pk}/", {"password": "слово", "return_url": "/"}
    )
    assert "Відкритий текст." in client.get(lesson.url).content.decode()


def test_questions_are_seen_only_in_ones_own_attempt(client, sign_in, closed):
    quiz = inside(closed, "Закритий тест")
    quiz.intro = ""
    quiz.save()
    busy, other = make_enrollment(make_cohort(closed)).person, make_enrollment(make_cohort(closed)).person
    start_attempt(person=busy, quiz=quiz, now=timezone.now())

    for way in ("", "q/1/", "result/"):
        answer = sign_in(other).get(f"{quiz.url}{way}", follow=True).content.decode()
        assert SECRET not in answer
        assert "Рада" not in answer
    assert SECRET in sign_in(busy).get(f"{quiz.url}q/1/").content.decode()
    assert SECRET not in sign_in(busy).get(f"{quiz.url}result/", follow=True).content.decode()
