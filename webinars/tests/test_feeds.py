"""Sessions in calendars: what the feeds hold, how they change, what they never say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from calendars.tokens import revoke_token
from people.regions import Region
from webinars import feeds
from webinars.models import EventPage
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule

from .calendars import DAY, FEED, coming, events, private_feed
from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db


def test_the_public_feed_holds_announced_sessions_of_its_window(client):
    shown = [coming(), coming(state="cancelled"), make_session(starts_at=timezone.now() - 59 * DAY)]
    coming(state="draft")
    coming(event=make_event(live=False))
    make_session(starts_at=timezone.now() - 61 * DAY)
    make_session(starts_at=timezone.now() + 401 * DAY)

    assert set(events(client, FEED)) == {session.uid for session in shown}


def test_a_private_page_is_in_no_feed(client):
    session = coming()
    PageViewRestriction.objects.create(page=session.event, restriction_type="login")

    assert events(client, FEED) == {}
    assert client.get(f"{session.event.url}event.ics").status_code == 404
    assert client.get(f"/s/{session.public_id}.ics").status_code == 404


def test_moving_and_cancelling_reach_the_feed_with_a_rising_sequence(client):
    session = coming()
    seen = [events(client, FEED)[session.uid]]
    moved = {"starts_at": session.starts_at + DAY, "ends_at": session.ends_at + DAY}

    reschedule(session=session, by=None, now=timezone.now(), **moved)
    seen.append(events(client, FEED)[session.uid])
    cancel(session=session, by=None, now=timezone.now())
    seen.append(events(client, FEED)[session.uid])

    assert [(event["SEQUENCE"], event["STATUS"]) for event in seen] == [
        (0, "CONFIRMED"),
        (1, "CONFIRMED"),
        (2, "CANCELLED"),
    ]
    assert seen[1].decoded("DTSTART") == moved["starts_at"].replace(microsecond=0)


def test_a_cancelled_session_leaves_after_its_day(client):
    make_session(starts_at=timezone.now() - 2 * DAY, state="cancelled")

    assert events(client, FEED) == {}


def test_the_feed_is_answered_with_304_until_something_changes(client):
    session = coming()
    first = client.get(FEED)

    unchanged = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    cancel(session=session, by=None, now=timezone.now())
    changed = client.get(FEED, headers={"If-None-Match": first["ETag"]})

    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)
    assert first["Cache-Control"].startswith("public")
    assert "Cookie" not in first.get("Vary", "")


def test_no_public_calendar_names_the_room(client):
    session = coming()

    for address in (FEED, f"{session.event.url}event.ics", f"/s/{session.public_id}.ics"):
        text = client.get(address).content.decode()
        assert session.room_name not in text
        assert "/join/" not in text.replace("\r\n ", "")
        assert "CONFERENCE" not in text


def test_the_feed_of_an_event_holds_its_sessions_only(client):
    event = make_event()
    mine = [coming(event=event), coming(event=event, title="День 2")]
    coming()

    assert set(events(client, f"{event.url}event.ics")) == {session.uid for session in mine}


def test_there_is_no_event_feed_beside_other_pages(client):
    index = make_event().get_parent()

    assert client.get(f"{index.url}event.ics").status_code == 404
    assert client.get(f"{index.url}nowhere/event.ics").status_code == 404


def test_one_session_is_a_download_that_says_when_it_is_cancelled(client):
    session = coming()
    cancel(session=session, by=None, now=timezone.now())

    response = client.get(f"/s/{session.public_id}.ics")

    assert response["Content-Disposition"] == f'attachment; filename="{session.event.slug}.ics"'
    assert events(client, f"/s/{session.public_id}.ics")[session.uid]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("permission", [None, "change_session"])
def test_a_draft_is_no_download_even_for_planners(signed_in, permission):
    session = coming(state="draft")

    assert signed_in(make_person(), permission).get(f"/s/{session.public_id}.ics").status_code == 404


def test_the_private_feed_holds_what_one_takes_part_in_with_the_way_in(client):
    person = make_person()
    mine, hosted = coming(), coming(host=person)
    left, other = coming(), coming()
    now = timezone.now()
    for session in (mine, left):
        register(person=person, session=session, now=now)
    withdraw(person=person, session=left, now=now)
    register(person=make_person(), session=other, now=now)

    found = events(client, private_feed(person))

    assert set(found) == {mine.uid, hosted.uid}
    assert found[mine.uid]["LOCATION"] == f"http://testserver/s/{mine.public_id}/join/"
    assert found[mine.uid]["URL"] == f"http://testserver{mine.event.url}"
    assert mine.room_name not in str(found[mine.uid].to_ical())


def test_a_registered_session_that_is_cancelled_stays_as_cancelled(client):
    person, session = make_person(), coming()
    register(person=person, session=session, now=timezone.now())
    cancel(session=session, by=None, now=timezone.now())

    assert events(client, private_feed(person))[session.uid]["STATUS"] == "CANCELLED"


def test_a_revoked_feed_is_gone(client):
    person = make_person()
    address = private_feed(person)
    assert client.get(address).status_code == 200

    revoke_token(person=person, now=timezone.now())

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["public", "private"])
def test_feeds_cost_no_query_for_each_session(client, address):
    person = make_person()
    url = FEED if address == "public" else private_feed(person)
    counts = []
    for more in (1, 2):
        for _number in range(more):
            register(person=person, session=coming(), now=timezone.now())
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert len(events(client, url)) == sum((1, 2)[: len(counts) + 1])
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_english_calendar_speaks_of_the_english_page(client):
    english, _created = Locale.objects.get_or_create(language_code="en")
    session = coming()
    session.event.get_parent().get_parent().copy_for_translation(english).save_revision().publish()
    session.event.get_parent().specific.copy_for_translation(english).save_revision().publish()
    twin = session.event.copy_for_translation(english)
    twin.title = "Reading the budget together"
    twin.save_revision().publish()

    found = events(client, "/en/feeds/podii.ics")[session.uid]

    assert found["SUMMARY"] == "Reading the budget together"
    assert found["URL"].startswith("http://testserver/en/")
    assert events(client, FEED)[session.uid]["SUMMARY"] == "Читаємо бюджет разом"


def test_a_feed_of_a_kind_or_a_region_holds_its_own_only(client):
    class_ = coming(event=make_event(kind="master_class"))
    in_lviv = coming(event=make_event(kind="study_visit"), mode="in_person", place="Львів", region="UA-46")
    coming(event=make_event(kind="master_class"), state="draft")

    assert set(events(client, "/feeds/maister-klasy.ics")) == {class_.uid}
    assert set(events(client, "/feeds/lviv.ics")) == {in_lviv.uid}
    assert events(client, "/feeds/odesa.ics") == {}
    assert client.get("/feeds/nowhere.ics").status_code == 404


def test_every_kind_and_region_has_one_feed():
    assert sorted([*feeds.KINDS.values(), EventPage.Kind.CONSULTATION]) == sorted(EventPage.Kind.values)
    assert sorted(feeds.REGIONS.values()) == sorted(Region.values)
    assert not set(feeds.KINDS) & set(feeds.REGIONS)


def test_the_event_calendar_announces_its_feeds(client):
    url = make_event().get_parent().url

    assert 'href="/feeds/vebinary.ics"' not in client.get(url).content.decode()
    page = client.get(f"{url}?kind=webinar").content.decode()
    assert '<link rel="alternate" type="text/calendar" href="/feeds/vebinary.ics"' in page
    assert 'href="/feeds/"' in page
