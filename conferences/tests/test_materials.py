"""After a conference: recordings, slides and texts on items, in the programme and on the digest that editors write."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.releasing import release
from conferences.scheduling import schedule_item
from webinars.models import DigestPage, EventPage
from webinars.tests.factories import make_event

from .factories import NOON, make_item, make_programme

pytestmark = pytest.mark.django_db
VIDEO, SLIDES, TEXT = (f"https://video.example.org/{name}" for name in ("video", "slides", "text"))


@pytest.fixture
def programme():
    return make_programme(rooms=1, starts=timezone.now() - timedelta(days=1))


def talk_in(programme, *, hours=-20, **fields):
    item = make_item(programme, **fields)
    starts = timezone.now() + timedelta(hours=hours)
    return schedule_item(item=item, room=programme.rooms.get(), starts_at=starts, minutes=30, by=None)


def released(programme):
    release(programme=programme, by=None, now=NOON)
    return programme.event


def digest_of(event, **fields):
    fields = {"title": "Підсумки", "slug": "pidsumky", "lead": "Домовилися про воду", **fields}
    return event.add_child(instance=DigestPage(**fields))


def test_what_is_left_is_marked_in_the_programme_and_linked_from_the_item(programme, client):
    kept = talk_in(programme, title="Вода", recording_url=VIDEO, slides_url=SLIDES, text_url=TEXT)
    talk_in(programme, title="Дороги")
    talk_in(programme, title="Завтра", hours=20, recording_url=f"{VIDEO}/soon")
    event = released(programme)

    page = client.get(reverse("programme_item", args=[event.pk, kept.public_id])).content.decode()
    assert [url for url in (VIDEO, SLIDES, TEXT) if f'href="{url}"' not in page] == []
    days = {f"{item.starts_at.astimezone():%Y-%m-%d}" for item in programme.items.all()}
    shown = [client.get(reverse("programme", args=[event.pk]), {"day": day}).context["rows"] for day in sorted(days)]
    talks = {talk.title: talk for rows in shown for row in rows for cell in row.cells for talk in cell.talks}
    assert {title: len(talk.kept) for title, talk in talks.items()} == {"Вода": 3, "Дороги": 0, "Завтра": 0}


def test_the_digest_lists_what_is_left_and_the_event_leads_to_it(programme, client):
    kept = talk_in(programme, title="Вода", recording_url=VIDEO, text_url=TEXT)
    talk_in(programme, title="Завтра", hours=20, recording_url=f"{VIDEO}/soon")
    event = released(programme)
    digest = digest_of(event)

    page = client.get(digest.url).content.decode()

    assert f'href="{VIDEO}"' in page and f'href="{TEXT}"' in page and f"{VIDEO}/soon" not in page
    assert reverse("programme_item", args=[event.pk, kept.public_id]) in page
    assert digest.url in client.get(event.url).content.decode()
    assert digest.url in client.get("/sitemap.xml").content.decode()


def test_a_recording_of_an_item_marks_the_past_event(programme, client):
    talk_in(programme, recording_url=VIDEO)
    event = programme.event
    event.sessions.update(ends_at=timezone.now() - timedelta(hours=1))
    marked = []
    for is_released in (False, True):
        if is_released:
            released(programme)
        days = client.get(event.get_parent().url, {"past": "1"}).context["days"]
        marked.append({card.session.is_recorded for _day, cards in days for card in cards})

    assert marked == [{False}, {True}]


def test_editors_write_a_digest_below_conferences_only():
    forum, webinar = make_event(kind="annual_forum"), make_event()

    assert (DigestPage.can_create_at(forum), DigestPage.can_create_at(webinar)) == (True, False)
    digest_of(forum)
    assert not DigestPage.can_create_at(EventPage.objects.get(pk=forum.pk))


def test_a_digest_hides_with_an_event_that_becomes_closed(programme, client):
    digest = digest_of(programme.event)
    EventPage.objects.filter(pk=programme.event_id).update(kind="working_meeting")

    assert client.get(digest.url).status_code == 404
    assert digest.url not in client.get("/search/?q=Підсумки").content.decode()
    assert "pidsumky" not in client.get("/sitemap.xml").content.decode()


def test_a_digest_is_taken_down_with_its_event(programme, client):
    digest = digest_of(programme.event)
    programme.event.unpublish()

    assert client.get(digest.url).status_code == 404
    assert not DigestPage.objects.live().exists()
    assert "Домовилися" not in client.get("/search/?q=Підсумки").content.decode()


def test_programme_and_digest_ask_as_much_for_three_talks_as_for_one(programme, client):
    counts, event = [], programme.event
    digest = digest_of(event)
    for number in (1, 2):
        for _time in range(number):
            talk_in(programme, recording_url=VIDEO)
        released(programme)
        for address in (digest.url, reverse("programme", args=[event.pk])):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
