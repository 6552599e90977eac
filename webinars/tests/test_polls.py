"""Polls of a session: prepared, opened, closed, shown; one answer a person, and nobody learns whose."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.beside import polls
from webinars.exceptions import BoardRefused
from webinars.models import Poll, PollAnswer, Session

from .beside import SCRIPT, Hall, browser
from .factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    cache.clear()
    return Hall()


def make_poll(hall, text="Чи є бюджет на сайті?", **fields):
    return Poll.objects.create(
        session=hall.session, text=text, options=["Так", "Ні", "Не знаю"], made_at=timezone.now(), **fields
    )


def opened(hall):
    return polls.open_poll(poll=make_poll(hall), by=hall.host.user, now=timezone.now())


def choose(client, hall, poll, choice, **headers):
    return client.post(hall.url(f"p/{poll.pk}/"), {"choice": choice}, headers=headers)


def step(client, hall, poll, name):
    return client.post(hall.desk(f"p/{poll.pk}/{name}/"), {"back": "desk"})


def shown_to(person, hall):
    return browser(person).get(hall.url()).context["polls"]


def test_a_poll_goes_its_way(hall):
    host, poll = browser(hall.host), make_poll(hall)
    olena, petro = browser(hall.olena), browser(hall.petro)
    assert shown_to(hall.olena, hall) == []

    assert step(host, hall, poll, "open").url == f"{hall.desk()}#beside"
    choose(olena, hall, poll, 0)
    choose(petro, hall, poll, 2)
    choose(petro, hall, poll, 1)
    (before,) = shown_to(hall.olena, hall)
    step(host, hall, poll, "close")
    assert choose(olena, hall, poll, 1, **SCRIPT).status_code == 409
    (closed,) = shown_to(hall.olena, hall)
    step(host, hall, poll, "show")

    assert (before.counted, closed.counted, before.answered) == (False, False, True)
    (after,) = shown_to(hall.olena, hall)
    assert [(choice.words, choice.votes, choice.percent) for choice in after.choices] == [
        ("Так", 1, 50), ("Ні", 1, 50), ("Не знаю", 0, 0),
    ]  # fmt: skip
    page = olena.get(hall.url()).content.decode()
    assert (page.count("1 person, 50 %"), page.count("your answer")) == (2, 1)


def test_what_others_chose_is_not_told_before_the_host_shows_it(hall):
    poll = opened(hall)
    choose(browser(hall.petro), hall, poll, 1)

    participant = browser(hall.olena).get(hall.url()).content.decode()
    host = browser(hall.host).get(hall.url()).content.decode()

    assert "<meter" not in participant
    assert "1 person, 100 %" in host


@pytest.mark.parametrize("choice", ["", "3", "-1", "99999999999999999999", "Так"])
def test_what_is_no_answer_is_refused(hall, choice):
    poll = opened(hall)

    assert choose(browser(hall.olena), hall, poll, choice, **SCRIPT).status_code == 409
    assert not PollAnswer.objects.exists()


def test_who_has_no_part_chooses_nothing_and_opens_nothing(hall):
    poll, stranger = opened(hall), browser(make_person())

    assert choose(stranger, hall, poll, 0).status_code == 403
    for person in (make_person(), hall.olena):
        assert step(browser(person), hall, poll, "close").status_code == 403
        assert browser(person).get(hall.desk()).status_code == 403
        assert browser(person).post(hall.desk(), {"what": "poll"}).status_code == 403
    assert choose(browser(hall.olena), hall, make_poll(hall), 0).status_code == 404  # it is only prepared
    assert choose(browser(hall.olena), Hall(), poll, 0).status_code == 403


def test_after_the_session_nobody_answers_but_the_result_may_still_be_shown(hall):
    poll = opened(hall)
    choose(browser(hall.olena), hall, poll, 0)
    long_ago = timezone.now() - timedelta(days=7)
    Session.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))

    assert choose(browser(hall.petro), hall, poll, 0, **SCRIPT).status_code == 409
    step(browser(hall.host), hall, poll, "show")

    (kept,) = shown_to(hall.petro, hall)
    assert (kept.counted, kept.total) == (True, 1)


def test_a_poll_that_was_answered_is_not_discarded_and_a_shown_one_not_opened_again(hall):
    now, by, poll = timezone.now(), hall.host.user, opened(hall)

    with pytest.raises(BoardRefused, match="stays"):
        polls.discard(poll=poll, by=by, now=now)
    polls.close_poll(poll=poll, by=by, now=now)
    assert polls.open_poll(poll=poll, by=by, now=now).is_open
    polls.show_results(poll=poll, by=by, now=now)
    with pytest.raises(BoardRefused, match="shown already"):
        polls.open_poll(poll=poll, by=by, now=now)
    for verb in (polls.close_poll, polls.show_results):
        with pytest.raises(BoardRefused, match="not open"):
            verb(poll=make_poll(hall), by=by, now=now)
    polls.discard(poll=make_poll(hall), by=by, now=now)
    assert Poll.objects.count() == 3


def test_a_step_that_there_is_not(hall):
    assert step(browser(hall.host), hall, make_poll(hall), "explode").status_code == 404
    assert step(browser(hall.host), hall, make_poll(Hall()), "open").status_code == 404


def test_three_polls_cost_as_many_queries_as_one(hall):
    client = browser(hall.host)

    def queries(path):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    choose(browser(hall.olena), hall, opened(hall), 0)
    before = [queries(path) for path in (hall.url(), hall.desk())]
    for _number in range(2):
        choose(browser(hall.olena), hall, opened(hall), 1)

    assert [queries(path) for path in (hall.url(), hall.desk())] == before
