"""Questions beside the room: asked, voted for, kept in order and answered, by those alone who have a part in it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from people.limits import Limit
from webinars.beside import questions, views
from webinars.beside.moderating import answer, hide, keep, reopen, show
from webinars.beside.questions import report, take_back, take_vote_back, vote
from webinars.exceptions import BoardRefused
from webinars.models import QuestionMark, RoomQuestion, Session

from .beside import SCRIPT, Hall, browser
from .factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    cache.clear()
    return Hall()


def asked_by(page):
    return [question.text for question in page.context["page_obj"]]


def step(client, hall, question, name, **fields):
    return client.post(hall.url(f"q/{question.pk}/{name}/"), fields)


# Asking


def test_a_question_is_asked_under_the_display_name_and_the_legal_one_stays_away(hall):
    client = browser(hall.olena)

    sent = client.post(hall.url(), {"text": "Де шукати додатки?\r\nІ коли?"})
    page = browser(hall.petro).get(hall.url())

    assert (sent.status_code, sent.url) == (302, f"{hall.url()}#beside")
    assert asked_by(page) == ["Де шукати додатки?\nІ коли?"]
    assert hall.olena.display_name in page.content.decode()
    assert hall.olena.legal_name not in page.content.decode()


def test_from_the_room_one_comes_back_to_the_room(hall):
    sent = browser(hall.olena).post(hall.url(), {"text": "Де?", "back": "room"})

    assert sent.url == f"/s/{hall.session.public_id}/room/#beside"


@pytest.mark.parametrize(("text", "words"), [(" \n", "Write a question first."), ("а" * 501, "500")])
def test_an_empty_question_and_one_too_long_are_said_so(hall, text, words):
    page = browser(hall.olena).post(hall.url(), {"text": text})
    part = browser(hall.olena).post(hall.url(), {"text": text}, headers=SCRIPT)

    assert (page.status_code, part.status_code) == (422, 422)
    assert words in page.content.decode()
    assert words in part.content.decode()
    assert not RoomQuestion.objects.exists()


def test_the_same_words_twice_are_one_question(hall):
    assert hall.ask("Де?") == hall.ask("Де?")
    assert hall.ask("Де?", person=hall.petro) not in [hall.ask("Де?")]


def test_nobody_asks_without_end(hall, monkeypatch):
    now = timezone.now()
    for number in range(questions.MOST_AT_ONCE):
        hall.ask(f"Запитання {number}", now=now)

    with pytest.raises(BoardRefused, match="Wait a few minutes"):
        hall.ask("Ще одне", now=now)
    assert hall.ask("Ще одне", now=now + questions.AT_ONCE)
    monkeypatch.setattr(questions, "MOST", 6)
    with pytest.raises(BoardRefused, match="as many"):
        hall.ask("І ще", now=now + 2 * questions.AT_ONCE)


# Who, and when


def test_who_has_no_part_reads_and_writes_nothing(hall):
    question, stranger = hall.ask("Де?"), browser(make_person())

    assert stranger.get(hall.url()).url == f"/s/{hall.session.public_id}/join/"
    assert stranger.post(hall.url(), {"text": "І я?"}).status_code == 302
    assert stranger.get(hall.url("live/")).status_code == 403
    assert step(stranger, hall, question, "vote").status_code == 403
    assert step(stranger, hall, question, "hide").status_code == 403
    assert RoomQuestion.objects.count() == 1
    assert not QuestionMark.objects.exists()


def test_a_seat_given_back_closes_the_door(hall):
    hall.session.registrations.filter(person=hall.petro).update(cancelled_at=timezone.now())

    assert browser(hall.petro).get(hall.url("live/")).status_code == 403


def test_who_planned_nothing_hides_nothing(hall):
    question = hall.ask("Де?")

    for name in ("hide", "show", "keep", "answer", "reopen", "take-back", "nonsense"):
        assert step(browser(hall.petro), hall, question, name).status_code == 403
    assert RoomQuestion.objects.filter(hidden_at=None, answered_at=None, withdrawn_at=None).count() == 1


def test_a_question_of_another_session_is_not_here(hall):
    other = Hall()
    question = other.ask("Де?")

    assert step(browser(hall.host), hall, question, "hide").status_code == 404


def test_after_the_session_all_of_it_can_be_read_and_nothing_written(hall):
    question = hall.ask("Де?")
    long_ago = timezone.now() - timedelta(days=7)
    Session.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    client = browser(hall.petro)

    page = client.get(hall.url())

    assert asked_by(page) == ["Де?"]
    assert "<textarea" not in page.content.decode()
    assert client.post(hall.url(), {"text": "Запізно"}).status_code == 422
    assert "Nothing can be written" in step_said(client, hall, question, "vote")
    assert step(browser(hall.host), hall, question, "answer", text="У розділі «Фінанси».").status_code == 302
    assert "У розділі «Фінанси»." in client.get(hall.url()).content.decode()


def test_an_answer_too_long_is_said_to_be_and_not_cut(hall):
    question, client = hall.ask("Де?"), browser(hall.host)

    refused = client.post(hall.url(f"q/{question.pk}/answer/"), {"text": "а" * 2_001}, headers=SCRIPT)

    assert (refused.status_code, RoomQuestion.objects.get().answered_at) == (409, None)


def step_said(client, hall, question, name):
    return client.post(hall.url(f"q/{question.pk}/{name}/"), headers=SCRIPT).context["said"]


def test_before_the_session_one_asks_already(hall):
    Session.objects.update(starts_at=timezone.now() + timedelta(days=7), ends_at=timezone.now() + timedelta(days=8))

    assert browser(hall.olena).post(hall.url(), {"text": "Чи буде запис?"}).status_code == 302


# Votes and order


def test_a_vote_counts_once_and_can_be_taken_back(hall):
    question, client = hall.ask("Де?"), browser(hall.petro)

    step(client, hall, question, "vote")
    step(client, hall, question, "vote")
    assert question.marks.count() == 1
    step(client, hall, question, "take-vote-back")
    step(client, hall, question, "take-vote-back")
    assert question.marks.count() == 0


def test_one_votes_not_for_oneself_and_not_for_what_is_done(hall):
    now, question = timezone.now(), hall.ask("Де?")

    with pytest.raises(BoardRefused, match="your own"):
        vote(question=question, person=hall.olena, now=now)
    hide(question=question, by=hall.host.user, now=now)
    with pytest.raises(BoardRefused, match="hidden"):
        vote(question=question, person=hall.petro, now=now)
    show(question=question, by=hall.host.user, now=now)
    answer(question=question, by=hall.host.user, now=now)
    with pytest.raises(BoardRefused, match="answered"):
        vote(question=question, person=hall.petro, now=now)


def test_what_most_people_want_to_know_stands_first_and_what_is_answered_last(hall):
    now = timezone.now()
    done, first, wanted = (hall.ask(text, now=now) for text in ("Готове", "Перше", "Бажане"))
    vote(question=done, person=hall.petro, now=now)
    vote(question=wanted, person=hall.petro, now=now)
    answer(question=done, by=hall.host.user, now=now)

    assert asked_by(browser(hall.petro).get(hall.url())) == ["Бажане", "Перше", "Готове"]
    reopen(question=done, by=hall.host.user, now=now)
    vote(question=done, person=hall.host, now=now)
    assert asked_by(browser(hall.petro).get(hall.url())) == ["Готове", "Бажане", "Перше"]
    take_vote_back(question=wanted, person=hall.petro, now=now)
    assert first.pk < wanted.pk


def test_clicks_without_end_are_stopped(hall, monkeypatch):
    monkeypatch.setattr(views, "CLICKS", Limit("clicks_of_a_test", tries=2, seconds=10**10))
    question, client = hall.ask("Де?"), browser(hall.petro)

    statuses = [step(client, hall, question, name).status_code for name in ("vote", "take-vote-back")]

    assert statuses == [302, 302]
    assert step(client, hall, question, "vote").status_code == 403


# In order


def test_a_hidden_question_is_there_for_its_author_and_the_host_alone(hall):
    question = hall.ask("Адреса голови така")
    step(browser(hall.host), hall, question, "hide")

    pages = {person: browser(person).get(hall.url()) for person in (hall.olena, hall.petro, hall.host)}

    assert {person: len(asked_by(page)) for person, page in pages.items()} == {
        hall.olena: 1,
        hall.petro: 0,
        hall.host: 1,
    }
    assert "Hidden: only its author" in pages[hall.olena].content.decode()
    assert step(browser(hall.petro), hall, question, "report").status_code == 404
    step(browser(hall.host), hall, question, "show")
    assert len(asked_by(browser(hall.petro).get(hall.url()))) == 1


def test_a_report_is_seen_by_the_host_until_it_is_settled(hall):
    now, question = timezone.now(), hall.ask("Купуйте панелі!")
    report(question=question, person=hall.petro, now=now)
    report(question=question, person=hall.petro, now=now)

    def number_seen():
        (seen,) = browser(hall.host).get(hall.url()).context["page_obj"]
        return seen.reports

    assert number_seen() == 1
    assert "reported this" not in browser(hall.olena).get(hall.url()).content.decode()
    keep(question=question, by=hall.host.user, now=now + timedelta(seconds=1))
    assert number_seen() == 0
    report(question=question, person=hall.seat("Ганна Мельник"), now=now + timedelta(seconds=2))
    assert number_seen() == 1


def test_ones_question_is_erased_with_what_was_answered(hall):
    now, question = timezone.now(), hall.ask("Мій телефон 044")
    answer(question=question, by=hall.host.user, text="Дякую, 044", now=now)

    step(browser(hall.olena), hall, question, "take-back")
    take_back(question=question, now=now)

    gone = RoomQuestion.objects.get()
    assert (gone.text, gone.answer) == ("", "")
    assert asked_by(browser(hall.host).get(hall.url())) == []
    with pytest.raises(BoardRefused, match="taken back"):
        hide(question=question, by=hall.host.user, now=now)
    with pytest.raises(BoardRefused, match="taken back"):
        vote(question=question, person=hall.petro, now=now)
