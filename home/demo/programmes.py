"""Programmes of the forums: planned, released, changed and released again – through the domain verbs."""

from datetime import timedelta

from conferences.models import Appearance, Item, Programme, Room, RoomDay, Track
from conferences.releasing import release
from conferences.scheduling import schedule_item
from content.models import Speaker
from webinars.models import EventPage

from .clock import moment, today
from .reading import HERE, read

MONTH, WEEK = timedelta(days=30), timedelta(days=7)
ROLES = {"speakers": Appearance.Role.SPEAKER, "moderators": Appearance.Role.MODERATOR}
AS_WRITTEN = ("title", "kind", "abstract", "language", "recording_url", "slides_url", "text_url")


def build_programmes(*, staff, now):
    """One for each file, named after the page of its event."""
    for path in sorted((HERE / "programmes").glob("*.toml")):
        build_programme(EventPage.objects.get(slug=path.stem), read(path), staff=staff, now=now)


def build_programme(event, text, *, staff, now):
    """The first version is a month before the forum at the latest; the change comes a week later."""
    programme = Programme.objects.create(event=event)
    sessions = list(event.sessions.order_by("starts_at"))
    rooms = {key: build_room(programme, row, sessions) for key, row in text["rooms"].items()}
    tracks = {key: Track.objects.create(programme=programme, **row) for key, row in text["tracks"].items()}
    first = today(sessions[0].starts_at)

    def place(item, entry):
        starts = moment(first + timedelta(days=entry["day"] - 1), entry["time"])
        minutes = entry.get("minutes", item.minutes)
        schedule_item(item=item, room=rooms.get(entry.get("room")), starts_at=starts, minutes=minutes, by=staff.user)

    for entry in text["item"]:
        place(build_item(programme, entry, tracks), entry)
    released = min(now - WEEK, sessions[0].starts_at - MONTH)
    release(programme=programme, by=staff.user, now=released)
    for entry in text.get("change", []):
        place(programme.items.get(title=entry["title"]), entry)
    if "change" in text:
        release(programme=programme, by=staff.user, now=released + timedelta(days=5), note=text["note"])
    return programme


def build_room(programme, row, sessions):
    """Open for as long as the event's session of the day lasts; the one marked as joined is its room."""
    names = {name: row[name] for name in ("name", "name_en", "kind", "address")}
    room = Room.objects.create(programme=programme, sort_order=programme.rooms.count(), **names)
    for session in sessions:
        joined = session if row.get("joined") else None
        RoomDay.objects.create(room=room, opens_at=session.starts_at, closes_at=session.ends_at, session=joined)
    return room


def build_item(programme, entry, tracks):
    fields = {name: entry[name] for name in AS_WRITTEN if name in entry}
    item = Item.objects.create(programme=programme, track=tracks.get(entry.get("track")), **fields)
    for name, role in ROLES.items():
        for place, slug in enumerate(entry.get(name, [])):
            speaker = Speaker.objects.get(slug=slug)
            Appearance.objects.create(item=item, speaker=speaker, role=role, sort_order=place)
    return item
