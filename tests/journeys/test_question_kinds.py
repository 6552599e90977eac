"""Every kind of question is answered, kept and marked in a browser: without and with JavaScript, by keys alone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.wording import clock
from courses.enrollment import enroll
from courses.marking import mark_attempt
from courses.models import ModulePage, QuizAttempt
from courses.quizzes import GRACE

from .keys import decide, pick, send, tick, write
from .kinds import GAPS, GIVEN, QUESTIONS, make_kinds_quiz
from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        yield make_school()


@pytest.fixture
def learner(school):
    person = make_account("reader@school.test")
    enroll(person=person, cohort=school.cohort, now=timezone.now())
    return person


@pytest.fixture
def window(visitor, live_server, learner):
    def open_window(**how):
        page = visitor(**how)
        sign_in(page.context, learner, live_server.url)
        return page

    return open_window


def kinds(**rules):
    return make_kinds_quiz(ModulePage.objects.get(), **rules)


def fill(page, kind):
    """Answer rightly by keys alone, whatever the order in which things stand."""
    match kind:
        case "single":
            assert page.get_by_role("group", name="Хто затверджує бюджет?").is_visible()
            decide(page, "рада")
        case "multiple":
            for name in ("податки", "дотації"):
                page.get_by_role("heading", level=1).click()  # where one stands on the page decides nothing
                tick(page, name)
        case "truefalse":
            decide(page, _("True"))
        case "short":
            write(page, _("Your answer"), "Об'єднання")
        case "numeric":
            write(page, _("Your answer"), "1,0")
            pick(page, _("Unit"), "км")
        case "matching":
            pick(page, "Рада", "затверджує")
            pick(page, "Виконком", "виконує")
        case "ordering":
            for place, item in enumerate(("проєкт", "рішення", "звіт"), start=1):
                page.get_by_role("heading", level=1).click()
                pick(page, item, str(place))
        case "cloze":
            fill_gaps(page)
        case "essay":
            write(page, _("Your answer"), "Відремонтували дорогу.")


def fill_gaps(page):
    """Gap by gap as one reads, each control known by its name and, where a gap has several, by the group it is in."""
    gap = _("Gap %(number)s")
    pick(page, gap % {"number": 1}, "рада")
    write(page, gap % {"number": 2}, "обʼєднання")
    write(page, gap % {"number": 3}, "5")
    pick(page, _("Gap %(number)s: unit") % {"number": 3}, "р.")
    pick(page, gap % {"number": 4}, _("False"))
    groups = [page.get_by_role("group", name=gap % {"number": number}, exact=True) for number in (5, 6, 7)]
    assert all(group.is_visible() for group in groups)
    for name in ("збори", "позики"):
        assert groups[0].get_by_role("checkbox", name=name).is_visible()
        page.get_by_role("heading", level=1).click()
        tick(page, name)
    for name, text in (("Голова", "очолює"), ("Депутат", "голосує")):
        assert groups[1].get_by_role("combobox", name=name).is_visible()
        pick(page, name, text)
    for place, item in enumerate(("подання", "розгляд"), start=1):
        page.get_by_role("heading", level=1).click()
        pick(page, item, str(place))


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_every_kind_is_answered_by_keys_alone_and_marked(window, learner, school, javascript):
    quiz, page = kinds(), window(javascript=javascript)
    page.goto(quiz.url)
    send(page)

    for question in QUESTIONS:
        if question.kind in ("single", "matching"):  # what is empty is asked for again
            send(page)
            assert page.get_by_role("alert").is_visible()
        fill(page, question.kind)
        send(page)

    page.wait_for_url("**/result/")
    attempt = QuizAttempt.objects.get()
    given = list(attempt.answers.values_list("given", flat=True))
    assert given[1:4] == GIVEN[1:4]
    assert given[8] == GAPS
    assert attempt.waits_for_mark
    assert page.get_by_text("Саме вона.").first.is_visible()
    mark_attempt(attempt=attempt, marks={9: (Decimal(2), "Гарно!")}, by=None, now=timezone.now())
    page.reload()
    attempt.refresh_from_db()
    assert attempt.score == attempt.max_score == 10
    assert page.get_by_text("Гарно!").is_visible()
    assert "10" in page.locator("h1").inner_text()


def test_a_timed_attempt_survives_a_closed_browser_and_ends_on_the_server(window, school):
    quiz, first = kinds(minutes_allowed=30), window(javascript=False)
    first.goto(quiz.url)
    send(first)
    send(first)
    fill(first, "single")
    send(first)
    first.context.close()
    second = window(javascript=False)
    second.goto(quiz.url)
    send(second)
    second.wait_for_url("**/q/3/")
    assert clock(QuizAttempt.objects.get().due_at) in second.locator("main").inner_text()

    QuizAttempt.objects.update(due_at=timezone.now() - GRACE - timedelta(minutes=1))
    fill(second, "multiple")
    send(second)

    second.wait_for_url("**/result/")
    attempt = QuizAttempt.objects.get()
    assert (attempt.score, attempt.answers.count()) == (1, 2)
