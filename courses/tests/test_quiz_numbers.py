"""Numbers about questions, gains between two tests, and grading again."""

from dataclasses import replace

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from content.confirming import digest
from courses.bank import keep_question
from courses.gains import gains_of
from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Pair,
    ShortText,
    TrueFalse,
)
from courses.quiz_statistics import correlation, statistics_of
from courses.quizzes import finish_attempt, save_answer, start_attempt
from courses.regrading import foretell, plain, regrade
from people.roles import COORDINATORS, TRAINERS
from webinars.tests.factories import NOON, make_person

from .factories import DAY, keep, make_cohort, make_enrollment, make_question, make_quiz, make_staff, make_trainer

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return make_quiz(questions=[make_question(), make_question("Хто звітує?")], pass_percent=100)


@pytest.fixture
def cohort(quiz):
    return make_cohort(quiz.course, now=NOON)


def take(quiz, cohort, *given, person=None, now=NOON):
    person = person or make_enrollment(cohort, now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=now)
    for position, place in enumerate(given):
        save_answer(attempt=attempt, position=position, given=[place], now=now)
    return finish_attempt(attempt=attempt, now=now)


def correct(question):
    """The other answer is the right one."""
    value = question.as_value()
    options = tuple(replace(option, share=NOTHING if option.share else ALL) for option in value.options)
    return keep_question(value=replace(value, options=options), category=question.category, question=question)


def test_a_question_is_as_easy_as_it_was_answered_and_says_what_was_chosen(quiz, cohort):
    for given in [(0, 0), (0, 0), (0, 1), (1, 1)]:
        take(quiz, cohort, *given)

    hard, easy = statistics_of(quiz)

    assert (hard.facility, easy.facility) == (50, 75)
    assert (hard.count, hard.chosen) == (4, [("Рада", 2, True), ("Голова", 2, False)])
    assert easy.discrimination == hard.discrimination == 0.58


def test_what_was_chosen_in_gaps_is_counted_gap_by_gap_and_what_was_written_is_not(cohort, quiz):
    gaps = (
        MultipleChoice(text="", options=(Option(text="рада", share=ALL), Option(text="виконком"))),
        TrueFalse(text="", right=True),
        ShortText(text="", answers=(Option(text="так", share=ALL),)),
        Matching(text="", pairs=(Pair(prompt="а", match="1"), Pair(prompt="б", match="2"))),
        Ordering(text="", items=("1", "2")),
    )
    asked = make_quiz(quiz.module, questions=[keep(Cloze(text="<p>{{1}}{{2}}{{3}}{{4}}{{5}}</p>", gaps=gaps))])
    for given in ([[0, 1], False, "таємниця", ["2", ""], ["2", "1"]], [[0], None, None, None, None]):
        attempt = start_attempt(person=make_enrollment(cohort, now=NOON).person, quiz=asked, now=NOON)
        save_answer(attempt=attempt, position=0, given=given, now=NOON)
        finish_attempt(attempt=attempt, now=NOON)

    item = statistics_of(asked)[0]

    assert item.text == "<p>(1)(2)(3)(4)(5)</p>"
    chosen = {(1, "рада"): 2, (1, "виконком"): 1, (2, "False"): 1, (4, "а – 2"): 1, (5, "2 → 1"): 1}
    assert item.choices == chosen | {(2, "True"): 0, (4, "а – 1"): 0, (4, "б – 2"): 0, (5, "1 → 2"): 0}
    assert [text for text, _number, _right in item.chosen][:4] == ["1) рада", "1) виконком", "2) False", "2) True"]
    assert item.rights == {(1, "рада"), (2, "True"), (4, "а – 1"), (4, "б – 2"), (5, "1 → 2")}


def test_a_question_whose_kind_was_changed_is_told_as_it_was_asked_each_time(cohort, quiz):
    gap = MultipleChoice(text="", options=(Option(text="рада", share=ALL), Option(text="виконком")))
    question = keep(Cloze(text="<p>{{1}}</p>", gaps=(gap,)))
    asked = make_quiz(quiz.module, questions=[question])
    for given in ([[0]], (0,)):
        attempt = start_attempt(person=make_enrollment(cohort, now=NOON).person, quiz=asked, now=NOON)
        save_answer(attempt=attempt, position=0, given=given, now=NOON)
        finish_attempt(attempt=attempt, now=NOON)
        single = make_question(wrong=("Голова",)).as_value()
        keep_question(value=single, category=question.category, question=question)

    assert statistics_of(asked)[0].chosen == [
        ("Рада", 1, True), ("Голова", 0, False), ("1) рада", 1, False), ("1) виконком", 0, False)
    ]


def test_what_nobody_chose_is_said_and_what_is_right_as_it_is_today(sign_in, cohort, quiz):
    question = make_question(wrong=("Голова", "Виконком"))
    asked = make_quiz(quiz.module, questions=[question])
    take(asked, cohort, 0)
    council, *others = question.as_value().options
    other_key = (replace(council, share=NOTHING), replace(others[0], share=ALL), others[1])
    keep_question(value=replace(question.as_value(), options=other_key), category=question.category, question=question)
    take(asked, cohort, 1)

    assert statistics_of(asked)[0].chosen == [("Рада", 1, False), ("Голова", 1, True), ("Виконком", 0, False)]
    page = sign_in(make_trainer(quiz.course)).get(f"/t/quizzes/{asked.pk}/").content.decode()
    assert "Виконком: 0" in page


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [([0, 100], [10, 90], 1), ([0, 100], [90, 10], -1), ([50, 50], [0, 9], None), ([1], [1], None), ([], [], None)],
)
def test_a_question_that_everybody_answers_alike_tells_nothing(first, second, result):
    assert correlation(first, second) == result


def test_the_numbers_take_as_many_queries_for_many_as_for_few(quiz, cohort, django_assert_num_queries):
    for number in (1, 3):
        for _time in range(number):
            take(quiz, cohort, 0, 1)
        with django_assert_num_queries(2):
            statistics_of(quiz)


def test_what_was_learned_is_what_lies_between_two_tests(sign_in, quiz, cohort):
    after = make_quiz(quiz.module, questions=[line.question for line in quiz.draws.all()], pre_test=quiz)
    for before, then in [((1, 1), (0, 0)), ((0, 1), (0, 1))]:
        person = take(quiz, cohort, *before).person
        take(after, cohort, *then, person=person)
    take(quiz, cohort, 0, 0)

    people, cohorts = gains_of(after)

    assert sorted(row[1:] for row in people) == [(0, 100, "+100"), (50, 50, "+0")]
    assert cohorts == [(cohort.label, 25, 75, "+50")]
    page = sign_in(make_trainer(quiz.course)).get(f"/t/quizzes/{after.pk}/").content.decode()
    assert "+100" in page
    assert "Grade again" not in page


def test_a_test_before_in_a_course_of_others_tells_its_results_to_nobody_here(sign_in, quiz, cohort):
    before = make_quiz(questions=[make_question()])
    after = make_quiz(quiz.module, questions=[make_question("Хто?")], pre_test=before)
    person = take(before, make_cohort(before.course, now=NOON), 1).person
    take(after, cohort, 0, person=make_enrollment(cohort, person, now=NOON).person)

    trainer = make_trainer(quiz.course)
    assert "+100" not in sign_in(trainer).get(f"/t/quizzes/{after.pk}/").content.decode()
    assert "+100" in sign_in(make_staff(COORDINATORS)).get(f"/t/quizzes/{after.pk}/").content.decode()


def test_a_correction_changes_no_result_until_somebody_grades_again(quiz, cohort):
    right, wrong = take(quiz, cohort, 0, 0), take(quiz, cohort, 1, 0)
    first = quiz.draws.first().question
    correct(first)
    assert [attempt.score for attempt in quiz.attempts.order_by("pk")] == [2, 1]

    changes = foretell(quiz)
    assert {change.attempt.pk: (change.score, change.passes) for change in changes} == {
        right.pk: (1, False),
        wrong.pk: (2, True),
    }
    assert [attempt.score for attempt in quiz.attempts.order_by("pk")] == [2, 1]

    assert regrade(quiz=quiz, by=None, now=NOON + DAY) == 2
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert [(one.score, one.passed) for one in (right, wrong)] == [(1, False), (2, True)]
    assert [one.person.enrollments.get().completed_at for one in (right, wrong)] == [NOON, NOON + DAY]
    kept = ModelLogEntry.objects.filter(action="courses.quiz.regrade", object_id=str(right.pk)).get().data
    assert kept["before"] == {"score": "2.00000", "max_score": "2.00000", "passed": True}
    assert kept["snapshot"][0]["options"][0]["share"] == "100"
    assert foretell(quiz) == []
    assert regrade(quiz=quiz, by=None, now=NOON) == 0


def test_where_the_average_counts_what_follows_is_foretold_and_graded_too():
    quiz = make_quiz(questions=[make_question(), make_question("Хто?")], counts="average", pass_percent=60)
    cohort = make_cohort(quiz.course, now=NOON)
    first = take(quiz, cohort, 1, 0)
    second = start_attempt(person=first.person, quiz=quiz, now=NOON)
    save_answer(attempt=second, position=1, given=[0], now=NOON)  # what is corrected is left out here
    second = finish_attempt(attempt=second, now=NOON)
    assert [(one.score, one.passed) for one in (first, second)] == [(1, False), (1, False)]
    correct(quiz.draws.first().question)

    changes = foretell(quiz)
    assert [(one.attempt.pk, one.score, one.passes) for one in changes] == [(first.pk, 2, True), (second.pk, 1, True)]

    assert regrade(quiz=quiz, by=None, now=NOON) == 2
    assert list(quiz.attempts.order_by("pk").values_list("score", "passed")) == [(2, True), (1, True)]
    assert foretell(quiz) == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda options: (*reversed(options), options[0]),
        lambda options: tuple(reversed(options)),  # as right as before, and every answer would count as another
    ],
)
def test_an_answer_that_would_mean_something_else_is_not_graded_again(quiz, cohort, changed):
    take(quiz, cohort, 0, 0)
    question = quiz.draws.first().question
    value = question.as_value()
    keep_question(value=replace(value, options=changed(value.options)), category=question.category, question=question)

    assert foretell(quiz) == []


def test_grading_again_shows_whose_score_changes_before_it_does(coordinator, quiz, cohort):
    attempt = take(quiz, cohort, 0, 0)
    correct(quiz.draws.first().question)
    url = reverse("quiz_attempt:regrade", args=[quiz.pk])

    page = " ".join(coordinator.get(url).content.decode().split())
    assert attempt.person.legal_name in page
    assert "2 of 2, passed" in page
    assert "1 of 2, not passed" in page
    assert coordinator.post(url, {"shown": digest(plain(foretell(quiz)))}).status_code == 302

    attempt.refresh_from_db()
    assert attempt.score == 1
    assert "No score would change." in coordinator.get(url).content.decode()


def test_what_changed_after_it_was_shown_is_shown_and_asked_again(coordinator, quiz, cohort):
    attempt = take(quiz, cohort, 0, 0)
    first, second = [line.question for line in quiz.draws.all()]
    correct(first)
    url = reverse("quiz_attempt:regrade", args=[quiz.pk])
    shown = coordinator.get(url).context["shown"]
    correct(second)

    answers = [coordinator.post(url, data) for data in ({"shown": shown}, {})]

    attempt.refresh_from_db()
    assert ([answer.status_code for answer in answers], attempt.score) == ([200, 200], 2)
    assert "0 of 2, not passed" in " ".join(answers[0].content.decode().split())
    coordinator.post(url, {"shown": answers[0].context["shown"]})
    attempt.refresh_from_db()
    assert attempt.score == 0


def test_nobody_else_grades_again(sign_in, quiz, cohort):
    take(quiz, cohort, 0, 0)
    correct(quiz.draws.first().question)
    url = reverse("quiz_attempt:regrade", args=[quiz.pk])

    for somebody in (make_person(), make_trainer(quiz.course), make_staff(TRAINERS)):
        response = sign_in(somebody).post(url)
        assert response.status_code in (302, 403)
    assert quiz.attempts.get().score == 2
