"""xCal: the form that RFC 6321 gives to each property, and nothing lost of what an entry says."""

from datetime import UTC, datetime, timedelta

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from calendars.entries import Entry
from calendars.xcal import NAMESPACE, xcal_bytes

NOON = datetime(2027, 3, 5, 10, tzinfo=UTC)
IN = f"{{{NAMESPACE}}}"


def entry(uid="one@school", **fields):
    values = {"sequence": 2, "summary": "Вода", "starts": NOON, "ends": NOON + timedelta(hours=1)}
    return Entry(uid=uid, url="https://школа.test/вода", updated_at=NOON - timedelta(days=1), **{**values, **fields})


def properties(data):
    """[{name: (type, value)}] of each event."""
    root = fromstring(data)
    return [
        {one.tag.removeprefix(IN): [(value.tag.removeprefix(IN), value.text) for value in one] for one in event}
        for event in root.iterfind(f"{IN}vcalendar/{IN}components/{IN}vevent/{IN}properties")
    ]


def test_an_entry_is_written_as_the_standard_says():
    data = xcal_bytes([entry(description="Про воду\nі труби", location="Дім", categories=("a", "b"))], name="Форум")

    [said] = properties(data)
    assert said == {
        "uid": [("text", "one@school")],
        "sequence": [("integer", "2")],
        "dtstamp": [("date-time", "2027-03-04T10:00:00Z")],
        "last-modified": [("date-time", "2027-03-04T10:00:00Z")],
        "dtstart": [("date-time", "2027-03-05T10:00:00Z")],
        "dtend": [("date-time", "2027-03-05T11:00:00Z")],
        "status": [("text", "CONFIRMED")],
        "summary": [("text", "Вода")],
        "location": [("text", "Дім")],
        "description": [("text", "Про воду\nі труби")],
        "categories": [("text", "a"), ("text", "b")],
        "url": [("uri", "https://xn--80atdl2c.test/%D0%B2%D0%BE%D0%B4%D0%B0")],
    }
    head = fromstring(data).find(f"{IN}vcalendar/{IN}properties")
    assert [one.tag.removeprefix(IN) for one in head] == ["version", "prodid", "name"]
    assert head.findtext(f"{IN}version/{IN}text") == "2.0"


def test_the_same_entries_give_the_same_bytes():
    one, two = entry(), entry("two@school", starts=NOON - timedelta(hours=1))

    assert xcal_bytes([one, two, one], name="Форум") == xcal_bytes([two, one], name="Форум")
    assert [said["uid"][0][1] for said in properties(xcal_bytes([one, two], name="Форум"))] == [
        "two@school",
        "one@school",
    ]


@given(st.text(), st.text())
def test_whatever_somebody_typed_is_xml(summary, name):
    assert len(properties(xcal_bytes([entry(summary=summary)], name=name))) == 1
