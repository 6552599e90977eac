"""A quiz in the browser: start, answer, go on later, finish; one's own attempt and nobody else's."""

import pytest
from django.utils import timezone

from courses.models import QuizAnswer, QuizAttempt
from courses.quizzes import finish_attempt, save_answer, start_attempt
from people.models import User
from webinars.tests.factories import make_person

from .factories import make_cohort, make_enrollment, make_lesson, make_module, make_question, make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    """Three questions: of one answer, of several, of one."""
    several = make_question("Що є доходами?", kind="multiple", right=("Податки", "Дотації"), wrong=("Видатки",))
    questions = [make_question(hint="Не голова."), several, make_question("Хто звітує?", feedback="<p>За законом.</p>")]
    return make_quiz(questions=questions, pass_percent=60, attempts_allowed=2)


@pytest.fixture
def learner(quiz):
    return make_enrollment(make_cohort(quiz.course)).person


@pytest.fixture
def browser(sign_in, learner):
    return sign_in(learner)


def question(quiz, number):
    return f"{quiz.url}q/{number}/"


def start(browser, quiz):
    browser.post(quiz.url)
    return QuizAttempt.objects.open().get()


def answer(browser, quiz, number, chosen, attempt=None):
    attempt = attempt or QuizAttempt.objects.open().get()
    return browser.post(question(quiz, number), {"attempt": attempt.pk, "answer": chosen})


def answers(attempt):
    return dict(attempt.answers.values_list("position", "given"))


def test_the_whole_way_from_the_rules_to_the_result(browser, quiz):
    before = browser.get(quiz.url)
    assert "Start the quiz" in before.content.decode()
    assert "3 questions" in before.content.decode()
    assert "Passed from 60 % on" in before.content.decode()
    assert "2 attempts left" in before.content.decode()
    assert "Рада" not in before.content.decode()

    assert browser.post(quiz.url).url == question(quiz, 1)
    assert answer(browser, quiz, 1, ["0"]).url == question(quiz, 2)
    assert answer(browser, quiz, 2, ["0", "1"]).url == question(quiz, 3)
    assert answer(browser, quiz, 3, ["1"]).url == f"{quiz.url}result/"

    result = browser.get(f"{quiz.url}result/")
    attempt = QuizAttempt.objects.get()
    assert (attempt.score, attempt.passed) == (2, True)
    assert [row["right"] for row in result.context["rows"]] == [True, True, False]
    assert [row["given"] for row in result.context["rows"]] == ["Рада", "Податки; Дотації", "Голова"]
    assert "За законом." in result.content.decode()
    assert "2 of 3, passed" in " ".join(result.content.decode().split())


def test_a_question_shows_its_text_answers_and_hint_and_not_which_is_right(browser, quiz):
    start(browser, quiz)

    response = browser.get(question(quiz, 1))

    page = response.content.decode()
    assert response.context["place"] == "Question 1 of 3"
    assert "Хто затверджує бюджет?" in page
    assert "Не голова." in page
    assert page.count('type="radio"') == 2
    assert "checked" not in page
    assert browser.get(question(quiz, 2)).content.decode().count('type="checkbox"') == 3


def test_one_goes_on_at_the_first_question_without_an_answer(browser, quiz):
    start(browser, quiz)
    answer(browser, quiz, 1, ["1"])

    assert "Go on with the quiz" in browser.get(quiz.url).content.decode()
    assert browser.post(quiz.url).url == question(quiz, 2)
    assert 'value="1" ' in browser.get(question(quiz, 1)).content.decode()
    assert browser.get(question(quiz, 1)).content.decode().count("checked") == 1


def test_an_answer_is_changed_by_going_back(browser, quiz):
    attempt = start(browser, quiz)

    answer(browser, quiz, 1, ["1"])
    answer(browser, quiz, 1, ["0"])

    assert answers(attempt) == {0: [0]}


def test_the_last_button_leads_to_a_question_left_out(browser, quiz):
    attempt = start(browser, quiz)
    answer(browser, quiz, 1, ["0"])

    response = answer(browser, quiz, 3, ["0"])

    assert response.url == question(quiz, 2)
    assert "This question has no answer yet." in browser.get(response.url).content.decode()
    attempt.refresh_from_db()
    assert attempt.finished_at is None


@pytest.mark.parametrize("chosen", [[], ["7"], ["слово"]])
def test_an_answer_that_is_none_is_asked_for_again(browser, quiz, chosen):
    attempt = start(browser, quiz)

    response = answer(browser, quiz, 1, chosen)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["answer"]
    assert answers(attempt) == {}


@pytest.mark.parametrize("number", [0, 4, 99])
def test_a_question_that_was_not_asked_is_not_found(browser, quiz, number):
    attempt = start(browser, quiz)

    assert browser.get(question(quiz, number)).status_code == 404
    assert answer(browser, quiz, number, ["0"]).status_code == 404
    assert answers(attempt) == {}


def test_an_answer_to_somebody_elses_attempt_is_not_found_and_nothing_is_written(browser, quiz, learner):
    other = make_enrollment(make_cohort(quiz.course)).person
    theirs = start_attempt(person=other, quiz=quiz, now=timezone.now())
    assert answer(browser, quiz, 1, ["0"], theirs).status_code == 404  # without an attempt of one's own
    mine = start_attempt(person=learner, quiz=quiz, now=timezone.now())

    assert answer(browser, quiz, 1, ["0"], theirs).status_code == 404
    assert browser.post(question(quiz, 1), {"answer": "0"}).status_code == 404
    assert browser.post(question(quiz, 1), {"attempt": "слово", "answer": "0"}).status_code == 404
    finish_attempt(attempt=theirs, now=timezone.now())
    assert answer(browser, quiz, 1, ["0"], theirs).status_code == 404
    assert answers(mine) == answers(theirs) == {}
    assert not QuizAnswer.objects.exists()


def test_an_answer_to_an_attempt_at_another_quiz_is_not_found(browser, quiz, learner):
    other = make_quiz(quiz.module)
    elsewhere = start_attempt(person=learner, quiz=other, now=timezone.now())
    start_attempt(person=learner, quiz=quiz, now=timezone.now())

    assert answer(browser, quiz, 1, ["0"], elsewhere).status_code == 404
    assert not QuizAnswer.objects.exists()


def test_a_late_answer_to_ones_own_finished_attempt_leads_to_its_result(browser, quiz, learner):
    attempt = start(browser, quiz)
    save_answer(attempt=attempt, position=0, given=[0], now=timezone.now())
    finish_attempt(attempt=attempt, now=timezone.now())

    response = answer(browser, quiz, 1, ["1"], attempt)

    assert response.url == f"{quiz.url}result/"
    assert "This attempt is finished already." in browser.get(response.url).content.decode()
    assert answers(attempt) == {0: [0]}


def test_the_last_button_pressed_twice_is_one_result(browser, quiz):
    attempt = start(browser, quiz)
    answer(browser, quiz, 1, ["0"])
    answer(browser, quiz, 2, ["0", "1"])

    assert [answer(browser, quiz, 3, ["0"], attempt).url for _time in range(2)] == [f"{quiz.url}result/"] * 2
    attempt.refresh_from_db()
    assert (attempt.score, QuizAttempt.objects.count()) == (3, 1)


def test_without_an_attempt_questions_and_result_lead_to_the_start(browser, quiz):
    assert browser.get(question(quiz, 1)).url == browser.get(f"{quiz.url}result/").url == quiz.url


def fail(learner, quiz):
    finish_attempt(attempt=start_attempt(person=learner, quiz=quiz, now=timezone.now()), now=timezone.now())


def test_a_failed_attempt_offers_another_until_all_are_used(browser, quiz, learner):
    fail(learner, quiz)
    assert "Try again" in browser.get(f"{quiz.url}result/").content.decode()
    assert "1 attempt left" in browser.get(quiz.url).content.decode()
    assert "Attempt 1: 0 of 3, not passed" in " ".join(browser.get(quiz.url).content.decode().split())

    fail(learner, quiz)
    page = browser.get(f"{quiz.url}result/").content.decode()
    assert "Try again" not in page
    assert "All attempts at this quiz are used." in page
    start_page = browser.get(quiz.url).content.decode()
    assert "All attempts at this quiz are used." in start_page
    assert '<form method="post">' not in start_page
    assert browser.post(quiz.url).url == quiz.url
    assert QuizAttempt.objects.count() == 2


def test_the_result_is_the_last_one_and_its_own_persons(browser, sign_in, quiz, learner):
    fail(learner, quiz)
    other = make_enrollment(make_cohort(quiz.course)).person

    assert browser.get(f"{quiz.url}result/").context["attempt"].person == learner
    assert sign_in(other).get(f"{quiz.url}result/").url == quiz.url
    assert "Attempt 1" not in sign_in(other).get(quiz.url).content.decode()


def test_signed_out_one_signs_in_and_comes_back(client, quiz):
    assert client.get(quiz.url).status_code == 200
    assert client.post(quiz.url).url == f"/login/?next={quiz.url}"
    assert client.post(question(quiz, 2), {"answer": "0"}).url == f"/login/?next={question(quiz, 2)}"
    assert not QuizAttempt.objects.exists()


def test_who_is_not_enrolled_is_invited_and_starts_nothing(sign_in, quiz):
    browser = sign_in(make_person())

    page = browser.get(quiz.url).content.decode()
    assert "Enroll in the course to take the quiz" in page
    assert '<form method="post">' not in page
    response = browser.post(quiz.url)
    assert response.url == quiz.url
    assert "Enroll in the course first" in browser.get(quiz.url).content.decode()
    assert not QuizAttempt.objects.exists()


def test_an_account_without_a_person_starts_nothing(sign_in, quiz):
    assert sign_in(User.objects.create_user("nobody@example.org")).post(quiz.url).status_code == 403


def test_the_pages_of_a_quiz_answer_in_as_many_queries_for_long_as_for_short(sign_in, queries_of):
    counts = []
    for number in (1, 3):
        module = make_module()
        for _number in range(number):
            make_lesson(module)
        quiz = make_quiz(module, questions=[make_question() for _number in range(number)])
        learner = make_enrollment(make_cohort(quiz.course)).person
        for _number in range(number):
            fail(learner, quiz)
        sign_in(learner)
        start_attempt(person=learner, quiz=quiz, now=timezone.now())
        counts.append([queries_of(url) for url in (quiz.url, question(quiz, 1), f"{quiz.url}result/")])

    assert counts[0] == counts[1]
