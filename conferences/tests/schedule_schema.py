"""What the published schema of ``schedule.xml`` says (c3voc, https://c3voc.de/schedule/schema.xsd), as our own check.

Elements and their order, attributes, forms of values, what must be unique. The schema itself is no part of the school.
"""

import re
from datetime import date, datetime

from defusedxml.ElementTree import fromstring

ANY = r"[\s\S]*"
URL = r"https?://.*"
UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
DAY = r"\d{4}-\d{2}-\d{2}"
MOMENT = rf"{DAY}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?(Z|[+-]\d{{2}}:\d{{2}})"
LENGTH = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{1,2})?"
COLOR = r"#[0-9a-fA-F]{6}"
POSITIVE = r"\+?0*[1-9]\d*"
INTEGER = r"[+-]?\d+"

# element of ``conference`` → (form, most of them); they come in any order
CONFERENCE = {
    "title": ANY, "acronym": r"[a-z0-9_-]{4,}", "start": f"{DAY}|{MOMENT}", "end": f"{DAY}|{MOMENT}", "days": INTEGER,
    "timeslot_duration": LENGTH, "base_url": URL, "logo": URL, "url": URL, "time_zone_name": ANY, "color": ANY,
    "track": ANY,
}  # fmt: skip
EVENT = {
    "room": ANY, "title": ANY, "type": ANY, "date": MOMENT,
    "start": r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?", "duration": LENGTH, "abstract": ANY, "track": ANY,
}  # fmt: skip
BESIDES = {
    "subtitle": ANY, "slug": r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}", "logo": rf"{URL}|\s*", "persons": r"\s*",
    "language": ANY, "description": ANY, "recording": r"\s*", "links": r"\s*", "attachments": r"\s*",
    "video_download_url": URL, "url": URL, "feedback_url": URL, "origin_url": URL,
}  # fmt: skip
# element → ({attribute it must have: form}, {attribute it may have: form})
ATTRIBUTES = {
    "schedule": ({}, {}),
    "generator": ({}, {"name": ANY, "system": ANY, "version": ANY}),
    "version": ({}, {}),
    "url": ({}, {}),
    "conference": ({}, {}),
    "track": ({"name": ANY}, {"color": COLOR, "slug": r"[a-z][a-z0-9-]+"}),
    "day": ({"start": MOMENT, "end": MOMENT, "index": POSITIVE}, {"date": DAY}),
    "room": ({"name": ANY}, {"guid": UUID}),
    "event": ({"id": POSITIVE, "guid": UUID}, {"code": r"[0-9A-Z]{6}"}),
    "persons": ({}, {}),
    "person": ({}, {"id": INTEGER, "guid": UUID}),
}


def faults_in(data):
    """What the schema would refuse in ``data``, bytes of a file, each as a sentence; nothing if it is valid."""
    root = fromstring(data)
    return [*_order(root), *_conference(root), *_days(root), *_unique(root)]


def _order(root):
    tags = " ".join(child.tag for child in root)
    if root.tag != "schedule" or not re.fullmatch(r"(generator )?(url )?version conference( day)+", tags):
        yield f"schedule holds {tags}"
    yield from _attributes(root, "schedule")
    for child in root:
        if child.tag in ("generator", "version", "url"):
            yield from _attributes(child, child.tag)


def _conference(root):
    for element in root.findall("conference"):
        for child in element:
            if child.tag not in CONFERENCE:
                yield f"conference holds {child.tag}"
            else:
                yield from _form(child, CONFERENCE[child.tag])
                yield from _attributes(child, "track" if child.tag == "track" else "version")


def _days(root):
    for day in root.findall("day"):
        yield from _attributes(day, "day")
        for room in day:
            yield from [] if room.tag == "room" else [f"day holds {room.tag}"]
            yield from _attributes(room, "room")
            for event in room:
                yield from [] if event.tag == "event" else [f"room holds {event.tag}"]
                yield from _event(event)


def _event(event):
    yield from _attributes(event, "event")
    tags = [child.tag for child in event]
    yield from (f"event without {name}" for name in EVENT if name not in tags)
    yield from (f"event holds {name} twice" for name in set(tags) if tags.count(name) > 1)
    for child in event:
        forms = EVENT | BESIDES
        yield from _form(child, forms[child.tag]) if child.tag in forms else [f"event holds {child.tag}"]
        if child.tag == "persons":
            yield from (f"persons hold {one.tag}" for one in child if one.tag != "person")
            for person in child:
                yield from _attributes(person, "person")


def _form(element, form):
    text = element.text or ""
    if not re.fullmatch(form, text) or not _is_real(text, form):
        yield f"{element.tag} says {text!r}"


def _attributes(element, name):
    must, may = ATTRIBUTES.get(name, ({}, {}))
    yield from (f"{name} without {key}" for key in must if key not in element.attrib)
    for key, value in element.attrib.items():
        form = {**must, **may}.get(key)
        if form is None or not re.fullmatch(form, value) or not _is_real(value, form):
            yield f"{name} has {key}={value!r}"


def _is_real(text, form):
    """A day or a moment of the right form may still not be one: the thirtieth of February."""
    if form not in (DAY, MOMENT):
        return True
    try:
        (date if form == DAY else datetime).fromisoformat(text)
    except ValueError:
        return False
    return True


def _unique(root):
    events = root.findall("day/room/event")
    found = {f"event {name}": [event.get(name) for event in events] for name in ("guid", "code", "id")}
    found["slug"] = [event.findtext("slug") for event in events]
    found["day index"] = [day.get("index") for day in root.findall("day")]
    for name, values in found.items():
        values = [value for value in values if value is not None]
        if len(set(values)) < len(values):
            yield f"{name} is not unique"
