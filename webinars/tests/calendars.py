"""Sessions to come, and what calendars hold of them."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar

from calendars.tokens import issue_token

from .factories import make_session

FEED = "/feeds/podii.ics"
DAY = timedelta(days=1)


def coming(**fields):
    return make_session(starts_at=timezone.now() + 7 * DAY, **fields)


def events(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["UID"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def private_feed(person):
    return f"/my/calendar/{issue_token(person=person, now=timezone.now())}.ics"
