"""The event calendar narrowed by links: they combine, say what stands behind them, and never lead to a riddle."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from webinars.agenda_filters import Wanted

from .factories import make_event, make_person, make_session, make_site

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def coming(event=None, *, days=7, **fields):
    return make_session(event=event, starts_at=timezone.now() + days * DAY, **fields)


def listed(response):
    return [card.session for _day, cards in response.context["days"] for card in cards]


def links_of(response):
    """{words: address} of all links that narrow."""
    return {link.label: link.url for _heading, links in response.context["groups"] for link in links}


def test_each_choice_narrows_and_they_combine(client):
    index, webinar, visit = make_site(), make_event(), make_event(kind="study_visit")
    online = coming(webinar)
    hall = coming(visit, days=8, mode="in_person", place="Школа", region="UA-05", capacity=1)
    mixed = coming(webinar, days=9, mode="mixed", place="Дім", region="UA-46")
    hall.registrations.create(person=make_person(), created_at=timezone.now())

    def ask(**query):
        return listed(client.get(index.url, query))

    assert ask() == [online, hall, mixed]
    assert [ask(way=way) for way in ("online", "in_person", "mixed")] == [[online], [hall], [mixed]]
    assert (ask(region="UA-05"), ask(free="1"), ask(kind="study_visit")) == ([hall], [online, mixed], [hall])
    assert ask(kind="webinar", way="mixed", region="UA-46", free="1") == [mixed]
    assert ask(kind="webinar", region="UA-05") == []
    assert ask(way="<b>", region="UA-99", lang="xx", free="no") == [online, hall, mixed]


def test_a_cancelled_session_has_no_free_seats(client):
    index = make_site()
    coming(state="cancelled")

    assert listed(client.get(index.url, {"free": "1"})) == []


def test_the_language_is_that_of_the_event(client):
    index, english = make_site(), Locale.objects.get_or_create(language_code="en")[0]
    ukrainian = coming()
    foreign = coming(make_event(locale=english), days=8)

    assert listed(client.get(index.url, {"lang": "en"})) == [foreign]
    assert listed(client.get(index.url, {"lang": "uk"})) == [ukrainian]


def test_a_link_says_how_many_it_leads_to_and_keeps_its_word(client):
    index, webinar, forum = make_site(), make_event(), make_event(kind="annual_forum")
    coming(webinar), coming(webinar, mode="mixed", place="Дім"), coming(forum, days=8)
    make_session(event=forum, starts_at=timezone.now() - DAY)

    for query in ({}, {"kind": "webinar"}, {"way": "online"}, {"past": "1"}):
        for words, url in links_of(client.get(index.url, query)).items():
            promised = re.search(r"\((\d+)\)", words)
            assert promised is None or len(listed(client.get(url))) == int(promised[1]) > 0, (query, words)


def test_a_page_on_which_nothing_fits_leads_out(client):
    index = make_site()
    coming(make_event(kind="study_visit"), mode="in_person", place="Школа", region="UA-05")

    response = client.get(index.url, {"kind": "webinar", "region": "UA-05"})

    assert listed(response) == []
    ways_out = [link.url for link in response.context["ways_out"]]
    assert ways_out == [f"{index.url}?region=UA-05", index.url]
    assert all(f'href="{url}"' in unescape(response.content.decode()) and listed(client.get(url)) for url in ways_out)


def test_without_any_event_the_page_says_so_and_leads_on(client):
    index = make_site()
    with override("en"):
        empty = client.get(index.url).content.decode()
        nothing_past = client.get(index.url, {"past": "1"}).content.decode()

    assert f'class="btn alt" href="{index.url}?past=1"' in empty
    assert f'class="btn alt" href="{index.url}"' in nothing_past


def test_months_and_past_keep_the_choices(client):
    index = make_site()
    coming(region="UA-05", mode="in_person", place="Дім")

    response = client.get(index.url, {"region": "UA-05"})

    assert response.context["past_link"].url == f"{index.url}?region=UA-05&past=1"
    assert "region=UA-05" in response.context["following"].url
    assert all("region=UA-05" in cell.url for week in response.context["weeks"] for cell in week if cell.url)
    assert [feed.path for feed in response.context["feeds"]] == ["/feeds/vinnytsia.ics"]


def test_past_events_are_marked_where_there_is_a_recording(client):
    index, bare = make_site(), make_event()
    video = {"title": "Запис", "external_url": "https://video.example.org/1"}
    kept = make_event(after=[("video", video)])
    noted = make_event(after=[("text", "<p>Конспект</p>")])
    for days, event in enumerate((bare, kept, noted), 1):
        make_session(event=event, starts_at=timezone.now() - days * DAY)

    response = client.get(index.url, {"past": "1"})

    assert [session.is_recorded for session in listed(response)] == [False, True, False]
    tones = [card.tone for _day, cards in response.context["days"] for card in cards]
    assert tones == ["off", "done", "off"]


def test_an_address_says_only_what_was_asked():
    wanted = Wanted(base="/podii/")

    assert wanted.address == "/podii/"
    assert wanted.but(kind="webinar", past=True).address == "/podii/?kind=webinar&past=1"


def test_the_calendar_asks_as_much_for_three_sessions_as_for_one(client):
    index, counts = make_site(), []
    for number in (1, 2):
        for _time in range(number):
            coming(capacity=5, region="UA-05", mode="mixed", place="Дім")
            make_session(starts_at=timezone.now() - DAY)
        for query in ({"way": "mixed", "free": "1"}, {"past": "1"}, {"region": "UA-46"}):
            client.get(index.url, query)
            with CaptureQueriesContext(connection) as queries:
                client.get(index.url, query)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
