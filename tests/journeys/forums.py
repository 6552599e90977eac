"""A forum that is on now: two online rooms, three tracks, a second version."""

from datetime import timedelta

from conferences.models import Appearance, Item, Programme, Room, RoomDay, Track
from conferences.releasing import release
from conferences.scheduling import schedule_item
from home.demo.pages import publish
from webinars.models import EventPage, Session
from webinars.scheduling import schedule

HOUR = timedelta(hours=1)


def make_forum(events, *, speaker, now, host=None):
    """Its programme; the event has one session that the first room is joined by."""
    event = EventPage(title="Форум «Поруч»", slug="poruch", kind="annual_forum", lead="Разом")
    publish(event, events)
    begins = now.replace(minute=0, second=0, microsecond=0) - HOUR
    session = Session(event=event, starts_at=begins, ends_at=begins + 8 * HOUR, host=host)
    session = schedule(session=session, by=None, now=begins - 7 * 24 * HOUR)
    programme = Programme.objects.create(event=event)
    rooms = [
        Room.objects.create(programme=programme, name="Кімната «Дія»", kind="online", sort_order=1),
        Room.objects.create(programme=programme, name="Мала зала", kind="hall", address="Дім культури", sort_order=2),
    ]
    for room, joined in zip(rooms, (session, None), strict=True):
        RoomDay.objects.create(room=room, opens_at=begins, closes_at=begins + 8 * HOUR, session=joined)
    tracks = [
        Track.objects.create(programme=programme, name=name, color=color)
        for name, color in (("Бюджет", "blue"), ("Медіа", "wheat"), ("Доступність", "green"))
    ]
    plan = [
        ("Відкриття", "networking", None, 0, 60, None, "uk"),
        ("Вода в громаді", "talk", rooms[0], 60, 120, tracks[0], "uk"),
        ("Street by street", "panel", rooms[1], 60, 60, tracks[1], "en"),
        ("Двері для всіх", "master_class", rooms[1], 120, 60, tracks[2], "uk"),
        ("Обід", "break", None, 180, 60, None, "uk"),
    ]
    for title, kind, room, at, minutes, track, language in plan:
        item = Item.objects.create(programme=programme, title=title, kind=kind, track=track, language=language)
        if room:
            Appearance.objects.create(item=item, speaker=speaker)
        starts = begins + timedelta(minutes=at)
        schedule_item(item=item, room=room, starts_at=starts, minutes=minutes, by=None)
    release(programme=programme, by=None, now=now - 24 * HOUR)
    lunch = programme.items.get(kind="break")
    schedule_item(item=lunch, room=None, starts_at=lunch.starts_at, minutes=45, by=None)
    release(programme=programme, by=None, now=now, note="Обід став коротшим.")
    return programme
