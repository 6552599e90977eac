"""The pages of discussions: what they show and keep, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.discussion import views
from courses.discussion.forms import LONGEST
from courses.discussion.moderating import confirm, hide, report
from courses.discussion.posting import MOST_A_DAY, take_back
from courses.models import Post
from people.roles import COORDINATORS

from .discussions import answered, asked, listed, make_discussed, of, under
from .factories import make_lesson, make_staff

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=3)


@pytest.fixture
def scene():
    return make_discussed()


def test_the_lesson_leads_to_its_questions_and_says_how_many(scene, sign_in):
    for number in range(2):
        asked(scene, str(number))
    take_back(post=asked(scene, "Ні"), now=timezone.now())
    hide(post=asked(scene, "Реклама"), by=None, reason="Реклама", now=timezone.now())

    for person in (scene.olena, scene.trainer):
        page = sign_in(person).get(scene.lesson.url).content.decode()
        assert f'href="{under(scene)}">Questions and answers (2)<' in page


def test_a_question_is_asked_on_the_page_and_stands_under_the_display_name(scene, sign_in):
    browser = sign_in(scene.olena)

    response = browser.post(under(scene), {"text": "  Де бюджет?\r\n\r\n\r\n\r\nДякую \u202eза все  "}, follow=True)

    question = Post.objects.get()
    assert response.redirect_chain == [(of(question), 302)]
    assert question.text == "Де бюджет?\n\nДякую за все"
    page = response.content.decode()
    assert "Олена К." in page
    assert "Коваль" not in page


@pytest.mark.parametrize("text", ["", " \n ", "я" * (LONGEST + 1), "\x00"])
def test_what_cannot_be_sent_stays_in_the_form_with_the_reason(scene, sign_in, text):
    response = sign_in(scene.olena).post(under(scene), {"text": text})

    assert response.status_code == 422
    assert response.context["form"].errors["text"]
    assert "я" * LONGEST in response.content.decode() or len(text) < LONGEST
    assert not Post.objects.exists()


def test_a_line_end_counts_once(scene, sign_in):
    text = "я\r\n" * (LONGEST // 2)

    assert sign_in(scene.olena).post(under(scene), {"text": text}).status_code == 302
    assert len(text) > LONGEST


def test_who_wrote_enough_keeps_their_words_in_the_form(scene, sign_in):
    for number in range(MOST_A_DAY):
        asked(scene, str(number))

    response = sign_in(scene.olena).post(under(scene), {"text": "Ще одне довге питання"})

    assert response.status_code == 422
    assert "enough for a day" in str(response.context["form"].errors)
    assert "Ще одне довге питання" in response.content.decode()


def test_text_is_shown_as_text_with_safe_links(scene, sign_in):
    question = asked(scene, "<script>alert(1)</script>\nhttps://example.org/a?b=1&c=<b>")

    page = sign_in(scene.petro).get(of(question)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>" in page
    assert 'rel="nofollow"' in page


def test_an_answer_of_the_trainer_is_marked_and_the_list_says_so(scene, sign_in):
    question = asked(scene)
    browser = sign_in(scene.trainer)
    assert "no answer yet" in browser.get(under(scene)).content.decode()

    response = browser.post(of(question), {"text": "У додатку 3."})

    reply = Post.objects.answers().get()
    assert response.url == f"{of(question)}#p{reply.pk}"
    assert reply.by_trainer
    browser = sign_in(scene.olena)
    assert "Оксана Л.</b>, trainer" in browser.get(of(question)).content.decode()
    assert "answered by a trainer" in browser.get(under(scene)).content.decode()


def test_the_trainers_list_has_what_waits_the_oldest_first(scene, sign_in):
    now = timezone.now()
    new, old = asked(scene, "Нове", now=now), asked(scene, "Давнє", now=now - LONG_AGO)
    done = asked(scene, "Готове")
    answered(done, person=scene.trainer, by_trainer=True)
    elsewhere = asked(make_discussed(title="Інший курс"), "Чуже")

    response = sign_in(scene.trainer).get("/t/questions/")

    assert listed(response) == [old, new]
    assert scene.course.title in response.content.decode()
    assert set(listed(sign_in(make_staff(COORDINATORS)).get("/t/questions/"))) == {old, new, elsewhere}
    empty = sign_in(scene.petro).get("/t/questions/?show=none")
    assert "No question waits for an answer." in empty.content.decode()


def test_the_questions_of_a_course_are_searched_and_paged(scene, sign_in, monkeypatch):
    monkeypatch.setattr(views, "A_PAGE", 1)
    other = asked(scene, "Що таке субвенція?")
    budget = asked(scene)
    browser, url = sign_in(scene.petro), f"/courses/{scene.course.pk}/questions/"

    assert listed(browser.get(url)) == [budget]
    assert listed(browser.get(url, {"page": 2})) == [other]
    assert listed(browser.get(url, {"q": "субвенції"})) == [other]
    assert "Nothing was found" in browser.get(url, {"q": "черепаха"}).content.decode()
    assert browser.get(url, {"q": "я" * 101}).status_code == 400


def test_empty_places_say_what_to_do(scene, sign_in):
    browser = sign_in(scene.olena)

    assert "Nobody has asked about this lesson yet." in browser.get(under(scene)).content.decode()
    page = browser.get(f"/courses/{scene.course.pk}/questions/").content.decode()
    assert "Ask the first one under a lesson." in page
    assert "You have not asked or answered anything yet." in browser.get("/my/questions/").content.decode()


def test_my_questions_are_ones_own_and_can_be_taken_back_after_one_has_left(scene, sign_in):
    question = asked(scene)
    reply = answered(asked(scene, "Друге", person=scene.petro), person=scene.olena)
    browser = sign_in(scene.olena)
    assert listed(browser.get("/my/questions/")) == [reply, question]
    scene.olena.enrollments.update(withdrawn_at=timezone.now())

    page = browser.get("/my/questions/").content.decode()
    response = browser.post(of(question, "own/"), {"take_back": "1"})

    assert of(question, "own/") in page
    assert response.url == "/my/questions/"
    assert listed(browser.get("/my/questions/")) == [reply]


@pytest.mark.parametrize("who", ["petro", "trainer"])
@pytest.mark.parametrize("where", ["lesson", "course", "thread", "trainers", "mine"])
def test_lists_cost_no_query_for_each_row(scene, sign_in, queries_of, who, where):
    thread = asked(scene)
    urls = {
        "lesson": under(scene),
        "course": f"/courses/{scene.course.pk}/questions/?q=ради",
        "thread": of(thread),
        "trainers": "/t/questions/",
        "mine": "/my/questions/",
    }
    person = getattr(scene, who)

    def add(number):
        post = asked(scene, f"Де рішення ради {number}?")
        confirm(post=answered(post, person=scene.petro), by=None, confirmed=True, now=timezone.now())
        asked(scene, f"Рішення ради {number}", person=person)
        for somebody in (scene.petro, scene.trainer):
            report(post=answered(thread, f"{number} {somebody.pk}", person=somebody), person=scene.olena,
                   reason="Реклама", now=timezone.now())  # fmt: skip

    sign_in(person)
    add(1)
    one = queries_of(urls[where])
    for number in (2, 3):
        add(number)

    assert queries_of(urls[where]) == one
    assert one <= 14


def test_a_lesson_takes_one_query_more_for_its_questions(scene, sign_in, queries_of):
    browser = sign_in(scene.olena)
    with_link = queries_of(scene.lesson.url)
    for number in range(3):
        asked(scene, str(number))

    assert queries_of(scene.lesson.url) == with_link
    assert "Questions and answers (3)" in browser.get(scene.lesson.url).content.decode()


def test_a_question_of_another_lesson_is_not_in_the_list(scene, sign_in):
    question = asked(scene)
    scene.lesson = make_lesson(scene.lesson.module)
    other = asked(scene, "Про друге")

    assert listed(sign_in(scene.petro).get(under(scene))) == [other]
    assert listed(sign_in(scene.petro).get(f"/courses/{scene.course.pk}/questions/")) == [other, question]
