"""A released programme as ``schedule.xml`` and ``schedule.json`` of frab and c3voc, which schedule apps on phones read.

The format knows no item in all rooms, so those stand in a room of that name. Its numbers follow from the public ids:
an app that keeps what one starred by number finds it again in the next version.

``importing.frab_xml`` reads it again: rooms, tracks and people carry ids, and a processing instruction, which apps
skip, says who moderates.
"""

import re
from uuid import UUID, uuid5
from xml.etree import ElementTree

from django.utils.text import slugify

from calendars.kyiv import KYIV

MEDIA_TYPE = "application/vnd.c3voc.schedule+xml"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
COLORS = {"blue": "#24468f", "green": "#1c6b49", "wheat": "#e5a823", "red": "#b3242f"}  # as in css/base.css
GENERATOR = {"name": "school-lms"}
SPACE = UUID("6f0f4d0e-5c3c-4c0a-9a31-6b1d3f3f2f5b")  # ids that follow from names are made in it
ALL_ROOMS = uuid5(SPACE, "all rooms")
MODERATOR = "moderator"


def person_id(slug):
    """The id by which files know a speaker's card; it follows from the card's address."""
    return uuid5(SPACE, f"speaker/{slug}")


def schedule_of(programme, *, event, url, url_of):
    """Plain values out of a ``reading.Published``; ``url_of(talk)`` is the absolute address of its page."""
    numbers = numbers_of([talk.key for talk in programme.talks])
    days = [
        {
            "index": index,
            "date": day.isoformat(),
            "day_start": local(min(talk.starts_at for talk in talks)),
            "day_end": local(max(talk.ends_at for talk in talks)),
            "rooms": rooms_of(talks, numbers=numbers, url_of=url_of),
        }
        for index, day in enumerate(programme.days, 1)
        if (talks := [talk for talk in programme.talks if talk.day == day])
    ]
    return {
        "generator": GENERATOR,
        "version": str(programme.release.number),
        "conference": {
            "title": event.title,
            "acronym": acronym(event),
            "start": days[0]["date"],
            "end": days[-1]["date"],
            "daysCount": len(days),
            "timeslot_duration": "00:05",
            "time_zone_name": KYIV.key,
            "url": url,
            "tracks": tracks_named(programme),
            "rooms": rooms_named(programme),
            "days": days,
        },
    }


def tracks_named(programme):
    """A slug begins with a letter, so the id stands behind one."""
    tracks = programme.tracks.values()
    return [{"name": name, "color": COLORS[color], "slug": f"t-{key}"} for key, name, color in tracks]


def rooms_named(programme):
    """Each room that is used, with its id; what is in all of them is in one more."""
    rooms = {talk.room_name: talk.room.key if talk.room else str(ALL_ROOMS) for talk in programme.talks}
    return [{"name": name, "guid": guid} for name, guid in rooms.items()]


def rooms_of(talks, *, numbers, url_of):
    """{name of a room: its items}, in the order of the programme."""
    rooms = {}
    for talk in talks:
        rooms.setdefault(talk.room_name, []).append(entry_of(talk, number=numbers[talk.key], url=url_of(talk)))
    return rooms


def entry_of(talk, *, number, url):
    return {
        "id": number,
        "guid": talk.key,
        "date": local(talk.starts_at),
        "start": f"{talk.starts_at.astimezone(KYIV):%H:%M}",
        "duration": f"{talk.minutes // 60:02}:{talk.minutes % 60:02}",
        "room": talk.room_name,
        "title": talk.title,
        "subtitle": "",
        "language": talk.language,
        "track": talk.track[1] if talk.track else "",
        "type": talk.kind,
        "abstract": talk.abstract,
        "description": "",
        "url": url,
        "persons": [
            *(person_of(who) for who in talk.speakers),
            *({**person_of(who), "role": MODERATOR} for who in talk.moderators),
        ],
    }


def person_of(who):
    return {"public_name": who.name, "guid": str(person_id(who.slug))}


def numbers_of(keys):
    """A positive number for each id, its own in every version; two that would be equal step aside."""
    taken = {}
    for key in sorted(keys):
        number = UUID(key).int % (2**31 - 1) + 1
        while number in taken.values():
            number += 1
        taken[key] = number
    return taken


def local(moment):
    """On Kyiv's clock with its offset, as the format wants it: nothing is lost when the clock changes."""
    return moment.astimezone(KYIV).isoformat(timespec="seconds")


def acronym(event):
    """At least four letters, digits and hyphens."""
    return f"event-{event.pk}-{slugify(event.slug)}".rstrip("-")


def schedule_xml(schedule) -> bytes:
    """The same values as XML; characters that XML does not have are left out."""
    root = ElementTree.Element("schedule")
    ElementTree.SubElement(root, "generator", schedule["generator"])
    put(root, "version", schedule["version"])
    told = schedule["conference"]
    conference = ElementTree.SubElement(root, "conference")
    for name in ("title", "acronym", "start", "end"):
        put(conference, name, told[name])
    put(conference, "days", told["daysCount"])
    for name in ("timeslot_duration", "url", "time_zone_name"):
        put(conference, name, told[name])
    for track in told["tracks"]:
        ElementTree.SubElement(conference, "track", {name: clean(value) for name, value in track.items()})
    guids = {room["name"]: room["guid"] for room in told["rooms"]}
    for day in told["days"]:
        _put_day(root, day, guids)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _put_day(root, day, guids):
    when = {"index": str(day["index"]), "date": day["date"], "start": day["day_start"], "end": day["day_end"]}
    element = ElementTree.SubElement(root, "day", when)
    for name, entries in day["rooms"].items():
        room = ElementTree.SubElement(element, "room", {"name": clean(name), "guid": guids[name]})
        for entry in entries:
            event = ElementTree.SubElement(room, "event", {"id": str(entry["id"]), "guid": entry["guid"]})
            for field, value in entry.items():
                if field not in ("id", "guid", "persons"):
                    put(event, field, value)
            _put_people(ElementTree.SubElement(event, "persons"), entry["persons"])


def _put_people(persons, people):
    for who in people:
        person = ElementTree.SubElement(persons, "person", {"guid": who["guid"]})
        person.text = clean(who["public_name"])
        if "role" in who:
            person.append(ElementTree.ProcessingInstruction(who["role"]))


def put(parent, name, value):
    ElementTree.SubElement(parent, name).text = clean(value)


def clean(value):
    return NO_XML.sub("", str(value))
