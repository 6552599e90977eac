"""A private feed is as its person wants it, and cheap to poll."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from calendars.models import CalendarSettings
from webinars.registration import register
from webinars.scheduling import cancel

from .calendars import FEED, coming, events, private_feed
from .factories import make_person

pytestmark = pytest.mark.django_db


def wants(person, **values):
    return CalendarSettings.objects.create(person=person, **values)


def test_the_private_feed_holds_what_one_wants(client):
    person = make_person()
    mine, hosted = coming(), coming(host=person)
    register(person=person, session=mine, now=timezone.now())
    address, settings = private_feed(person), wants(person, hosting=False)
    assert set(events(client, address)) == {mine.uid}

    settings.taking_part, settings.hosting = False, True
    settings.save()
    assert set(events(client, address)) == {hosted.uid}

    settings.hosting = False
    settings.save()
    assert events(client, address) == {}


def test_a_busy_only_feed_says_nothing_but_when(client):
    person, session = make_person(), coming(mode="mixed", place="Бібліотека")
    register(person=person, session=session, now=timezone.now())
    cancelled = coming()
    register(person=person, session=cancelled, now=timezone.now())
    cancel(session=cancelled, by=None, now=timezone.now())
    wants(person, busy_only=True, language="en")

    response = client.get(private_feed(person))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Busy", session.starts_at.replace(microsecond=0))
    text = response.content.decode().replace("\r\n ", "")
    for secret in (session.event.title, "Бібліотека", str(session.public_id), session.event.slug, "http", "join"):
        assert secret not in text


def test_alarms_and_language_are_as_one_wants(client):
    person, session = make_person(), coming()
    register(person=person, session=session, now=timezone.now())
    wants(person, alarm=60, language="en")

    calendar = Calendar.from_ical(client.get(private_feed(person)).content)

    (event,) = calendar.walk("VEVENT")
    (alarm,) = event.subcomponents
    assert alarm.decoded("TRIGGER") == timedelta(hours=-1)
    assert event["LOCATION"].startswith("http://testserver/en/s/")


def test_a_poll_of_an_unchanged_private_feed_costs_five_queries(client):
    person = make_person()
    for _number in range(3):
        register(person=person, session=coming(), now=timezone.now())
    address = private_feed(person)
    etag = client.get(address)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, len(queries)) == (304, 5)


def test_a_warm_public_feed_is_the_same_bytes_without_building_them(client, monkeypatch):
    coming()
    first = client.get(FEED)
    monkeypatch.setattr("calendars.feeds.calendar_bytes", None)

    assert client.get(FEED).content == first.content


@pytest.mark.parametrize("address", [FEED, "/feeds/vebinary.ics"])
def test_a_poll_of_an_unchanged_public_feed_costs_one_query(client, address):
    for _number in range(3):
        coming()
    etag = client.get(address)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, len(queries)) == (304, 1)
