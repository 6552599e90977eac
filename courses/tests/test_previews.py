"""Every page of a course is previewed before anything is published, also before it is saved for the first time."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from people.roles import TRAINERS

from .factories import (
    make_catalog,
    make_category,
    make_closed_course,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
    make_staff,
)
from .test_assignments import make_assignment
from .test_programmes import make_programme

pytestmark = pytest.mark.django_db
# What only the whole page says, beside its title.
MARKS = {
    "assignmentpage": "Step ",
    "catalogpage": "All topics",
    "coursepage": 'id="programme"',
    "lessonpage": "Step 1 of",
    "modulepage": 'class="crumb"',
    "programmepage": 'id="courses"',
    "quizpage": "Step 1 of",
}
KINDS = list(MARKS)


@pytest.fixture
def author(sign_in):
    """A trainer without a person behind the account, who writes."""
    user = make_staff(TRAINERS)
    client = sign_in(user)
    client.user = user
    return client


@pytest.fixture
def drafts(author):
    """A closed course of the author of which nothing is published."""
    course = make_closed_course(title="Чернетка курсу", live=False, owner=author.user)
    module = make_module(course, title="Чернетка модуля", live=False)
    lesson = make_lesson(module, title="Чернетка уроку", text="Текст чернетки.", live=False)
    quiz = make_quiz(module, title="Чернетка тесту", live=False)
    return {
        "assignmentpage": make_assignment(module, live=False),
        "catalogpage": make_catalog(),
        "coursepage": course,
        "modulepage": module,
        "programmepage": make_programme(course, live=False),
        "lessonpage": lesson,
        "quizpage": quiz,
    }


def test_no_kind_of_page_is_forgotten():
    assert sorted(model._meta.model_name for model in get_page_models() if model._meta.app_label == "courses") == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_shown_to_its_author(author, drafts, kind):
    page = drafts[kind]
    page.save_revision()

    response = author.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert page.title in response.content.decode()
    assert MARKS[kind] in response.content.decode()


def test_a_draft_is_shown_to_nobody_else(client, sign_in, drafts):
    for page in drafts.values():
        page.save_revision()
    stranger = make_enrollment(make_cohort(make_course())).person

    for page in drafts.values():
        url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        assert sign_in(stranger).get(url).status_code == 302


def draws(*rows):
    return inline_formset([{"question": "", "category": "", "number": 1, **row} for row in rows])


FORMS = {
    "assignmentpage": {
        "body": streamfield([("text", rich_text("<p>Пишіть.</p>"))]),
        "accepts": "both",
        "file_kinds": "documents",
        "max_megabytes": 10,
        "max_files": 3,
        "due_days": "",
        "late_rule": "note",
        "late_percent": 10,
        "peer_readers": 0,
        "peer_days": 7,
        "max_points": 10,
        "grade_weight": 1,
        "pass_points": 6,
        "due_rows": inline_formset([]),
        "criteria": inline_formset([]),
    },
    "catalogpage": {"lead": "Усі курси"},
    "coursepage": {
        "lead": "Навчимося",
        "weeks": 4,
        "hours": 12,
        "format": "lessons",
        "reading": "enrolled",
        "outcomes": streamfield([("outcome", "Читати бюджет")]),
        "faq": streamfield([("item", {"question": "Чи платно?", "answer": "Ні."})]),
        "body": streamfield([("text", rich_text("<p>Про курс.</p>"))]),
        "trainer_rows": inline_formset([]),
        "prerequisites": inline_formset([]),
    },
    "modulepage": {"lead": "Про модуль"},
    "programmepage": {"lead": "Два курси", "body": streamfield([("text", rich_text("<p>Разом.</p>"))])},
    "lessonpage": {
        "minutes": 8,
        "done_by": "reader",
        "least_minutes": 0,
        "body": streamfield([("text", rich_text("<p>Текст уроку.</p>"))]),
    },
    "quizpage": {
        "intro": "Три запитання",
        "pass_percent": 70,
        "grade_weight": 1,
        "attempts_allowed": 0,
        "pause_hours": 0,
        "minutes_allowed": 0,
        "counts": "best",
        "answers_shown": "at_once",
    },
}
COMMON = {
    "slug": "nove",
    "seo_title": "",
    "search_description": "",
    "show_in_menus": "",
    "comments": inline_formset([]),
}


def form_of(kind):
    extra = {"kilim_seed": ""} if kind in ("coursepage", "programmepage") else {}
    if kind == "programmepage":
        extra["course_rows"] = inline_formset([{"course": make_course().pk} for _number in range(2)])
    if kind == "quizpage":
        extra = {"draws": draws({"question": make_question().pk}, {"category": make_category().pk, "number": 3})}
    return nested_form_data({"title": "Нова сторінка", **COMMON, **extra, **FORMS[kind]})


PARENTS = {
    "assignmentpage": "modulepage",
    "coursepage": "catalogpage",
    "modulepage": "coursepage",
    "lessonpage": "modulepage",
    "programmepage": "catalogpage",
    "quizpage": "modulepage",
}


@pytest.mark.parametrize("kind", PARENTS)
@pytest.mark.parametrize("sibling", [True, False], ids=["beside others", "first of its kind"])
def test_a_page_is_previewed_before_it_is_saved(author, drafts, kind, sibling):
    parent = drafts[PARENTS[kind]]
    if not sibling and kind != "coursepage":
        for child in parent.get_children():
            child.delete()
        parent = Page.objects.get(pk=parent.pk)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", kind, parent.pk])

    assert author.post(url, form_of(kind)).json()["is_valid"]
    response = author.get(url)

    assert response.status_code == 200
    assert "Нова сторінка" in response.content.decode()
    assert MARKS[kind] in response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_is_previewed_before_it_is_kept(author, drafts, kind):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[drafts[kind].pk])
    drafts[kind].save_revision()

    assert author.post(url, form_of(kind)).json()["is_valid"]
    response = author.get(url)

    assert response.status_code == 200
    assert "Нова сторінка" in response.content.decode()
    assert MARKS[kind] in response.content.decode()


def test_the_author_sees_all_questions_with_their_answers(author, drafts):
    quiz = drafts["quizpage"]
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[quiz.pk])

    assert author.post(f"{url}?mode=questions", form_of("quizpage")).json()["is_valid"]
    shown = author.get(f"{url}?mode=questions").content.decode()

    assert "Хто затверджує бюджет?" in shown
    assert "Right answer: Рада" in shown
    assert "3 questions by chance from “Бюджет”" in shown


def test_a_preview_shows_the_draft_in_its_place_among_published_steps(author):
    module = make_module(make_course(owner=author.user))
    make_lesson(module, title="Перший")
    draft = make_lesson(module, title="Другий", live=False)
    make_lesson(module, title="Третій")
    draft.save_revision()

    shown = author.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()

    assert "Step 2 of 3" in shown
    assert re.search(r"Next:\s*<a[^>]*>Третій</a>", shown)


def test_no_address_makes_a_preview(client, drafts):
    """Only Wagtail, after it has asked for permission, marks a request as a preview."""
    lesson = drafts["lessonpage"]
    client.logout()

    for query in ("?is_preview=1", "?preview=True", "?mode=questions", "?in_preview_panel=true"):
        assert client.get(f"{lesson.url}{query}").status_code == 404
