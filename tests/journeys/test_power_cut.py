"""A timed quiz by chance, in whose middle the server is killed and the browser closed: nothing is lost."""

import re

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Error

from courses.bank import category_at, keep_question
from courses.enrollment import enroll
from courses.models import ModulePage, QuizDraw, QuizPage
from courses.questions.values import ALL, Option, SingleChoice
from home.demo.pages import publish

from .keys import decide, send
from .own_server import OwnServer
from .school import make_account, make_school
from .signing_in import sign_in
from .watching import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DRAWN, KEPT = 3, 8


@pytest.fixture
def server(tmp_path):
    server = OwnServer(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def window(chromium, server):
    """``window(cookies=…)``: a browser of its own at the server of this test."""
    watches, windows = [], []

    def open_window(*, javascript, cookies=()):
        context = chromium.new_context(base_url=server.address, java_script_enabled=javascript, locale="uk-UA")
        context.add_cookies(list(cookies))
        watches.append(Watch(context, own=server.address))
        windows.append(context)
        return context.new_page()

    yield open_window
    for context in windows:
        context.close()
    assert [complaint for watch in watches for complaint in watch.complaints] == []


def make_final(school):
    """Three of eight questions by chance, in half an hour; the answers are mixed."""
    options = (Option(text="рада", share=ALL), Option(text="голова"), Option(text="суд"))
    shelf = category_at(["Підсумок"])
    for number in range(KEPT):
        keep_question(value=SingleChoice(text=f"<p>Хто ухвалює № {number}?</p>", options=options), category=shelf)
    quiz = QuizPage(title="Підсумковий тест", slug="pidsumok", minutes_allowed=30, locale=school.course.locale)
    quiz.draws = [QuizDraw(category=shelf, number=DRAWN, sort_order=0)]
    return publish(quiz, ModulePage.objects.get())


def seen(page, quiz):
    """What each page of the attempt shows: the question, the order of its answers, which is chosen, when time ends."""
    shown = []
    for number in range(1, DRAWN + 1):
        page.goto(f"{quiz.url}q/{number}/")
        chosen = [one.is_checked() for one in page.get_by_role("radio").all()]
        shown.append((page.locator("h1").inner_text(), page.locator("main form").inner_text(), chosen))
        assert re.search(r"\d\d:\d\d", page.locator("main p.sm").inner_text())
        shown.append(page.locator("main p.sm").inner_text())
    return shown


def test_a_quiz_outlives_a_killed_server_and_a_closed_browser(window, server):
    with override("uk"):
        school = make_school()
        learner = make_account("reader@school.test")
        enroll(person=learner, cohort=school.cohort, now=timezone.now())
        quiz = make_final(school)
        first = window(javascript=False)
        sign_in(first.context, learner, server.address)
    server.take_database()
    server.start()
    first.goto(quiz.url)
    send(first)
    decide(first, "рада")
    send(first)
    first.wait_for_url("**/q/2/")
    before, cookies = seen(first, quiz), first.context.cookies()
    assert len({one[0] for one in before[::2]}) == DRAWN

    server.kill()
    with pytest.raises(Error, match="ERR_CONNECTION"):
        first.goto(quiz.url)
    first.context.close()
    server.start()

    second = window(javascript=True, cookies=cookies)
    second.goto(quiz.url)
    send(second)
    second.wait_for_url("**/q/2/")  # one goes on where one was
    assert seen(second, quiz) == before
    for number in range(2, DRAWN + 1):
        second.goto(f"{quiz.url}q/{number}/")
        decide(second, "рада")
        send(second)
    second.wait_for_url("**/result/")
    assert re.findall(r"\d+", second.locator("h1").inner_text()) == [str(DRAWN)] * 2
