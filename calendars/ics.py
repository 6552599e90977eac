"""iCalendar bytes out of entries; the only module that knows the ``icalendar`` package.

Three habits of that package are avoided on purpose: its time zones list single dates, which several calendar apps
read an hour off; its ``.new()`` constructors write random identifiers and the present moment; and it takes a
backslash before a capital N for a line break.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import version

from django.core.cache import cache
from django.utils.translation import get_language, gettext
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vCalAddress, vCategory, vDatetime, vDuration, vText, vUri

from .entries import Entry
from .kyiv import VTIMEZONE, local_times
from .plain_text import ascii_uri, clean_text

PRODID = "-//School for Social and Civic Activists//Calendar//UK"
REFRESH = timedelta(hours=1)
CACHE_SECONDS = 7 * 24 * 3600
FORMAT = f"2/{version('icalendar')}"  # raise the number when the bytes of an unchanged entry change
METHODS = ("PUBLISH", "REQUEST", "CANCEL")
CALENDAR_ENDS = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Mailbox:
    """A person of an invitation: whom calendar apps answer to, or who is asked."""

    address: str
    name: str = ""


def calendar_bytes(
    entries, *, name, url="", alarms=None, method=None, organizer=None, attendee=None, answer=""
) -> bytes:
    """The calendar of ``entries`` in the active language: a feed, a download or, with ``method``, a mail invitation.

    The same entries give the same bytes, in whatever order they come. ``alarms`` are the times to remind before the
    start. A feed names no people; a message names its ``organizer`` and, unless published, one ``attendee``, who is
    asked unless their ``answer`` is known, as that of the registered is. A CANCEL of an entry that takes place takes
    only the attendee off it.
    """
    entries, alarms = _ordered(entries), _alarms(alarms)
    if method is None:
        if organizer or attendee:
            raise ValueError("A calendar without a method names no organizer and no attendee.")
        head, events = _feed_head(name=name, url=url), _cached_events(entries, alarms=alarms)
    else:
        _check_message(entries, method=method, organizer=organizer, attendee=attendee)
        people = tuple(_people(organizer=organizer, attendee=attendee, answer=answer))
        head = _head(METHOD=method)
        events = [_event_bytes(entry, alarms=alarms, method=method, people=people) for entry in entries]
    return b"".join([head.removesuffix(CALENDAR_ENDS), VTIMEZONE, *events, CALENDAR_ENDS])


def events_of(data):
    """(METHOD, events) of a calendar that somebody sent. ``ValueError`` for what is none."""
    calendar = Calendar.from_ical(data)
    return str(calendar.get("METHOD", "")), calendar.walk("VEVENT")


def feed_etag(revisions, *, name, url="", alarms=None) -> str:
    """The strong ETag of the feed ``calendar_bytes`` would build from entries of these ``revisions``, unbuilt."""
    return f'"{_digest([*_shape(_alarms(alarms)), name, url, *sorted(set(revisions))])}"'


def _ordered(entries):
    """``entries`` by time, each once: two sources may well offer the same one, but never two under one uid."""
    entries = sorted(set(entries), key=lambda entry: (entry.starts, entry.uid))
    if len({entry.uid for entry in entries}) < len(entries):
        raise ValueError("Two different entries share a uid; calendar apps would show only one of them.")
    return entries


def _alarms(alarms):
    alarms = tuple(sorted(set(alarms or ())))
    if any(before <= timedelta(0) for before in alarms):
        raise ValueError("An alarm is a positive time before the start.")
    return alarms


def _check_message(entries, *, method, organizer, attendee):
    """Hold a message to RFC 5546 §3.2: what each method must carry, and one event a message."""
    if method not in METHODS:
        raise ValueError(f"Unknown method: {method!r}.")
    if organizer is None or (attendee is None) != (method == "PUBLISH"):
        raise ValueError("A message names an organizer; REQUEST and CANCEL an attendee too, PUBLISH none.")
    if method != "PUBLISH" and len(entries) != 1:
        raise ValueError(f"A {method} is about exactly one entry.")
    if method == "REQUEST" and entries[0].is_cancelled:
        raise ValueError("Nobody is invited to a cancelled entry.")


@lru_cache(maxsize=100)
def _feed_head(*, name, url):
    """A calendar's own lines. No UID: some programs would take it for the uid of every event."""
    lines = {
        "NAME": _text(name),
        "X-WR-CALNAME": _text(name),  # the one Google reads
        "REFRESH-INTERVAL": vDuration(REFRESH, {"VALUE": "DURATION"}),
        "X-PUBLISHED-TTL": vDuration(REFRESH),  # the one Outlook reads
    }
    return _head(**lines, **({"URL": vUri(ascii_uri(url))} if url else {}))


def _head(**lines):
    head = Calendar()
    head.add("PRODID", PRODID)
    head.add("VERSION", "2.0")
    for name, value in lines.items():
        head.add(name, value)
    return head.to_ical()


def _cached_events(entries, *, alarms):
    """Each entry's own VEVENT, written once per revision and shared by every feed that holds it."""
    shape = _digest(_shape(alarms))
    keys = {f"calendars.vevent.{shape}.{entry.revision}": entry for entry in entries}
    known = cache.get_many(keys)
    new = {key: _event_bytes(entry, alarms=alarms) for key, entry in keys.items() if key not in known}
    if new:
        cache.set_many(new, CACHE_SECONDS)
    return [known[key] if key in known else new[key] for key in keys]


def _shape(alarms):
    """All that shapes an event's bytes beside the entry; with the words themselves, a new translation is a new key."""
    return [FORMAT, get_language() or "", _cancelled_title(), _room_label(), str(alarms)]


def _digest(parts):
    return hashlib.sha256(repr(parts).encode(errors="backslashreplace")).hexdigest()[:32]


def _event_bytes(entry: Entry, *, alarms, method=None, people=()) -> bytes:
    event = Event()
    starts, ends = local_times(entry.starts, entry.ends)
    event.add("UID", _text(entry.uid))
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.updated_at)
    event.add("LAST-MODIFIED", entry.updated_at)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("TRANSP", "TRANSPARENT" if entry.transparent else "OPAQUE")
    for name, value in (*_details(entry, method=method), *people):
        event.add(name, value, encode=False)
    for before in () if entry.is_cancelled or method == "CANCEL" else alarms:
        event.add_component(_alarm(entry, before))
    return event.to_ical()


def _details(entry, *, method):
    """The lines an entry may lack."""
    if entry.created_at:
        yield "CREATED", vDatetime(entry.created_at)
    if entry.is_cancelled or method != "CANCEL":
        yield "STATUS", vText(entry.status)
    yield from _words(entry)
    if entry.categories:
        yield "CATEGORIES", _Categories([_text(category) for category in entry.categories])
    if entry.url:
        yield "URL", vUri(ascii_uri(entry.url))


def _words(entry):
    """Title, place, description, room. The room's link stands where every app shows it, as few know CONFERENCE."""
    title, place, description = entry.summary, entry.location, entry.description
    if entry.is_cancelled:
        title = _cancelled_title() % {"title": title}
    elif entry.conference_url:
        room = ascii_uri(entry.conference_url)
        yield "CONFERENCE", vUri(room, params={"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _room_label()})
        place, description = (place, f"{room}\n\n{description}".strip()) if place else (room, description)
    yield "SUMMARY", _text(title)
    if place:
        yield "LOCATION", _text(place)
    if description:
        yield "DESCRIPTION", _text(description)


def _cancelled_title():
    return gettext("Cancelled: %(title)s")


def _room_label():
    return gettext("Live room")


def _alarm(entry, before):
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _text(entry.summary))
    alarm.add("TRIGGER", -before)
    return alarm


def _people(*, organizer, attendee, answer):
    """ORGANIZER and the one ATTENDEE: nobody sees in a message who else is invited."""
    yield "ORGANIZER", _cal_address(organizer)
    if attendee:
        asked = "FALSE" if answer else "TRUE"
        yield "ATTENDEE", _cal_address(attendee, PARTSTAT=answer or "NEEDS-ACTION", RSVP=asked, ROLE="REQ-PARTICIPANT")


def _cal_address(mailbox, **parameters):
    if mailbox.name:
        parameters["CN"] = clean_text(mailbox.name).replace("\n", " ")
    return vCalAddress(f"mailto:{mailbox.address}", params=parameters)


class _Text(vText):
    """TEXT that keeps ``\\N`` as written."""

    def to_ical(self):
        return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", r"\n").encode()


class _Categories(vCategory):
    """Categories whose texts are written as ``_Text`` writes them."""

    def __init__(self, texts):
        super().__init__(())
        self.cats = texts


def _text(value):
    return _Text(clean_text(value))
