"""The demonstration: one course shows all that quizzes and assignments can do, and its answers are its trainers’."""

import tomllib

import pytest

from courses.bank import category_at
from courses.models import QuizDraw
from courses.questions.values import KINDS
from courses.tests.factories import make_course
from home.demo.quizzes import build_quiz
from home.demo.reading import HERE

COURSE = HERE / "courses" / "biudzhet-hromady"
STEPS = {path.stem[3:]: tomllib.loads(path.read_text()) for path in sorted(COURSE.glob("*/[0-9]*.toml"))}


def test_one_course_asks_every_kind_has_a_rubric_and_ends_with_a_test_by_chance_that_is_paired():
    quizzes = {slug: step for slug, step in STEPS.items() if step["type"] == "quiz"}
    asked = [row for quiz in quizzes.values() for row in quiz.get("question", [])]
    assert {row["kind"] for row in asked} == set(KINDS)
    assert {gap["kind"] for row in asked for gap in row.get("gaps", [])} == set(KINDS) - {
        "cloze",
        "essay",
        "description",
    }

    rubrics = [step["criterion"] for step in STEPS.values() if step["type"] == "assignment"]
    assert rubrics and all(len(row["levels"]) > 1 for rubric in rubrics for row in rubric)

    final = list(quizzes.values())[-1]
    kept = len(final["question"])
    assert (final["asks_all"], sum(row["number"] for row in final["draw"]) < kept) == (False, True)
    assert final["minutes_allowed"] and final["pre_test"] in quizzes


@pytest.mark.django_db
def test_the_shelf_of_a_course_is_for_its_trainers():
    course = make_course(title="Бюджет громади")
    quiz = build_quiz(STEPS["praktykum"], slug="praktykum", course=course)

    assert category_at(["Бюджет громади"]).course == course
    assert {line.question.category.parent for line in quiz.draws.all() if isinstance(line, QuizDraw)} == {
        category_at(["Бюджет громади"])
    }


def test_some_criteria_have_words_of_a_trainer_and_of_a_peer():
    works = tomllib.loads((HERE / "homework.toml").read_text())["work"]

    assert any(work.get("notes") for work in works)
    assert any(peer.get("notes") for work in works for peer in work.get("peer", []))
