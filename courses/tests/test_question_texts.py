"""Formulas and pictures, in questions and options, for who looks and for who listens."""

import gc

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from courses.formats.tests.strategies import png
from courses.question_pictures import kept_in_school
from courses.questions.values import ALL, File, Matching, Option, Ordering, Pair, SingleChoice
from courses.quizzes import finish_attempt, save_answer, start_attempt

from .factories import keep, make_cohort, make_enrollment, make_quiz

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("collected"),
]
RICH = SingleChoice(
    text='<p>Скільки це: 10<sup>3</sup> м<sup>2</sup>?</p><p><img alt="Ділянка" src="file:a.png"/></p>',
    options=(
        Option(text='<p><img alt="Десята частина гектара" src="file:a.png"/></p>', share=ALL),
        Option(text="10<sup>4</sup> <code>a*b</code>", feedback='<p>Це гектар: <img alt="Поле" src="file:a.png"/></p>'),
    ),
    files=(File(name="a.png", content=png("red")),),
)


@pytest.fixture
def collected():
    """Wagtail leaves the temporary file of a new rendition for the garbage collector to close: within this test."""
    yield
    gc.collect()


def begun(question):
    quiz = make_quiz(questions=[keep(question)])
    person = make_enrollment(make_cohort(quiz.course)).person
    return start_attempt(person=person, quiz=quiz, now=timezone.now())


def soup(response):
    return BeautifulSoup(response.content.decode(), "html.parser").main


def test_formulas_and_pictures_stand_in_the_question_its_options_and_the_result(sign_in):
    attempt = begun(kept_in_school(RICH, by=None))
    browser = sign_in(attempt.person)

    page = soup(browser.get(f"{attempt.quiz.url}q/1/"))
    assert str(page.h1) == "<h1>Скільки це: 10<sup>3</sup> м<sup>2</sup>?</h1>"
    assert page.legend.get_text(strip=True) == "Скільки це: 10³ м²? Ділянка"
    labels = [label for label in page.find_all("label") if label.find("input", type="radio")]
    assert [picture["alt"] for picture in page.find_all("img")] == ["Ділянка", "Десята частина гектара"]
    assert labels[0].img["alt"] == "Десята частина гектара"
    assert "10<sup>4</sup> <code>a*b</code>" in str(labels[1])

    save_answer(attempt=attempt, position=0, given=[1], now=timezone.now())
    finish_attempt(attempt=attempt, now=timezone.now())
    result = soup(browser.get(f"{attempt.quiz.url}result/"))
    given, right = result.find_all("dd")
    assert "10<sup>4</sup>" in str(given)
    assert right.img["alt"] == "Десята частина гектара"
    assert "Поле" in [picture["alt"] for picture in result.find_all("img")]


@pytest.mark.parametrize(
    ("question", "controls"),
    [
        (Matching(text="<p>Хто що?</p>", pairs=(Pair(prompt="а", match="1"), Pair(prompt="б", match="2"))), 2),
        (Ordering(text="<p>Хто що?</p>", items=("а", "б", "в")), 3),
    ],
    ids=["matching", "ordering"],
)
def test_selects_that_answer_one_question_are_one_group_with_its_words(sign_in, question, controls):
    attempt = begun(question)
    page = soup(sign_in(attempt.person).get(f"{attempt.quiz.url}q/1/"))

    group = page.fieldset
    assert group.legend.get_text(strip=True) == "Хто що?"
    assert page.find(id=group["aria-describedby"]).get_text(strip=True).startswith("Choose")
    assert len(group.find_all("select")) == controls
    assert {
        page.find("label", attrs={"for": one["id"]}).get_text(strip=True) for one in group.find_all("select")
    } == set("абв"[:controls])
