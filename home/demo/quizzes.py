"""Quizzes of the demo school and the questions of their bank, from the tables of ``courses/``."""

from dataclasses import fields
from decimal import Decimal

from courses.bank import category_at, keep_question
from courses.models import QuestionCategory, QuizDraw, QuizPage
from courses.questions.codec import from_json
from courses.questions.values import ALL, KINDS

RULES = (
    "intro",
    "pass_percent",
    "attempts_allowed",
    "required",
    "counts",
    "pause_hours",
    "minutes_allowed",
    "shuffle_options",
    "shuffle_questions",
    "answers_shown",
    "grade_weight",
)


def build_quiz(text, *, slug, course):
    """A quiz with its questions, kept in a category of the bank that is named for it; ``[[draw]]`` names others."""
    quiz = QuizPage(
        title=text["title"], slug=slug, locale=course.locale, **{name: text[name] for name in RULES if name in text}
    )
    if "pre_test" in text:
        quiz.pre_test = QuizPage.objects.descendant_of(course).get(slug=text["pre_test"])
    shelf = (course.title, text.get("category", text["title"]))
    QuestionCategory.objects.filter(pk=category_at(shelf[:1]).pk).update(course=course)  # other trainers see no answers
    asked = [keep_question(value=value_of(row), category=category_at(shelf)) for row in text.get("question", [])]
    lines = [QuizDraw(question=question) for question in asked] if text.get("asks_all", True) else []
    lines += [
        QuizDraw(category=category_at((course.title, row["category"])), number=row["number"])
        for row in text.get("draw", [])
    ]
    for place, line in enumerate(lines):
        line.sort_order = place
    quiz.draws = lines
    return quiz


def value_of(row):
    """A plain value from a ``[[question]]``. ``choice`` with ``right`` is the short way to write options."""
    row = dict(row)
    row["feedback"] = row.pop("explanation", row.get("feedback", ""))
    if "choice" in row:
        row["options"] = options_of(row.pop("choice"))
    if row["kind"] == "multiple":
        row.setdefault("scoring", "exact")
    known = {field.name for field in fields(KINDS[row["kind"]])}
    return from_json({name: part for name, part in row.items() if name in known | {"kind"}})


def options_of(choices):
    """All right answers make the whole together."""
    right = sum(choice.get("right", False) for choice in choices)
    each = (ALL / right).quantize(Decimal("0.00001"))
    return [
        {
            "text": choice["text"],
            "share": each if choice.get("right") else choice.get("share", 0),
            "feedback": choice.get("feedback", ""),
        }
        for choice in choices
    ]
