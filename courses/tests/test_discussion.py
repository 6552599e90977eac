"""What one may do with questions and answers, and what the rules refuse; nothing of it is written half."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.discussion import posting
from courses.discussion.moderating import MOST_REPORTS_A_DAY, confirm, hide, keep, report, show_again
from courses.discussion.posting import change, take_back
from courses.discussion.searching import find
from courses.exceptions import PostRefused
from courses.models import Post, PostReport
from webinars.tests.factories import NOON

from .discussions import answered, asked, make_discussed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def scene():
    return make_discussed()


def actions_on(post):
    return list(ModelLogEntry.objects.for_instance(post).order_by("pk").values_list("action", flat=True))


def test_a_question_is_asked_once_however_often_it_is_sent(scene):
    first, again = asked(scene, now=NOON), asked(scene, now=NOON + HOUR)

    assert first == again == Post.objects.get()
    assert (first.person, first.lesson, first.posted_at) == (scene.olena, scene.lesson, NOON)
    assert actions_on(first) == ["courses.post.ask"]
    assert asked(scene, now=NOON + 25 * HOUR) != first


def test_a_trainers_answer_makes_a_question_answered_and_anybody_elses_does_not(scene):
    question = asked(scene)
    answered(question, person=scene.petro)
    assert [(post.number, post.is_answered) for post in Post.objects.listed()] == [(1, False)]

    answered(question, "Додаток 3.", person=scene.trainer, by_trainer=True)

    assert [(post.number, post.is_answered) for post in Post.objects.listed()] == [(2, True)]
    assert not Post.objects.unanswered().exists()


def test_a_trainers_word_on_an_answer_counts_until_it_is_taken_back(scene):
    question = asked(scene)
    reply = answered(question, person=scene.petro)

    for confirmed in (True, True, False):
        confirm(post=reply, by=scene.trainer.user, confirmed=confirmed, now=NOON)
        assert Post.objects.unanswered().exists() != confirmed
    assert actions_on(reply) == ["courses.post.answer", "courses.post.confirm", "courses.post.unconfirm"]


def test_a_day_has_a_limit_for_participants_and_none_for_trainers(scene, monkeypatch):
    monkeypatch.setattr(posting, "MOST_A_DAY", 2)
    question = asked(scene, "Перше", now=NOON)
    asked(scene, "Друге", now=NOON)

    with pytest.raises(PostRefused, match="enough for a day"):
        asked(scene, "Третє", now=NOON + HOUR)
    with pytest.raises(PostRefused, match="enough for a day"):
        answered(question, person=scene.olena, now=NOON + HOUR)

    assert asked(scene, "Третє", now=NOON + 25 * HOUR)
    for number in range(3):
        answered(question, str(number), person=scene.trainer, by_trainer=True, now=NOON)


def test_what_is_taken_back_counts_for_the_limit(scene, monkeypatch):
    monkeypatch.setattr(posting, "MOST_A_DAY", 1)
    take_back(post=asked(scene, now=NOON), now=NOON)

    with pytest.raises(PostRefused):
        asked(scene, "Ще раз", now=NOON)


def test_words_are_changed_within_an_hour_and_marked(scene):
    question = asked(scene, now=NOON)

    change(post=question, text="Де бюджет?", now=NOON + HOUR)
    with pytest.raises(PostRefused, match="for an hour"):
        change(post=question, text="Пізно", now=NOON + HOUR + timedelta(seconds=1))

    question.refresh_from_db()
    assert (question.text, question.edited_at) == ("Де бюджет?", NOON + HOUR)


def test_the_same_words_are_no_change(scene):
    question = asked(scene, now=NOON)

    assert change(post=question, text=question.text, now=NOON).edited_at is None
    assert actions_on(question) == ["courses.post.ask"]


def test_a_question_that_others_answered_stays_as_it_is(scene):
    question = asked(scene, now=NOON)
    answered(question, "Ще одне.", person=scene.olena, now=NOON)
    change(post=question, text="Де саме?", now=NOON)

    answered(question, person=scene.petro, now=NOON)

    with pytest.raises(PostRefused, match="answered already"):
        change(post=question, text="Інше", now=NOON)


def test_a_confirmed_or_hidden_answer_is_not_changed(scene):
    reply = answered(asked(scene, now=NOON), person=scene.petro, now=NOON)
    confirm(post=reply, by=None, confirmed=True, now=NOON)
    with pytest.raises(PostRefused, match="confirmed"):
        change(post=reply, text="Інше", now=NOON)

    hide(post=reply, by=None, reason="Адреса людини", now=NOON)
    with pytest.raises(PostRefused, match="hidden"):
        change(post=reply, text="Інше", now=NOON)


def test_words_taken_back_are_nowhere_and_answers_of_others_stay(scene):
    question = asked(scene, "Мій номер 0671234567")
    lonely = asked(scene, "Ніхто не відповів")
    answered(question, person=scene.petro)

    for post in (question, lonely, question):
        take_back(post=post, now=NOON)

    assert not Post.objects.exclude(withdrawn_at=None).exclude(text="").exists()
    assert list(Post.objects.listed()) == [question]
    labels = ModelLogEntry.objects.values_list("label", "data")
    assert "0671234567" not in str(list(labels))
    with pytest.raises(PostRefused, match="taken back"):
        answered(question, person=scene.trainer)


def test_the_database_itself_keeps_words_and_taking_back_together(scene):
    question = asked(scene)

    for wrong in ({"text": ""}, {"withdrawn_at": NOON}, {"hidden_at": NOON}, {"confirmed_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=question.pk).update(**wrong)


def test_hiding_tells_the_author_why_and_can_be_undone(scene):
    question = asked(scene)
    mail.outbox.clear()

    for _twice in range(2):
        hide(post=question, by=scene.trainer.user, reason="Тут адреса іншої людини.", now=NOON)

    (message,) = mail.outbox
    assert message.to == [scene.olena.email]
    assert "Тут адреса іншої людини." in message.body
    assert question.text not in message.body
    assert f"/questions/{question.pk}/" in message.body
    assert list(Post.objects.shown()) == []

    show_again(post=question, by=scene.trainer.user)
    assert list(Post.objects.shown()) == [question]
    assert actions_on(question) == ["courses.post.ask", "courses.post.hide", "courses.post.show"]


def test_under_a_hidden_question_nothing_is_shown_or_answered(scene):
    question = asked(scene)
    answered(question, person=scene.petro)
    hide(post=question, by=None, reason="Образа", now=NOON)

    assert not Post.objects.shown().exists()
    with pytest.raises(PostRefused, match="hidden"):
        answered(question, "Ще", person=scene.petro)


def test_a_hidden_answer_is_not_counted_and_answers_nothing(scene):
    question = asked(scene)
    reply = answered(question, person=scene.trainer, by_trainer=True)
    hide(post=reply, by=None, reason="Помилка", now=NOON)

    assert [(post.number, post.is_answered) for post in Post.objects.listed()] == [(0, False)]


def test_a_report_is_made_once_a_person_and_settled_by_a_trainer(scene):
    question = asked(scene)

    for _twice in range(2):
        report(post=question, person=scene.petro, reason="Реклама", now=NOON)
    assert list(Post.objects.reported()) == [question]
    keep(post=question, by=scene.trainer.user, now=NOON)

    assert PostReport.objects.get().settled_at == NOON
    assert not Post.objects.reported().exists()
    report(post=question, person=scene.petro, reason="Знову", now=NOON)
    assert not Post.objects.reported().exists()
    with pytest.raises(PostRefused, match="your own words"):
        report(post=question, person=scene.olena, reason="Я", now=NOON)


def test_reports_have_a_limit(scene):
    for number in range(MOST_REPORTS_A_DAY):
        report(post=asked(scene, str(number)), person=scene.petro, reason="Реклама", now=NOON)

    with pytest.raises(PostRefused, match="enough for a day"):
        report(post=asked(scene, "Ще"), person=scene.petro, reason="Реклама", now=NOON)


def test_hiding_and_taking_back_settle_reports(scene):
    first, second = asked(scene, "Перше"), asked(scene, "Друге")
    for post in (first, second):
        report(post=post, person=scene.petro, reason="Реклама", now=NOON)

    hide(post=first, by=None, reason="Реклама", now=NOON)
    take_back(post=second, now=NOON)

    assert not PostReport.objects.filter(settled_at=None).exists()
    with pytest.raises(PostRefused, match="taken back"):
        hide(post=second, by=None, reason="Реклама", now=NOON)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Рішення", "Медіа"]),
        ("РІШЕННЯ ради", ["Рішення"]),
        ("рішенням", ["Рішення"]),
        ("п'ятниці", ["Медіа"]),
        ("додатку", ["Рішення"]),
        ("рішення медіа", []),
        ("(.*", ["Рішення", "Медіа"]),
        ("100% _", []),
    ],
)
def test_search_knows_capitals_endings_and_answers(scene, words, found):
    texts = {"Рішення": "Де шукати рішення ради?", "Медіа": "Пишемо в газету до п’ятниці?"}
    posts = {name: asked(scene, text) for name, text in texts.items()}
    answered(posts["Рішення"], "У третьому додатку.", person=scene.petro)
    hidden = answered(posts["Медіа"], "Медіа, рішення, додаток", person=scene.petro)
    hide(post=hidden, by=None, reason="Реклама", now=timezone.now())

    assert set(find(Post.objects.questions(), words)) == {posts[name] for name in found}
