"""Search: word forms, what one may see, languages, paging, empty and hostile queries."""

import pytest
from django.utils.translation import gettext, override
from wagtail.models import Page

from courses.tests import factories
from courses.tests.factories import make_closed_course, make_cohort, make_course, make_enrollment, make_quiz
from home.search import LONGEST, find
from home.word_forms import MOST_WORDS, forms, query_of, stems
from people.models import User
from webinars.tests.factories import make_event, make_person

pytestmark = pytest.mark.django_db


def make_module(course=None):
    """A module whose title, and its course's, are no words that one looks for here."""
    return factories.make_module(course or make_course(title="Курс", lead="Вступ."), title="Частина")


def make_lesson(module=None, *, title="Урок", **fields):
    return factories.make_lesson(module or make_module(), title=title, **fields)


def titles(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return sorted(page.title for page in response.context["results"])


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("бюджету", "Бюджет"),
        ("бюджет", "бюджетів"),
        ("БЮДЖЕТИ", "бюджетом"),
        ("громада", "громаді"),
        ("громадами", "громад"),
        ("петиція", "петицій"),
        ("слухань", "слухання"),
        ("адвокацією", "адвокація"),
        ("рівності", "рівність"),
        ("доступність", "доступності"),
        ("зв'язку", "зв’язок"),
        ("зв`язок", "зв’язком"),
        ("майстер-класи", "майстер-клас"),
        ("учасницям", "учасниця"),
        ("місцевої", "місцева"),
        ("запити", "запит"),
    ],
)
def test_a_word_is_found_in_another_form(client, asked, written):
    make_lesson(title="Урок перший", text=f"Тут є {written}.")

    assert titles(client, asked) == ["Урок перший"]


def test_other_words_are_not_found(client):
    make_lesson(title="Урок перший", text="Бюджет громади.")

    assert titles(client, "кошторис") == []
    assert titles(client, "бюджетування") == []


def test_all_words_must_be_there_in_any_order(client):
    make_lesson(title="Обидва слова", text="Запит на інформацію до ради.")
    make_lesson(title="Одне слово", text="Запит.")

    assert titles(client, "інформації запитом") == ["Обидва слова"]


def test_titles_and_leads_are_searched_too(client):
    make_event(title="Готуємося до слухань", lead="Складаємо виступи.")

    assert titles(client, "слухання") == titles(client, "виступом") == ["Готуємося до слухань"]


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', "'", "%", "*", "(", "a AND", "NEAR(", '")) OR 1', "\x00", "-", "50%", "рад*", "\\", "🙂", "a:b"],
)
def test_whatever_is_typed_is_answered(client, text):
    make_lesson()

    assert client.get("/search/", {"q": text}).status_code in (200, 400)


def test_a_very_long_query_is_refused_in_words(client):
    response = client.get("/search/", {"q": "а" * (LONGEST + 1)})

    assert response.status_code == 400
    assert response.context["form"].errors["q"]
    assert response.context["count"] == 0


def test_a_long_query_of_many_words_is_answered(client):
    make_lesson(text="Кошторис.")

    assert titles(client, "кошторис кошториси кошторисом кошторису кошторисі кошторисів кошторисами") == ["Урок"]
    assert len(query_of("одне два три чотири п’ять шість сім вісім дев’ять десять").subqueries) == MOST_WORDS


def test_lessons_of_a_closed_course_are_found_only_by_those_who_may_read_them(client, sign_in):
    course = make_closed_course(title="Закритий курс")
    make_lesson(make_module(course), title="Таємний урок", text="Кошторис.")
    enrolled, other = make_person(), make_person()
    make_enrollment(make_cohort(course), enrolled)

    assert titles(client, "кошторис") == []
    assert titles(sign_in(other), "кошторис") == []
    assert titles(sign_in(enrolled), "кошторис") == ["Таємний урок"]
    assert titles(sign_in(User.objects.create_superuser("root@example.org")), "кошторис") == ["Таємний урок"]


def test_drafts_and_pages_behind_a_sign_in_are_not_found(client):
    make_lesson(title="Чернетка", text="Кошторис.", live=False)
    private = make_event(title="Лише для своїх", lead="Кошторис.")
    private.view_restrictions.create(restriction_type="login")

    assert titles(client, "кошторис") == []


def test_questions_of_quizzes_are_never_found(client):
    make_quiz(make_module())

    assert titles(client, "затверджує") == []


def test_the_root_of_the_tree_is_not_a_page(client):
    root = Page.objects.get(depth=1)
    root.save()

    assert titles(client, root.title) == []


def test_ukrainian_pages_without_a_translation_are_found_in_english_too(client, english_front, front, add_page):
    about = add_page(front, "Кошторис школи", "koshtorys")
    add_page(english_front, "Budget of the school", "budget", twin_of=about)
    make_lesson(title="Урок про кошторис")

    with override("en"):
        response = client.get("/en/search/", {"q": "кошторис"})
        english = client.get("/en/search/", {"q": "budget"})

    assert [(page.title, page.foreign) for page in response.context["results"]] == [("Урок про кошторис", "uk")]
    assert [(page.title, page.foreign) for page in english.context["results"]] == [("Budget of the school", "")]
    assert 'lang="uk" hreflang="uk"' in response.content.decode()


def test_english_pages_are_not_found_in_ukrainian(client, english_front, add_page):
    add_page(english_front, "Кошторис in English", "budget")

    assert titles(client, "кошторис") == []


def test_results_come_page_by_page_and_keep_the_query(client):
    module = make_module()
    for number in range(25):
        make_lesson(module, title=f"Кошторис {number:02}")

    first = client.get("/search/", {"q": "кошторис"})
    second = client.get("/search/", {"q": "кошторис", "page": "2"})
    beyond = client.get("/search/", {"q": "кошторис", "page": "99"})

    assert [len(response.context["results"]) for response in (first, second, beyond)] == [20, 5, 5]
    shown = [page.pk for response in (first, second) for page in response.context["results"]]
    assert len(set(shown)) == 25
    assert first.context["count"] == 25
    assert "page=2" in first.content.decode() and "q=%D0%BA%D0%BE%D1%88" in first.content.decode()


def test_nothing_found_is_said_with_a_way_on(client, front):
    html = client.get("/search/", {"q": "нісенітниця"}).content.decode()

    assert "Nothing was found. Try fewer or other words." in html
    assert 'class="empty"' in html


def test_nothing_is_said_before_one_asks(client, front):
    html = client.get("/search/").content.decode()

    assert "Nothing was found" not in html
    assert 'name="q"' in html and f'maxlength="{LONGEST}"' in html
    assert "noindex" in html


def test_results_say_what_they_are(client):
    make_lesson(title="Урок про кошторис", search_description="Як скласти кошторис.")

    html = client.get("/search/", {"q": "кошторис"}).content.decode()

    assert f"{gettext('lesson').capitalize()}. " in html
    assert "Як скласти кошторис." in html


def test_search_costs_the_same_for_one_result_and_for_three(client, queries_of):
    module = make_module()
    make_lesson(module, title="Кошторис 1")
    one = queries_of("/search/?q=кошторис")
    make_lesson(module, title="Кошторис 2")
    make_lesson(module, title="Кошторис 3")

    assert queries_of("/search/?q=кошторис") == one
    assert one <= 12


def test_no_words_find_nothing_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find(user=None, text="?!") == []


@pytest.mark.parametrize(("word", "stem"), [("бюджету", "бюджет"), ("слухань", "слуханн"), ("рівності", "рівніст")])
def test_stems_lose_the_ending_and_follow_its_changes(word, stem):
    assert stem in stems(word)


def test_other_alphabets_keep_their_words():
    assert stems("prozorro") == []
    assert stems("ґрунт") == ["ґрунт"]
    assert stems("її") == []
    assert forms("рад")[:3] == ["рад", "рада", "раду"]
