"""A question was wrong: it is corrected, the coordinator sees whose score would change, and then grades again."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import expect

from courses.bank import keep_question
from courses.enrollment import enroll
from courses.models import QuizPage
from courses.questions.values import ALL, NOTHING
from courses.quizzes import finish_attempt, save_answer, start_attempt
from people.roles import COORDINATORS

from .keys import tab_to
from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ANSWERS = {"Зоя": ([1], [0, 1]), "Роман": ([0], [0, 1])}  # the mayor, the council; the bank says the council


def correct(quiz):
    """It is the mayor after all."""
    question = quiz.draws.first().question
    value = question.as_value()
    options = tuple(replace(one, share=NOTHING if one.share else ALL) for one in value.options)
    keep_question(value=replace(value, options=options), category=question.category, question=question)


@pytest.mark.parametrize("javascript", [False, True], ids=["no script", "script"])
def test_scores_change_only_after_they_were_shown(visitor, live_server, javascript):
    with override("uk"):
        school, address, now = make_school(), live_server.url, timezone.now()
        quiz, people = QuizPage.objects.get(), {}
        for number, (name, answers) in enumerate(ANSWERS.items()):
            people[name] = make_account(f"{number}@school.test", first=name)
            enroll(person=people[name], cohort=school.cohort, now=now)
            attempt = start_attempt(person=people[name], quiz=quiz, now=now)
            for position, given in enumerate(answers):
                save_answer(attempt=attempt, position=position, given=given, now=now)
            finish_attempt(attempt=attempt, now=now)
        desk, phone = visitor(javascript=javascript, width=1280), visitor(javascript=javascript)
        sign_in(desk.context, make_account("coordinator@school.test", role=COORDINATORS), address)
        sign_in(phone.context, people["Зоя"], address)
        correct(quiz)

        phone.goto(f"{address}{quiz.url}result/")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("1")
        desk.goto(f"{address}/t/quizzes/{quiz.pk}/")
        desk.get_by_role("link", name=_("Grade again after a correction")).press("Enter")
        before = {name: desk.get_by_role("row", name=name).inner_text() for name in ANSWERS}
        assert ["1" in before["Зоя"], "2" in before["Зоя"], _("passed") in before["Зоя"]] == [True] * 3
        button = desk.get_by_role("button", name=_("Grade again"), exact=True)
        tab_to(desk, button)
        with desk.expect_navigation():
            desk.keyboard.press("Enter")

        assert sorted(quiz.attempts.values_list("person__legal_name", "score", "passed")) == [
            (people["Зоя"].legal_name, 2, True),
            (people["Роман"].legal_name, 1, False),
        ]
        phone.reload()
        expect(phone.get_by_role("heading", level=1)).to_contain_text("2")
