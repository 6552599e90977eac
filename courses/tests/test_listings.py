"""Search and the sitemap find nothing of a closed course’s inside for those outside."""

import pytest
from wagtail.models import Page

from .factories import make_lesson, make_module, make_question, make_quiz
from .onlookers import SECRET, coordinator, inner, inside, outside, signed_out

pytestmark = pytest.mark.django_db


def found(browser, query):
    """Titles that the search page lists."""
    return {page.title for page in browser.get("/search/", {"q": query}).context["results"]}


@outside
def test_search_finds_the_course_and_nothing_inside(browser_of, closed, who):
    browser = browser_of(who)

    assert found(browser, "Закритий") == {"Закритий курс"}
    assert found(browser, SECRET) == set()
    assert "Відкритий урок" in found(browser, "Відкритий")


@inner
def test_search_finds_the_inside_for_those_inside(browser_of, closed, who):
    browser = browser_of(who)

    assert found(browser, "Закритий") == {"Закритий курс", "Закритий модуль", "Закритий урок", "Закритий тест"}
    assert "Закритий урок" in found(browser, SECRET)


def test_search_never_finds_a_quiz_by_what_it_asks(browser_of, closed):
    make_quiz(inside(closed, "Закритий модуль"), title="Ще один", questions=[make_question("Хто підписує кошторис?")])

    assert found(browser_of(coordinator), "кошторис") == set()


@pytest.mark.parametrize("who", [signed_out, coordinator], ids=lambda who: who.__name__)
def test_the_sitemap_is_the_same_for_everybody_and_names_nothing_closed(browser_of, closed, who):
    listed = browser_of(who).get("/sitemap.xml").content.decode()

    assert f"{closed.url}</loc>" in listed
    assert Page.objects.get(title="Відкритий урок").url in listed
    assert "modul" in listed
    assert not any(page.url in listed for page in Page.objects.descendant_of(closed))


def test_the_sitemap_costs_no_query_for_each_lesson(queries_of):
    module = make_module()
    make_lesson(module)
    one = queries_of("/sitemap.xml")
    for _number in range(3):
        make_lesson(module)

    assert queries_of("/sitemap.xml") == one
