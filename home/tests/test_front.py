"""The front page and pages of text: what they show, to whom, and at what cost."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from courses.tests.factories import make_cohort, make_course, make_enrollment
from home.front import COURSES_SHOWN, SESSIONS_SHOWN, figures, front_page
from home.models import HomePage, StandardPage
from people.models import Organization
from webinars.models import EventIndexPage
from webinars.tests.factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def test_the_next_announced_sessions_are_shown_the_soonest_first(rf, front, now):
    for days in (4, 1, 3, 2):
        make_session(starts_at=now + days * DAY, event=make_event(title=f"За {days} дні"))
    make_session(starts_at=now + DAY, state="draft")
    make_session(starts_at=now + DAY, state="cancelled")
    make_session(starts_at=now - DAY)

    shown = front_page(rf.get("/"))["sessions"]

    assert [session.event.title for session in shown] == ["За 1 дні", "За 2 дні", "За 3 дні"][:SESSIONS_SHOWN]


def test_sessions_of_private_events_are_not_shown(rf, front, now):
    private = make_event(title="Для своїх")
    private.view_restrictions.create(restriction_type="login")
    make_session(starts_at=now + DAY, event=private)

    assert front_page(rf.get("/"))["sessions"] == []


def test_some_courses_are_shown_and_all_are_counted(rf, front):
    for number in range(COURSES_SHOWN + 2):
        make_course(title=f"Курс {number}")
    make_course(title="Чернетка", live=False)

    context = front_page(rf.get("/"))

    assert [course.title for course in context["courses"]] == [f"Курс {number}" for number in range(COURSES_SHOWN)]
    assert context["course_count"] == COURSES_SHOWN + 2


def test_figures_count_each_person_once_and_only_what_happened(now):
    person = make_person()
    for days in (-2, -1, 1):
        make_session(starts_at=now + days * DAY).registrations.create(person=person, created_at=now - 3 * DAY)
    make_session(starts_at=now - DAY, state="cancelled")
    make_enrollment(make_cohort(), person)
    make_enrollment(make_cohort(), make_person())
    left = make_session(starts_at=now + DAY).registrations.create(person=make_person(), created_at=now - DAY)
    left.cancelled_at = now
    left.save()
    Organization.objects.create(name="ГО «Толока»", region="UA-05")

    assert figures(now=now) == {"people": 2, "organizations": 1, "sessions": 2, "certificates": 0}


def test_the_front_page_costs_the_same_for_one_of_a_kind_and_for_three(queries_of, front, now):
    def add():
        make_course()
        make_session(starts_at=now + DAY)

    add()
    one = queries_of("/")
    add()
    add()

    assert queries_of("/") == one
    assert one <= 10


def test_in_english_ukrainian_titles_say_their_language(client, english_front, now):
    make_course(title="Бюджет громади")
    make_session(starts_at=now + DAY, event=make_event(title="Читаємо бюджет"))

    html = client.get("/en/").content.decode()

    assert '<html lang="en"' in html
    for title in ("Бюджет громади", "Читаємо бюджет"):
        assert re.search(rf'<a [^>]*lang="uk" hreflang="uk"[^>]*>{title}</a>', html)


def test_the_steps_of_how_it_works_are_numbered_in_words(client, front):
    front.how = [("step", {"title": "Оберіть курс", "text": "Подивіться програму."})]
    front.save_revision().publish()
    cache.clear()

    html = client.get("/").content.decode()

    assert "Оберіть курс" in html and "Подивіться програму." in html
    assert html.count("<h1>") == 1


def test_a_page_of_text_shows_its_lead_and_text(client, front, add_page):
    page = add_page(front, "Про школу", "pro-shkolu", lead="Для всіх.")
    page.body = [("text", "<p>Школа навчає.</p>")]
    page.save_revision().publish()

    html = client.get("/pro-shkolu/").content.decode()

    assert "Для всіх." in html and "Школа навчає." in html
    assert "<title>Про школу — " in html


def test_an_editor_finds_pages_where_they_belong():
    assert set(HomePage.allowed_subpage_models()) >= {EventIndexPage, StandardPage}
    assert StandardPage.allowed_parent_page_models() == [HomePage, StandardPage]
    assert HomePage.allowed_parent_page_models() == [Page]
