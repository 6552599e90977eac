"""What the editor of a quiz is told before it is published."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import AssignmentPage, QuizPage

from .factories import make_category, make_module, make_question

pytestmark = pytest.mark.django_db
RULES = {
    "pass_percent": 70,
    "grade_weight": 1,
    "attempts_allowed": 0,
    "pause_hours": 0,
    "minutes_allowed": 0,
    "counts": "best",
    "answers_shown": "at_once",
}


def save(client, *lines, **fields):
    """Save a new quiz; the response."""
    url = reverse("wagtailadmin_pages:add", args=["courses", "quizpage", make_module().pk])
    draws = inline_formset([{"question": "", "category": "", "number": 1, **line} for line in lines])
    data = {"title": "Тест", "slug": "test", "intro": "", **RULES, "draws": draws, "comments": inline_formset([])}
    return client.post(url, nested_form_data({**data, **fields}))


PUBLISH = {"action-publish": "on"}


def test_a_quiz_of_fixed_and_drawn_questions_is_published(admin):
    question, category = make_question(), make_category("Доходи")

    response = save(admin, {"question": question.pk}, {"category": category.pk, "number": 3}, **PUBLISH)

    assert response.status_code == 302, response.context["form"].formsets["draws"].errors
    quiz = QuizPage.objects.get()
    assert quiz.live
    assert list(quiz.draws.values_list("question", "category", "number")) == [
        (question.pk, None, 1),
        (None, category.pk, 3),
    ]


@pytest.mark.parametrize("both", [True, False])
def test_a_line_is_a_question_or_a_category(admin, both):
    line = {"question": make_question().pk, "category": make_category().pk} if both else {}

    response = save(admin, line, **PUBLISH)

    assert response.status_code == 200
    assert "Choose one question" in str(response.context["form"].formsets["draws"].errors)
    assert not QuizPage.objects.exists()


def test_a_date_for_the_answers_is_asked_for(admin):
    response = save(admin, {"question": make_question().pk}, answers_shown="from_date", **PUBLISH)

    assert list(response.context["form"].errors) == ["answers_from"]


def test_answers_are_not_shown_after_a_last_attempt_that_never_comes(admin):
    response = save(admin, {"question": make_question().pk}, answers_shown="after_last", **PUBLISH)

    assert list(response.context["form"].errors) == ["answers_shown"]


def save_assignment(client, *points, **fields):
    """Publish a new assignment whose rubric has one criterion with levels of these points; the response."""
    url = reverse("wagtailadmin_pages:add", args=["courses", "assignmentpage", make_module().pk])
    levels = inline_formset([{"title": f"Рівень {number}", "points": number, "ORDER": number} for number in points])
    data = {
        "title": "Лист",
        "slug": "lyst",
        "accepts": "text",
        "file_kinds": "any",
        "max_megabytes": 5,
        "max_files": 1,
        "late_rule": "note",
        "late_percent": 10,
        "peer_readers": 0,
        "peer_days": 7,
        "max_points": 10,
        "grade_weight": 1,
        "pass_points": 6,
        "body": streamfield([("text", rich_text("<p>Напишіть лист.</p>"))]),
        "due_rows": inline_formset([]),
        "criteria": inline_formset([{"title": "Мета", "ORDER": 1, "levels": levels}]),
        "comments": inline_formset([]),
    }
    return client.post(url, nested_form_data({**data, **fields, **PUBLISH}))


def test_a_rubric_gives_at_best_the_points_possible(admin):
    response = save_assignment(admin, 0, 8)

    assert response.status_code == 200
    assert "At best the rubric makes 8 points" in str(response.context["form"].errors["max_points"])
    assert not AssignmentPage.objects.exists()

    response = save_assignment(admin, 0, 10)

    assert response.status_code == 302, response.context["form"].errors
    assert AssignmentPage.objects.get().live


def test_no_more_points_are_needed_than_are_possible(admin):
    response = save_assignment(admin, 0, 10, pass_points=11)

    assert "No more points" in str(response.context["form"].errors["pass_points"])
