"""The MIME form of a calendar mail, read by Python's parser and by an independent one (in Rust)."""

from email import message_from_bytes, policy

import pytest
from django.core import mail
from fast_mail_parser import parse_email
from icalendar import Calendar

from calendars.models import Invitation

from .factories import STARTS
from .outbox import somebody

pytestmark = pytest.mark.django_db
CALENDARS = {"calendar", "ics"}


@pytest.fixture(params=["registered", "cancelled"])
def raw(request, thing, settings):
    """The bytes that go to the mail server, and the method they must carry."""
    settings.CONTACT_EMAIL, settings.SCHOOL_NAME = "pryimalnia@school.example", "Школа: події"
    person = somebody()
    thing.put(person)
    thing.send()
    if request.param == "cancelled":
        thing.change(status="CANCELLED", sequence=1)
        thing.put(person, about="cancelled")
        thing.send()
    method = "CANCEL" if request.param == "cancelled" else "REQUEST"
    return mail.outbox[-1].message().as_bytes(linesep="\r\n"), method


def test_the_parts_stand_as_outlook_gmail_and_apple_want_them(raw):
    data, method = raw
    message = message_from_bytes(data, policy=policy.default)

    assert message.get_content_type() == "multipart/mixed"
    alternative, file = message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    text, html, calendar = alternative.iter_parts()
    assert [part.get_content_type() for part in (text, html, calendar)] == ["text/plain", "text/html", "text/calendar"]
    assert dict(calendar["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert calendar["Content-Disposition"] is None  # as an attachment it would lose its buttons
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert [part["Content-Transfer-Encoding"] for part in (calendar, file)] == ["base64", "base64"]
    assert calendar.get_payload(decode=True) == file.get_payload(decode=True)


def test_the_calendar_names_the_method_the_school_and_one_person(raw):
    data, method = raw
    message = message_from_bytes(data, policy=policy.default)
    inside = next(message.iter_attachments()).get_payload(decode=True)
    calendar = Calendar.from_ical(inside)
    (event,) = calendar.walk("VEVENT")

    assert (calendar["METHOD"], event["ORGANIZER"]) == (method, "mailto:pryimalnia@school.example")
    assert message["Reply-To"] == "pryimalnia@school.example"
    assert (event["ATTENDEE"], event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["RSVP"]) == (
        "mailto:person1@example.org",
        "ACCEPTED",
        "FALSE",
    )
    assert event.decoded("DTSTART") == STARTS
    assert inside.count(b"\n") == inside.count(b"\r\n")
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Kyiv"]
    assert event.subcomponents == []


def test_another_parser_reads_the_same(raw):
    data, method = raw
    ours, theirs = message_from_bytes(data, policy=policy.default), parse_email(data)
    calendars = [part.get_payload(decode=True) for part in ours.walk() if part.get_content_subtype() in CALENDARS]

    assert theirs.subject == ours["Subject"]
    assert theirs.text_plain[0].split() == ours.get_body(("plain",)).get_content().split()
    assert {part.mimetype for part in theirs.attachments} == {"text/calendar", "application/ics"}
    assert [bytes(part.content) for part in theirs.attachments] == calendars
    assert all(f"METHOD:{method}\r\n".encode() in content for content in calendars)


def test_sent_twice_it_is_the_same_mail(thing):
    thing.put(somebody())
    thing.send()
    Invitation.objects.update(state="waiting")
    thing.send()

    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]
    assert first.calendar == second.calendar
    assert first.message()["Auto-Submitted"] == "auto-generated"
