"""What the script of the board asks for: the part that changes, cheap while nothing does."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from webinars.beside.moderating import hide
from webinars.beside.questions import report, vote
from webinars.exceptions import BoardRefused

from .beside import SCRIPT, Hall, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    cache.clear()
    return Hall()


def test_nothing_new_costs_a_few_queries_and_no_bytes(hall):
    hall.ask("Де?")
    client = browser(hall.petro)
    etag = client.get(hall.url("live/"))["ETag"]

    with CaptureQueriesContext(connection) as queries:
        same = client.get(hall.url("live/"), headers={"if-none-match": etag})
    weak = client.get(hall.url("live/"), headers={"if-none-match": f"W/{etag}"})  # as compression makes it

    assert (same.status_code, same.content, weak.status_code) == (304, b"", 304)
    assert len(queries) <= 6


def test_every_change_is_news(hall):
    now, client = timezone.now(), browser(hall.petro)
    tags = [client.get(hall.url("live/"))["ETag"]]
    question = hall.ask("Де?")
    tags.append(client.get(hall.url("live/"))["ETag"])
    vote(question=question, person=hall.petro, now=now)
    tags.append(client.get(hall.url("live/"))["ETag"])
    hide(question=question, by=hall.host.user, now=now)
    tags.append(client.get(hall.url("live/"))["ETag"])
    tags.append(browser(hall.olena).get(hall.url("live/"))["ETag"])  # who sees their own hidden question

    assert len(set(tags)) == len(tags)


def test_a_refused_click_is_no_news_to_the_others(hall):
    question = hall.ask("Де?")
    version = hall.version

    with pytest.raises(BoardRefused):
        vote(question=question, person=hall.olena, now=timezone.now())

    assert hall.version == version


def test_the_script_gets_the_part_that_changed_and_what_came_of_the_click(hall):
    question = hall.ask("Де?")

    part = browser(hall.petro).post(hall.url(f"q/{question.pk}/vote/"), {"back": "room"}, headers=SCRIPT)

    assert (part.status_code, part.templates[0].name) == (200, "webinars/beside/live.html")
    assert 'value="room"' in part.content.decode()
    assert part.context["page_obj"][0].voted


@pytest.mark.parametrize("place", ["beside", "room"])
def test_three_questions_cost_as_many_queries_as_one(hall, place):
    now, client = timezone.now(), browser(hall.host)
    path = hall.url() if place == "beside" else f"/s/{hall.session.public_id}/room/"

    def queries():
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    vote(question=hall.ask("Перше"), person=hall.petro, now=now)
    before = queries()
    for text in ("Друге", "Третє"):
        report(question=hall.ask(text), person=hall.petro, now=now)

    assert queries() == before
