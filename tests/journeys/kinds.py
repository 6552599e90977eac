"""A quiz that asks one question of every kind, and how each is answered in a browser."""

from decimal import Decimal

from courses.bank import category_at, keep_question
from courses.models import QuizDraw, QuizPage
from courses.questions.values import (
    ALL,
    Cloze,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)
from home.demo.pages import publish

HALF = ALL / 2
ONE_OF_TWO = (Option(text="рада", share=ALL, feedback="Саме вона."), Option(text="голова"))
UNION = (Option(text="об’єднання", share=ALL),)
QUESTIONS = (
    Description(text="<p>Далі йдуть запитання про бюджет.</p><p>Читайте <b>уважно</b>.</p>"),
    SingleChoice(text="<p>Хто затверджує бюджет?</p>", options=ONE_OF_TWO, hint="<p>Не голова.</p>"),
    MultipleChoice(
        text="<p>Що є доходами?</p>",
        options=(Option(text="податки", share=HALF), Option(text="дотації", share=HALF), Option(text="видатки")),
    ),
    TrueFalse(text="<p>Бюджет громади є відкритим.</p>", right=True),
    ShortText(text="<p>Як називають союз громад?</p>", answers=UNION),
    Numeric(
        text="<p>Скільки метрів у кілометрі?</p>",
        answers=(NumericOption(value=Decimal(1000)),),
        units=(Unit(name="м"), Unit(name="км", factor=Decimal(1000))),
    ),
    Matching(
        text="<p>Хто що робить?</p>",
        pairs=(Pair(prompt="Рада", match="затверджує"), Pair(prompt="Виконком", match="виконує")),
        distractors=("судить",),
    ),
    Ordering(text="<p>Розставте по порядку.</p>", items=("проєкт", "рішення", "звіт")),
    Cloze(
        text="<p>Бюджет затверджує {{1}}, союз громад — це {{2}}. Рада: {{3}} років. Вона таємна: {{4}}.</p>"
        "<p>Доходи: {{5}}</p><p>Ролі: {{6}}</p><p>Кроки: {{7}}</p>",
        gaps=(
            SingleChoice(text="", options=ONE_OF_TWO),
            ShortText(text="", answers=UNION),
            Numeric(text="", answers=(NumericOption(value=Decimal(5)),), units=(Unit(name="р."),)),
            TrueFalse(text="", right=False),
            MultipleChoice(
                text="",
                options=(Option(text="збори", share=HALF), Option(text="позики", share=HALF), Option(text="субсидії")),
            ),
            Matching(text="", pairs=(Pair(prompt="Голова", match="очолює"), Pair(prompt="Депутат", match="голосує"))),
            Ordering(text="", items=("подання", "розгляд")),
        ),
    ),
    Essay(text="<p>Що змінилося у вашій громаді?</p>", guidance="<p>Шукайте приклад.</p>", points=Decimal(2)),
)
GIVEN = ["", [0], [0, 1], True, "об’єднання", {"number": "1", "unit": "км"}, ["затверджує", "виконує"]]
GAPS = [[0], "обʼєднання", {"number": "5", "unit": "р."}, False, [0, 1], ["очолює", "голосує"], ["подання", "розгляд"]]
GIVEN += [["проєкт", "рішення", "звіт"], GAPS, "Відремонтували дорогу."]


def make_kinds_quiz(module, **rules):
    """Every kind, mixed, published in ``module`` as «usi-vydy»."""
    quiz = QuizPage(title="Усі види", slug="usi-vydy", required=False, locale=module.locale, **rules)
    quiz.draws = [
        QuizDraw(question=keep_question(value=value, category=category_at(["Усі види"])), sort_order=place)
        for place, value in enumerate(QUESTIONS)
    ]
    return publish(quiz, module)
