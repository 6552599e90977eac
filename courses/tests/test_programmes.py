"""Programmes of courses: their page, how far one is, the way into the next course, completion for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage, Enrollment, ProgrammeCompletion, ProgrammeCourse, ProgrammePage
from courses.programmes.completing import complete_all, complete_programmes_of
from courses.progress import complete_lesson
from courses.signals import programme_completed
from webinars.tests.factories import make_person

from .factories import make_catalog, make_cohort, make_course, make_enrollment, make_lesson, make_module

pytestmark = pytest.mark.django_db


def make_programme(*courses, title="Школа активістів", slug="shkola", **fields):
    catalog = Page.objects.get(pk=make_catalog().pk)
    programme = ProgrammePage(title=title, slug=slug, lead="Від бюджету до рішення.", locale=catalog.locale, **fields)
    programme.course_rows = [ProgrammeCourse(course=course, sort_order=place) for place, course in enumerate(courses)]
    return catalog.add_child(instance=programme)


@pytest.fixture
def courses():
    """Two courses of one lesson each."""
    return [make_lesson(make_module(make_course(title=title))).course for title in ("Основи", "Далі")]


def enroll(person, course):
    return make_enrollment(make_cohort(course), person)


def finish(person, course):
    enroll(person, course)
    lesson = Page.objects.descendant_of(course).get(depth=course.depth + 2).specific
    complete_lesson(person=person, lesson=lesson, now=timezone.now())


def steps_of(response):
    return [(step.title, step.url, step.state) for step in response.context["steps"]]


def test_the_page_names_its_courses_in_their_order_and_the_way_into_the_first(client, courses):
    programme, cohort = make_programme(*courses), make_cohort(courses[0])

    response = client.get(programme.url)

    assert steps_of(response) == [(course.title, course.url, "") for course in courses]
    assert response.context["strip"].action_url == f"/enrol/{cohort.pk}/"
    assert programme.url in client.get(make_catalog().url).content.decode()


def test_with_one_course_done_the_way_leads_into_the_next(sign_in, courses):
    programme, person = make_programme(*courses), make_person()
    finish(person, courses[0])
    cohort = make_cohort(courses[1])
    browser = sign_in(person)

    response = browser.get(programme.url)

    assert [state for _title, _url, state in steps_of(response)] == ["done", ""]
    assert response.context["strip"].action_url == f"/enrol/{cohort.pk}/"
    page = browser.get("/my/").content.decode()
    assert "1 of 2 courses, next “Далі”" in page and programme.url in page


def test_all_courses_complete_it_once_and_for_ever(sign_in, courses):
    programme, person, heard = make_programme(*courses), make_person(), []
    programme_completed.connect(hear := lambda sender, completion, **more: heard.append(completion.person))
    finish(person, courses[1])  # in whatever order
    assert not ProgrammeCompletion.objects.exists()
    finish(person, courses[0])
    complete_programmes_of(person=person, now=timezone.now())

    programme.course_rows.add(ProgrammeCourse(course=make_course(title="Третій"), sort_order=2))
    programme.save()

    programme_completed.disconnect(hear)
    completion = ProgrammeCompletion.objects.get()
    assert (completion.person, completion.programme, heard) == (person, programme, [person])
    browser = sign_in(person)
    assert "You have completed this programme on" in browser.get(programme.url).content.decode()
    assert "1 of 2 courses" not in browser.get("/my/").content.decode()


def test_a_programme_that_changes_completes_who_has_done_what_it_asks_now(courses):
    person, third = make_person(), make_course(title="Третій")
    programme = make_programme(*courses, third)
    for course in courses:
        finish(person, course)
    finish(make_person(), courses[0])
    assert not ProgrammeCompletion.objects.exists()

    ProgrammeCourse.objects.filter(course=third).delete()

    assert [complete_all(programme, now=timezone.now()) for _twice in range(2)] == [1, 0]
    assert ProgrammeCompletion.objects.get().person == person


def test_it_is_completed_when_the_last_course_was_in_whatever_order_they_are_written_down(courses):
    programme, person = make_programme(*courses), make_person()
    now = timezone.now()
    for course, days in zip(courses, (1, 9), strict=True):
        place = enroll(person, course)
        Enrollment.objects.filter(pk=place.pk).update(completed_at=now - timedelta(days=days))

    complete_programmes_of(person=person, now=now - timedelta(days=9))

    assert ProgrammeCompletion.objects.get(programme=programme).completed_at == now - timedelta(days=1)


def test_an_empty_programme_completes_nobody(courses):
    make_programme()
    finish(make_person(), courses[0])

    assert not ProgrammeCompletion.objects.exists()


def test_a_course_that_is_not_published_is_not_named(client, courses):
    programme = make_programme(*courses)
    CoursePage.objects.get(pk=courses[1].pk).unpublish()

    response = client.get(programme.url)

    assert [title for title, _url, _state in steps_of(response)] == ["Основи"]


def test_nobody_sees_how_far_another_is(sign_in, courses):
    programme = make_programme(*courses)
    finish(make_person(), courses[0])

    assert [state for *_rest, state in steps_of(sign_in(make_person()).get(programme.url))] == ["", ""]
    assert Enrollment.objects.filter(completed_at__isnull=False).count() == 1


def test_page_and_my_learning_cost_the_same_for_three_as_for_one(sign_in, queries_of, courses):
    person, counts = make_person(), []
    enroll(person, courses[0])
    sign_in(person)
    programme = make_programme(courses[0], slug="p-0")
    for number in range(2):
        counts.append([queries_of(url) for url in (programme.url, "/my/", make_catalog().url)])
        for more in range(2 * (1 - number)):
            make_programme(*courses, slug=f"p-{number}-{more}")
            programme.course_rows.add(ProgrammeCourse(course=make_course(), sort_order=more + 1))
            programme.save()

    assert counts[0] == counts[1]
