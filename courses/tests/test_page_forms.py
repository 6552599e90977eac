"""A quiz is published only when each of its questions can be answered rightly."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses.models import QuizPage

from .factories import make_module

pytestmark = pytest.mark.django_db


def question(kind, *right):
    """A question of three answers of which those at the places ``right`` are marked."""
    choices = [{"text": f"Відповідь {place}", "right": "on" if place in right else ""} for place in range(3)]
    fields = {"text": "Що є доходами?", "kind": kind, "hint": "", "explanation": ""}
    return {**fields, "choices": inline_formset(choices)}


def save(client, *questions, **action):
    """Save a new quiz; the response."""
    url = reverse("wagtailadmin_pages:add", args=["courses", "quizpage", make_module().pk])
    fields = {"title": "Тест", "slug": "test", "intro": "", "pass_percent": 70, "attempts_allowed": 0}
    formsets = {"questions": inline_formset(questions), "comments": inline_formset([])}
    return client.post(url, nested_form_data({**fields, **formsets, **action}))


PUBLISH = {"action-publish": "on"}


@pytest.mark.parametrize(("kind", "right"), [("single", [1]), ("multiple", [0]), ("multiple", [0, 1, 2])])
def test_an_answerable_question_is_published(admin, kind, right):
    response = save(admin, question(kind, *right), **PUBLISH)

    assert response.status_code == 302, response.context["form"].formsets["questions"].errors
    assert QuizPage.objects.get().live


@pytest.mark.parametrize(("kind", "right"), [("single", []), ("single", [0, 1]), ("multiple", [])])
def test_a_question_that_nobody_could_answer_is_not_published(admin, kind, right):
    response = save(admin, question("single", 0), question(kind, *right), **PUBLISH)

    assert response.status_code == 200
    assert [list(errors) for errors in response.context["form"].formsets["questions"].errors] == [[], ["kind"]]
    assert not QuizPage.objects.exists()


def test_a_draft_may_be_unfinished(admin):
    assert save(admin, question("single")).status_code == 302

    assert not QuizPage.objects.get().live


def test_a_deleted_question_is_not_asked(admin):
    response = save(admin, question("single", 0), {**question("single"), "DELETE": "1"}, **PUBLISH)

    assert response.status_code == 302
    assert QuizPage.objects.get().questions.count() == 1
