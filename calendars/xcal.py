"""xCal (RFC 6321): the entries of a calendar as XML, for programs that read no iCalendar. Moments are in UTC."""

import re
from xml.etree import ElementTree

from .ics import PRODID
from .plain_text import ascii_uri, clean_text

MEDIA_TYPE = "application/calendar+xml"
NO_XML = re.compile("[\ufffe\uffff]")  # the only signs that calendars take and XML does not
NAMESPACE = "urn:ietf:params:xml:ns:icalendar-2.0"


def xcal_bytes(entries, *, name) -> bytes:
    """The calendar of ``entries`` by time: the same entries give the same bytes, in whatever order they come."""
    root = ElementTree.Element("icalendar", {"xmlns": NAMESPACE})
    calendar = ElementTree.SubElement(root, "vcalendar")
    head = ElementTree.SubElement(calendar, "properties")
    for key, value in (("version", "2.0"), ("prodid", PRODID), ("name", name)):
        put(head, key, "text", value)
    components = ElementTree.SubElement(calendar, "components")
    for entry in sorted(set(entries), key=lambda entry: (entry.starts, entry.uid)):
        event = ElementTree.SubElement(components, "vevent")
        properties = ElementTree.SubElement(event, "properties")
        for key, kind, value in _properties(entry):
            put(properties, key, kind, value)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _properties(entry):
    """(name, type, value) of each property; those without a value stay away."""
    yield "uid", "text", entry.uid
    yield "sequence", "integer", entry.sequence
    for key, moment in (
        ("dtstamp", entry.updated_at),
        ("created", entry.created_at),
        ("last-modified", entry.updated_at),
        ("dtstart", entry.starts),
        ("dtend", entry.ends),
    ):
        if moment:
            yield key, "date-time", f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    yield "status", "text", entry.status
    for key in ("summary", "location", "description"):
        if value := getattr(entry, key):
            yield key, "text", value
    if entry.categories:
        yield "categories", "text", entry.categories
    if entry.url:
        yield "url", "uri", ascii_uri(entry.url)


def put(parent, name, kind, values):
    """A property with one value, or with each of a tuple."""
    made = ElementTree.SubElement(parent, name)
    for value in values if isinstance(values, tuple) else (values,):
        ElementTree.SubElement(made, kind).text = _said(value) if kind == "text" else str(value)


def _said(text):
    return NO_XML.sub("", clean_text(text))
