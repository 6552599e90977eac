import pytest
from django.core.cache import cache

from calendars.entries import CANCELLED
from calendars.ics import Mailbox, calendar_bytes

from .factories import HALF_HOUR, entry, event_of, parsed

ORGANIZER = Mailbox("school@example.org", "Школа: вебінари")
ATTENDEE = Mailbox("olena@example.org", "Олена «Ві»")


def test_request_asks_one_person_and_says_who_asks():
    data = calendar_bytes([entry()], name="", method="REQUEST", organizer=ORGANIZER, attendee=ATTENDEE)

    event = event_of(data)
    assert parsed(data)["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:school@example.org"
    assert event["ORGANIZER"].params["CN"] == "Школа: вебінари"
    assert event["ATTENDEE"] == "mailto:olena@example.org"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Олена «Ві»",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "TRUE",
    }


def test_request_to_somebody_registered_asks_no_answer():
    data = calendar_bytes(
        [entry()], name="", method="REQUEST", organizer=ORGANIZER, attendee=ATTENDEE, answer="ACCEPTED"
    )

    parameters = event_of(data)["ATTENDEE"].params
    assert (parameters["PARTSTAT"], parameters["RSVP"]) == ("ACCEPTED", "FALSE")


def test_message_is_neither_kept_for_feeds_nor_taken_from_them():
    feed = calendar_bytes([entry()], name="Події")
    calendar_bytes([entry()], name="", method="REQUEST", organizer=ORGANIZER, attendee=ATTENDEE)

    assert calendar_bytes([entry()], name="Події") == feed
    cache.clear()
    calendar_bytes([entry()], name="", method="REQUEST", organizer=ORGANIZER, attendee=ATTENDEE)
    assert calendar_bytes([entry()], name="Події") == feed


@pytest.mark.parametrize(("status", "shown"), [(CANCELLED, "CANCELLED"), ("CONFIRMED", None)])
def test_cancel_takes_the_event_or_only_the_person_off(status, shown):
    one = entry(status=status, sequence=2)

    data = calendar_bytes([one], name="", method="CANCEL", organizer=ORGANIZER, attendee=ATTENDEE, alarms=[HALF_HOUR])

    event = event_of(data)
    assert (event.get("STATUS"), event["SEQUENCE"], event.subcomponents) == (shown, 2, [])


@pytest.mark.parametrize(
    ("entries", "options", "reason"),
    [
        ([entry()], {"method": "request", "organizer": ORGANIZER, "attendee": ATTENDEE}, "Unknown method"),
        ([entry()], {"method": "REQUEST", "organizer": ORGANIZER}, "an attendee too"),
        ([entry()], {"method": "REQUEST", "attendee": ATTENDEE}, "names an organizer"),
        ([entry()], {"method": "PUBLISH", "organizer": ORGANIZER, "attendee": ATTENDEE}, "PUBLISH none"),
        ([], {"method": "CANCEL", "organizer": ORGANIZER, "attendee": ATTENDEE}, "exactly one"),
        ([entry(status=CANCELLED)], {"method": "REQUEST", "organizer": ORGANIZER, "attendee": ATTENDEE}, "Nobody"),
        ([entry()], {"attendee": ATTENDEE}, "without a method"),
    ],
)
def test_unlawful_message_is_refused(entries, options, reason):
    with pytest.raises(ValueError, match=reason):
        calendar_bytes(entries, name="", **options)
