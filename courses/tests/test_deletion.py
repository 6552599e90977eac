"""Pages with records are kept: from the lesson up to the front page, one by one and many at once."""

from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from courses.models import LessonCompletion, LessonPage
from courses.quizzes import start_attempt
from webinars.tests.factories import make_person

from .factories import make_cohort, make_course, make_enrollment, make_lesson, make_module, make_quiz

pytestmark = pytest.mark.django_db


def refusal(client, page):
    """The words with which both ways of deleting refuse, which must be the same; the page must still be there."""
    parent = page.get_parent()
    one = reverse("wagtailadmin_pages:delete", args=[page.pk])
    query = urlencode({"id": page.pk, "childOf": parent.pk})
    many = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{query}"
    said = set()
    for response in (client.get(one), client.post(one), client.post(many)):
        assert response.url == reverse("wagtailadmin_explore", args=[parent.pk])
        said.add(str(list(get_messages(response.wsgi_request))[-1]))
    assert Page.objects.filter(pk=page.pk).exists()
    (words,) = said
    return words


def above(page, *, levels):
    """``page`` and as many pages above it."""
    return [page, *page.get_ancestors().order_by("-depth")[:levels]]


@pytest.mark.parametrize("state", ["draft", "open", "cancelled"])
def test_a_course_with_cohorts_is_kept(admin, state):
    course = make_cohort(state=state).course

    for page in above(course, levels=2):
        words = refusal(admin, page)
        assert page.title in words
        assert "cohorts" in words


def test_a_lesson_that_was_done_is_kept_though_nobody_is_enrolled(admin):
    lesson, person = make_lesson(), make_person()
    LessonCompletion.objects.create(person=person, lesson=lesson, completed_at=timezone.now())

    for page in above(lesson, levels=4):
        assert "lessons that people have done" in refusal(admin, page)


def test_a_quiz_that_was_taken_is_kept(admin):
    course = make_course()
    quiz = make_quiz(make_module(course))
    enrollment = make_enrollment(make_cohort(course))
    start_attempt(person=enrollment.person, quiz=quiz, now=timezone.now())

    for page in above(quiz, levels=1):
        assert "quizzes that people have taken" in refusal(admin, page)


def test_pages_without_records_can_be_deleted(admin):
    course = make_course()
    make_quiz(make_module(course))
    lesson = make_lesson(make_module(course))

    admin.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    admin.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))

    assert not Page.objects.filter(path__startswith=course.path).exists()


def test_many_pages_are_deleted_only_when_none_must_stay(admin):
    module = make_module()
    kept, free = make_lesson(module), make_lesson(module)
    LessonCompletion.objects.create(person=make_person(), lesson=kept, completed_at=timezone.now())
    delete = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    admin.post(f"{delete}?{urlencode([('id', free.pk), ('id', kept.pk), ('childOf', module.pk)])}")
    assert LessonPage.objects.count() == 2

    admin.post(f"{delete}?{urlencode({'id': free.pk, 'childOf': module.pk})}")
    assert list(LessonPage.objects.all()) == [kept]


def test_unpublishing_many_is_no_deletion(admin):
    lesson = make_lesson()
    LessonCompletion.objects.create(person=make_person(), lesson=lesson, completed_at=timezone.now())
    unpublish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    admin.post(f"{unpublish}?{urlencode({'id': lesson.pk, 'childOf': lesson.get_parent().pk})}")

    lesson.refresh_from_db()
    assert not lesson.live
