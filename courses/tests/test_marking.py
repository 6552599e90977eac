"""Essays wait for a trainer of their course and for nobody else; the last mark makes the result final."""

from decimal import Decimal

import pytest

from courses.exceptions import LearningRefused
from courses.marking import attempts_to_mark, mark_attempt
from courses.models import QuizAttempt
from courses.questions.values import Essay
from courses.quizzes import finish_attempt, save_answer, start_attempt
from webinars.tests.factories import NOON

from .factories import (
    DAY,
    keep,
    make_cohort,
    make_course,
    make_enrollment,
    make_module,
    make_question,
    make_quiz,
    make_trainer,
)
from .onlookers import coordinator, editor_on_the_site, participant, signed_out, stranger, trainer_of_another_course

pytestmark = pytest.mark.django_db
WORDS = "Ось що змінилося в моїй громаді."


@pytest.fixture
def quiz():
    essay = keep(Essay(text="<p>Розкажіть.</p>", guidance="<p>Шукайте приклад.</p>", points=Decimal(3)))
    return make_quiz(make_module(make_course()), questions=[make_question(), essay], pass_percent=75)


@pytest.fixture
def attempt(quiz):
    return written(quiz)


def written(quiz):
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, given=[0], now=NOON)
    save_answer(attempt=attempt, position=1, given=WORDS, now=NOON)
    return finish_attempt(attempt=attempt, now=NOON)


@pytest.fixture
def trainer(sign_in, quiz):
    return sign_in(make_trainer(quiz.course))


def url(attempt):
    return f"/t/marking/{attempt.pk}/"


def test_the_trainer_reads_marks_and_the_result_is_final(trainer, attempt):
    assert list(trainer.get("/t/marking/").context["page_obj"]) == [attempt]
    page = trainer.get(url(attempt)).content.decode()
    assert WORDS in page
    assert "Шукайте приклад." in page

    response = trainer.post(url(attempt), {"answer-1-points": "2,5", "answer-1-comment": "Добре."})
    assert response.url == "/t/marking/"
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (Decimal("3.5"), True)
    assert attempt.person.enrollments.get().completed_at is not None
    assert not attempts_to_mark(attempt.quiz.course.trainer_rows.get().speaker.person.user).exists()


def test_the_participant_sees_that_it_waits_then_the_mark_and_the_comment(sign_in, attempt):
    browser, result = sign_in(attempt.person), f"{attempt.quiz.url}result/"
    waiting = browser.get(result).content.decode()
    assert "Your answers wait for a trainer" in waiting
    assert "Not graded yet" in waiting
    assert "waits for a trainer" in browser.get(attempt.quiz.url).content.decode()

    mark_attempt(attempt=attempt, marks={1: (Decimal("1.5"), "Бракує прикладу.")}, by=None, now=NOON)

    marked = " ".join(browser.get(result).content.decode().split())
    assert "2,5 of 4, not passed" in marked
    assert "1,5 of 3" in marked
    assert "Бракує прикладу." in marked
    assert "Шукайте приклад." not in marked


def test_what_has_waited_longest_stands_first(trainer, quiz):
    new, old = written(quiz), written(quiz)
    QuizAttempt.objects.filter(pk=old.pk).update(finished_at=NOON - DAY)

    assert list(trainer.get("/t/marking/").context["page_obj"]) == [old, new]


@pytest.mark.parametrize("points", ["", "4", "-1", "слово"])
def test_points_lie_between_nothing_and_all(trainer, attempt, points):
    response = trainer.post(url(attempt), {"answer-1-points": points})

    assert response.status_code == 422
    attempt.refresh_from_db()
    assert attempt.score is None


def test_the_second_of_two_trainers_learns_that_it_is_done(trainer, attempt):
    mark_attempt(attempt=attempt, marks={1: (Decimal(3), "")}, by=None, now=NOON)

    with pytest.raises(LearningRefused, match="meanwhile"):
        mark_attempt(attempt=attempt, marks={1: (Decimal(0), "")}, by=None, now=NOON)
    assert trainer.post(url(attempt), {"answer-1-points": "0"}).url == "/t/marking/"
    attempt.refresh_from_db()
    assert attempt.score == 4


def test_a_part_of_the_marks_leaves_the_result_open():
    essays = [keep(Essay(text=f"<p>Есей {number}</p>")) for number in (1, 2)]
    quiz = make_quiz(questions=essays)
    attempt = start_attempt(
        person=make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person, quiz=quiz, now=NOON
    )
    for position in (0, 1):
        save_answer(attempt=attempt, position=position, given=WORDS, now=NOON)
    finish_attempt(attempt=attempt, now=NOON)

    assert mark_attempt(attempt=attempt, marks={0: (Decimal(1), "")}, by=None, now=NOON).waits_for_mark
    assert mark_attempt(attempt=attempt, marks={1: (Decimal(1), "")}, by=None, now=NOON).score == 2


@pytest.mark.parametrize(
    "who",
    [signed_out, stranger, participant, trainer_of_another_course, editor_on_the_site],
    ids=lambda who: who.__name__,
)
def test_nobody_else_reads_or_marks_an_essay_or_sees_the_numbers(client, sign_in, attempt, who):
    user = who(attempt.quiz.course)
    browser = sign_in(user) if user else client

    for way in (url(attempt), f"/t/quizzes/{attempt.quiz_id}/"):
        for send in (browser.get, browser.post):
            response = send(way, {"answer-1-points": "3"})
            assert response.status_code == (302 if who is signed_out else 404)
    assert WORDS not in browser.get("/t/marking/").content.decode()
    attempt.refresh_from_db()
    assert attempt.score is None


def test_a_coordinator_may_mark_too(sign_in, attempt):
    assert sign_in(coordinator(attempt.quiz.course)).get(url(attempt)).status_code == 200


def test_the_queue_takes_as_many_queries_for_many_as_for_one(sign_in, queries_of, quiz):
    sign_in(make_trainer(quiz.course))
    counts = []
    for number in (1, 2):
        for _time in range(number):
            written(quiz)
        counts.append(queries_of("/t/marking/"))

    assert counts[0] == counts[1]
