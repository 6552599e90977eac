"""A discussion is for who has a part in its course, through every door; also of a course that everybody reads."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from courses.discussion.access import discussed_courses, may_discuss, posts_open_to
from courses.discussion.posting import answer, ask
from courses.models import CoursePage, Post, PostReport
from webinars.tests.factories import make_person

from .factories import make_cohort, make_enrollment, make_trainer
from .onlookers import (
    administrator,
    coordinator,
    inner,
    inside,
    outside,
    participant,
    signed_out,
    trainer,
)

pytestmark = pytest.mark.django_db
WORDS = "Слова для своїх"


@pytest.fixture(params=["enrolled", "open"])
def course(request, closed):
    """One whose lessons are for enrolled people, and the same when everybody may read them."""
    CoursePage.objects.filter(pk=closed.pk).update(reading=request.param)
    return CoursePage.objects.get(pk=closed.pk)


@pytest.fixture
def question(course):
    author = make_enrollment(make_cohort(course)).person
    made = ask(person=author, lesson=inside(course, "Закритий урок"), text=WORDS, now=timezone.now())
    answer(person=make_trainer(course), question=made, text=WORDS, by_trainer=True, now=timezone.now())
    return made


def doors(question):
    lesson, course = question.lesson, question.lesson.course
    reply = question.answers.get()
    return [
        reverse("lesson_questions", args=[lesson.pk]),
        reverse("course_questions", args=[course.pk]),
        reverse("question", args=[question.pk]),
        reverse("post_report", args=[question.pk]),
        reverse("post_report", args=[reply.pk]),
    ]


def keepers_doors(question):
    return [reverse("post_moderate", args=[post.pk]) for post in (question, question.answers.get())]


@outside
def test_outside_there_is_nothing_to_read_write_or_judge(browser_of, course, question, who):
    browser = browser_of(who)
    expected = 302 if who is signed_out else 404

    for url in [*doors(question), *keepers_doors(question), reverse("post_own", args=[question.pk])]:
        for response in (browser.get(url), browser.post(url, {"text": "Ні", "reason": "Ні", "hide": "1"})):
            assert response.status_code in (expected, 403)
            assert WORDS not in response.content.decode()
    assert browser.post(reverse("answer_confirm", args=[question.answers.get().pk])).status_code == expected
    for url in (course.url, question.lesson.url, "/search/?q=Слова", "/sitemap.xml", "/t/questions/", "/my/"):
        page = browser.get(url, follow=True).content.decode()
        assert WORDS not in page
        assert "Questions and answers (" not in page
    assert Post.objects.count() == 2
    assert not PostReport.objects.exists()
    assert not Post.objects.exclude(hidden_at=None).exists()


@inner
def test_inside_everything_is_read(browser_of, question, who):
    browser = browser_of(who)

    for url in doors(question)[:3]:
        response = browser.get(url)
        assert response.status_code == 200
        assert WORDS in response.content.decode()
    assert "Questions and answers (1)" in browser.get(question.lesson.url).content.decode()


@inner
def test_only_trainers_and_planners_keep_order(browser_of, question, who):
    browser = browser_of(who)
    keeps = who in (trainer, coordinator, administrator)

    for url in keepers_doors(question):
        assert browser.get(url).status_code == (200 if keeps else 404)
    assert bool(list(browser.get("/t/questions/?show=hidden").context["page_obj"])) is False
    assert browser.post(reverse("answer_confirm", args=[question.answers.get().pk])).status_code == (
        302 if keeps else 404
    )


@inner
def test_the_predicate_says_what_the_queryset_says(course, question, who):
    user = who(course)

    assert list(discussed_courses(user)) == [course] or course in discussed_courses(user)
    assert may_discuss(user=user, course=course)
    assert set(posts_open_to(user)) >= {question}


@pytest.mark.parametrize("title", ["Закритий урок", "Закритий модуль", "Закритий курс"])
@pytest.mark.parametrize("who", [participant, trainer, coordinator], ids=lambda who: who.__name__)
def test_what_is_taken_down_takes_its_discussion_along(browser_of, course, question, who, title):
    browser = browser_of(who)
    Page.objects.filter(title=title).update(live=False)

    assert browser.get(reverse("question", args=[question.pk])).status_code == 404
    assert browser.get(reverse("lesson_questions", args=[question.lesson_id])).status_code == 404
    assert WORDS not in browser.get("/t/questions/").content.decode()


def test_wagtails_privacy_comes_on_top(browser_of, question):
    PageViewRestriction.objects.create(page=question.lesson, restriction_type="password", password="x")
    browser = browser_of(participant)

    assert browser.get(reverse("question", args=[question.pk])).status_code == 404
    assert browser.get(reverse("lesson_questions", args=[question.lesson_id])).status_code == 404


def test_ones_own_page_is_ones_own(browser_of, sign_in, question):
    url = reverse("post_own", args=[question.pk])

    for somebody in (make_person(), participant(question.lesson.course), trainer(question.lesson.course)):
        browser = sign_in(somebody)
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"take_back": "1"}).status_code == 404
    assert Post.objects.get(pk=question.pk).text == WORDS


def test_a_copied_lesson_begins_without_words(course, question):
    twin = question.lesson.copy(update_attrs={"title": "Копія", "slug": "kopiia"})

    assert not twin.posts.exists()


def test_a_lesson_with_questions_is_kept(admin, question):
    url = reverse("wagtailadmin_pages:delete", args=[question.lesson_id])

    assert admin.post(url).status_code == 302
    assert Page.objects.filter(pk=question.lesson_id).exists()
