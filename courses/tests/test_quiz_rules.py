"""Rules of a quiz: what is drawn, how long it lasts, how often it may be tried, what of it counts and is shown."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from courses.drawing import drawn, snapshot_of
from courses.exceptions import LearningRefused
from courses.models import QuizPage
from courses.progress import progress_of
from courses.questions.values import (
    ALL,
    Description,
    Essay,
    MultipleChoice,
    Option,
    Scoring,
    ShortText,
    TrueFalse,
)
from courses.quiz_results import needed_words, shows_answers
from courses.quizzes import GRACE, finish_attempt, finish_expired, save_answer, start_attempt
from webinars.tests.factories import NOON

from .factories import DAY, keep, make_category, make_cohort, make_enrollment, make_question, make_quiz

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def learner_of(quiz):
    return make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person


def begin(quiz, *, now=NOON, person=None):
    return start_attempt(person=person or learner_of(quiz), quiz=quiz, now=now)


def take(quiz, person, *, right, now=NOON):
    """An attempt at a quiz of one question."""
    attempt = begin(quiz, person=person, now=now)
    save_answer(attempt=attempt, position=0, given=[0 if right else 1], now=now)
    return finish_attempt(attempt=attempt, now=now)


@pytest.fixture
def shelves():
    """Four questions in a category, two of them on a shelf inside it."""
    return [
        keep(make_question(f"Питання {place}").as_value(), make_category("Бюджет громади", *inner))
        for place, inner in enumerate([(), (), ("Доходи",), ("Доходи",)])
    ]


def test_questions_are_drawn_by_chance_each_once_from_a_category_and_its_shelves(shelves):
    quiz = make_quiz(questions=[shelves[0]], draws=[(make_category("Бюджет громади"), 2)])
    seen = [[question.pk for question in drawn(quiz, chance=Random(seed))] for seed in range(40)]

    assert {keys[0] for keys in seen} == {shelves[0].pk}
    assert all(len(set(keys)) == 3 for keys in seen)
    assert {key for keys in seen for key in keys[1:]} == {question.pk for question in shelves[1:]}


def test_a_category_gives_what_it_has(shelves):
    quiz = make_quiz(questions=[], draws=[(make_category("Бюджет громади", "Доходи"), 9)])

    assert begin(quiz).max_score == 2


def test_a_text_without_a_question_is_shown_where_it_is_named_and_counts_as_none(shelves, sign_in):
    text = keep(Description(text="<p>Далі про бюджет.</p>"), make_category("Бюджет громади", "Доходи"))
    quiz = make_quiz(questions=[text, shelves[0]], draws=[(make_category("Бюджет громади"), 9)])
    attempt = begin(quiz, now=timezone.now())
    browser = sign_in(attempt.person)

    assert [entry["kind"] for entry in attempt.snapshot] == ["description", *["single"] * 4]
    assert (attempt.max_score, progress_of(person=None, course=quiz.course).items[0].questions) == (4, 10)
    assert QuizPage.objects.get(pk=quiz.pk).number_of_questions == 10
    first, second = (browser.get(f"{quiz.url}q/{number}/") for number in (1, 2))
    assert (first.context["place"], second.context["place"]) == ("A text to read", "Question 1 of 4")
    assert "Go on" in first.content.decode() and "Save and go on" not in first.content.decode()


def test_drawing_takes_as_many_queries_for_many_questions_as_for_few(django_assert_num_queries, shelves):
    for number in (1, 3):
        quiz = make_quiz(questions=[shelves[0]], draws=[(make_category("Бюджет громади"), number)] * number)
        with django_assert_num_queries(4):
            assert snapshot_of(quiz, chance=Random(0))


def test_what_is_mixed_stays_as_it_was_mixed_for_the_attempt():
    question = make_question(wrong=("Голова", "Виконком", "Казначейство", "Староста"))
    quiz = make_quiz(questions=[question, make_question("Інше")], shuffle_options=True, shuffle_questions=True)
    attempt = begin(quiz)
    orders = {tuple(snapshot_of(quiz, chance=Random(seed))[0]["order"]) for seed in range(30)}

    again = begin(quiz, person=attempt.person)

    assert again.snapshot == attempt.snapshot
    assert len(orders) > 10


def test_time_is_counted_on_the_server_with_a_grace_for_a_lost_line():
    attempt = begin(make_quiz(minutes_allowed=30))

    assert attempt.due_at == NOON + 30 * MINUTE
    save_answer(attempt=attempt, position=0, given=[0], now=attempt.due_at + GRACE)
    with pytest.raises(LearningRefused, match="Time is over"):
        save_answer(attempt=attempt, position=1, given=[0, 1], now=attempt.due_at + GRACE + MINUTE)
    assert attempt.answers.count() == 1


def test_the_sweep_finishes_what_is_out_of_time_and_what_was_saved_counts():
    attempt, endless = begin(make_quiz(minutes_allowed=30)), begin(make_quiz())
    save_answer(attempt=attempt, position=0, given=[0], now=NOON)

    assert finish_expired(now=attempt.due_at + GRACE) == 0
    assert finish_expired(now=NOON + DAY) == 1

    attempt.refresh_from_db()
    endless.refresh_from_db()
    assert (attempt.score, attempt.finished_at) == (1, attempt.due_at)
    assert endless.finished_at is None


def test_starting_after_the_time_is_over_is_another_attempt():
    first = begin(make_quiz(minutes_allowed=30))

    second = begin(first.quiz, person=first.person, now=NOON + DAY)

    first.refresh_from_db()
    assert (first.finished_at, second.number) == (first.due_at, 2)


def test_between_attempts_one_waits():
    quiz = make_quiz(questions=[make_question()], pause_hours=24)
    person = learner_of(quiz)
    take(quiz, person, right=False)

    with pytest.raises(LearningRefused, match="can be started from"):
        begin(quiz, person=person, now=NOON + 23 * HOUR)
    assert begin(quiz, person=person, now=NOON + 24 * HOUR).number == 2


def test_where_the_average_counts_one_good_attempt_is_not_enough():
    quiz = make_quiz(questions=[make_question()], counts="average", pass_percent=60)
    person = learner_of(quiz)

    results = [take(quiz, person, right=right).passed for right in (False, True, True)]

    assert results == [False, False, True]


def test_an_essay_keeps_the_result_open():
    quiz = make_quiz(questions=[keep(Essay(text="<p>Розкажіть.</p>", points=Decimal(3)))])
    attempt = begin(quiz)
    save_answer(attempt=attempt, position=0, given="Ось моя громада.", now=NOON)

    finished = finish_attempt(attempt=attempt, now=NOON)

    assert (finished.score, finished.passed, finished.waits_for_mark) == (None, False, True)


@pytest.mark.parametrize(
    ("shown", "left", "sees"),
    [
        ("at_once", None, True),
        ("after_last", 1, False),
        ("after_last", 0, True),
        ("after_last", None, False),
        ("from_date", 0, True),
        ("never", 0, False),
    ],
)
def test_right_answers_are_shown_when_the_quiz_says(shown, left, sees):
    assert shows_answers(QuizPage(answers_shown=shown, answers_from=NOON), left=left, now=NOON) == sees
    if shown == "from_date":
        assert not shows_answers(QuizPage(answers_shown=shown, answers_from=NOON), left=left, now=NOON - HOUR)


PARTS = MultipleChoice(text="<p>Що?</p>", options=(Option(text="а", share=ALL / 2), Option(text="б", share=ALL / 2)))
TEXT = Description(text="<p>Далі про бюджет.</p>")


@pytest.mark.parametrize(
    ("questions", "needed"),
    [
        ([PARTS], "Points needed: 0,6."),
        ([replace(PARTS, scoring=Scoring.EXACT), TEXT], "1 is needed."),
        ([replace(PARTS, scoring=Scoring.EXACT, points=Decimal(2))], "Points needed: 1,2."),
        (
            [
                ShortText(text="<p>Хто?</p>", answers=(Option(text="рада", share=ALL),)),
                TrueFalse(text="<p>Так?</p>", right=True),
            ],
            "2 are needed.",
        ),
        (
            [ShortText(text="<p>Хто?</p>", answers=(Option(text="рада", share=ALL), Option(text="*", share=ALL / 4)))],
            "Points needed: 0,6.",
        ),
    ],
)
def test_what_is_needed_is_whole_where_only_whole_points_are_earned(questions, needed):
    attempt = begin(make_quiz(questions=[keep(question) for question in questions], pass_percent=60))

    assert needed_words(attempt) == needed


@pytest.mark.parametrize("shown", ["after_last", "never"])
def test_what_is_not_shown_is_not_in_the_page(sign_in, shown):
    quiz = make_quiz(questions=[make_question(feedback="<p>За законом.</p>")], answers_shown=shown, attempts_allowed=2)
    person = learner_of(quiz)
    take(quiz, person, right=False)

    page = sign_in(person).get(f"{quiz.url}result/").content.decode()

    assert "Голова" in page
    assert "Рада" not in page
    assert "За законом" not in page
    assert "Not right" not in page
