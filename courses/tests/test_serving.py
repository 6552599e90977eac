"""The catalog, the page of a course, a module and a lesson, as they answer a request."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from content.models import Topic
from courses.models import CatalogPage, CohortSession
from courses.progress import complete_lesson
from webinars.tests.factories import make_event, make_person, make_session

from .factories import (
    DAY,
    make_catalog,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
    make_trainer,
)

pytestmark = pytest.mark.django_db


def listed(response):
    return [course.title for course in response.context["page_obj"]]


def steps_of(response):
    """(title, address, state) of the steps of each module of a course page."""
    return {
        module.title: [(step.title, step.url, step.state) for step in module.steps]
        for module in response.context["modules"]
    }


def test_the_catalog_lists_published_courses_in_their_order(client):
    for title in ("Бюджет", "Адвокація"):
        make_course(title=title)
    make_course(title="Чернетка", live=False)

    assert listed(client.get(make_catalog().url)) == ["Бюджет", "Адвокація"]


def test_the_catalog_is_filtered_by_topic_and_format(client):
    topic = Topic.objects.create(name="Медіа", slug="media")
    make_course(title="Медіа", topic=topic)
    make_course(title="Вебінари", format="lessons_webinars")
    url = make_catalog().url

    def found(**query):
        return listed(client.get(url, query))

    assert found(topic="media") == ["Медіа"]
    assert found(format="lessons_webinars") == ["Вебінари"]
    assert found(topic="media", format="lessons_webinars") == []
    assert found(topic="nema") == found(format="<b>") == ["Медіа", "Вебінари"]


def test_an_empty_choice_says_so_and_leads_back(client):
    make_course()

    page = client.get(make_catalog().url, {"format": "lessons_webinars"}).content.decode()

    assert "No courses fit. Clear the filter." in page


def test_the_catalog_names_the_cohort_one_can_enroll_in(client):
    course = make_course()
    cohort = make_cohort(course)
    make_cohort(course, state="draft")

    assert f"{cohort.label}:" in client.get(make_catalog().url).content.decode()


def test_the_catalog_pages_through_many(client):
    for number in range(13):
        make_course(title=f"Курс {number}")
    url = make_catalog().url

    assert len(listed(client.get(url))) == 12
    assert listed(client.get(url, {"page": 2})) == ["Курс 12"]


def test_the_english_catalog_lists_the_ukrainian_courses_and_says_so(client):
    course, catalog = make_course(title="Бюджет"), make_catalog()
    english, _made = Locale.objects.get_or_create(language_code="en")
    home = catalog.get_parent().copy_for_translation(english)
    twin = Page.objects.get(pk=home.pk).add_child(
        instance=CatalogPage(title="Courses", slug="courses", locale=english, translation_key=catalog.translation_key)
    )
    for page in (home, twin):
        page.save_revision().publish()

    response = client.get(f"/en/{twin.slug}/")

    assert listed(response) == ["Бюджет"]
    assert f'<a href="{course.url}" hreflang="uk">' in response.content.decode()


def test_a_course_page_shows_its_programme_with_addresses(client):
    module = make_module(title="Звідки гроші")
    lesson, quiz = make_lesson(module, title="Урок"), make_quiz(module, title="Тест")
    make_lesson(module, title="Чернетка", live=False)

    response = client.get(lesson.course.url)

    assert steps_of(response) == {"Звідки гроші": [("Урок", lesson.url, ""), ("Тест", quiz.url, "")]}
    assert [module.note.replace("\xa0", " ") for module in response.context["modules"]] == ["1 lesson, 8 хвилин"]


def test_a_course_page_shows_what_one_has_done(sign_in):
    module = make_module(title="Звідки гроші")
    first, second = make_lesson(module, title="Перший"), make_lesson(module, title="Другий")
    person = make_enrollment(make_cohort(first.course)).person
    complete_lesson(person=person, lesson=first, now=timezone.now())

    response = sign_in(person).get(first.course.url)

    assert steps_of(response) == {"Звідки гроші": [("Перший", first.url, "done"), ("Другий", second.url, "")]}


def test_live_sessions_stand_beside_their_module_or_at_the_end(client):
    module = make_module(title="Звідки гроші")
    cohort = make_cohort(module.get_parent().specific)
    soon, later = timezone.now() + DAY, timezone.now() + 2 * DAY
    beside, apart = make_session(title="Разом", starts_at=soon), make_session(title="Підсумки", starts_at=later)
    CohortSession.objects.create(cohort=cohort, session=apart)
    CohortSession.objects.create(cohort=cohort, session=beside, module=module)

    steps = steps_of(client.get(cohort.course.url))

    assert steps == {
        "Звідки гроші": [(beside.full_title, beside.event.url, "live")],
        "Live sessions": [(apart.full_title, apart.event.url, "live")],
    }


def test_sessions_that_are_not_announced_are_on_no_course_page(client, admin):
    cohort = make_cohort()
    for session in (make_session(state="draft"), make_session(event=make_event(live=False))):
        CohortSession.objects.create(cohort=cohort, session=session)
    called_off = make_session(state="cancelled")
    CohortSession.objects.create(cohort=cohort, session=called_off)

    for browser in (client, admin):
        steps = steps_of(browser.get(cohort.course.url))
        assert [title for title, _url, _state in steps["Live sessions"]] == [called_off.full_title]


def test_a_course_page_names_its_trainers(client):
    course = make_course()
    make_trainer(course)

    assert "Оксана Левчук" in client.get(course.url).content.decode()


def test_a_module_page_lists_its_steps(client):
    lesson = make_lesson(title="Урок")

    response = client.get(lesson.module.url)

    assert [(step.title, step.url) for step in response.context["steps"]] == [("Урок", lesson.url)]
    assert f'<a href="{lesson.course.url}">' in response.content.decode()


def done_form(lesson):
    return f'<form method="post" action="/lessons/{lesson.pk}/done/">'


def test_a_lesson_stands_between_its_neighbors(client):
    module = make_module(title="Звідки гроші")
    make_lesson(module, title="Перший")
    lesson = make_lesson(module, title="Другий", text="Бюджет — це план.")
    following = make_lesson(make_module(module.get_parent().specific), title="Третій")

    response = client.get(lesson.url)

    assert response.context["place"] == "Step 2 of 3"
    assert response.context["following"].url == following.url
    assert [(step.title, step.state) for step in response.context["steps"]] == [("Перший", ""), ("Другий", "now")]
    assert "Бюджет — це план." in response.content.decode()


def test_a_reader_without_a_place_is_invited_and_a_participant_gets_the_button(client, sign_in):
    lesson = make_lesson()
    invitation = "Enroll in the course to keep your progress and earn a certificate."

    for browser in (client, sign_in(make_person())):
        page = browser.get(lesson.url).content.decode()
        assert invitation in page
        assert done_form(lesson) not in page
    page = sign_in(make_enrollment(make_cohort(lesson.course)).person).get(lesson.url).content.decode()
    assert invitation not in page
    assert done_form(lesson) in page


def test_pages_answer_in_as_many_queries_for_three_rows_as_for_one(client, sign_in, queries_of):
    """The catalog, the course, a lesson and a module: with one and three courses, modules, lessons, sessions."""
    lesson = make_lesson()
    course, cohort = lesson.course, make_cohort(lesson.course)
    person = make_enrollment(cohort).person
    pages = [make_catalog().url, course.url, lesson.module.url, lesson.url]
    counts = {url: [] for url in pages}
    for more in (1, 2):
        for _number in range(more):
            make_cohort()
            make_trainer(course)
            CohortSession.objects.create(cohort=cohort, session=make_session(starts_at=timezone.now() + DAY))
            make_lesson(lesson.module)
            make_lesson(make_module(course))
            make_quiz(make_module(course))
        client.logout()
        for url in pages:
            counts[url].append(queries_of(url))
        sign_in(person)
        for url in pages:
            counts[url].append(queries_of(url))

    assert {url: found for url, found in counts.items() if found[:2] != found[2:]} == {}
