"""Programmes to test with: a forum in a week, two rooms that are open from nine until six, nothing planned yet."""

import itertools
from datetime import UTC, datetime, timedelta

from conferences.models import Appearance, Item, Programme, Room, RoomDay, Track
from conferences.releasing import release
from conferences.scheduling import schedule_item
from content.models import Speaker
from webinars.tests.factories import NOON, make_event, make_session

NINE = datetime(2027, 3, 5, 7, tzinfo=UTC)  # nine o'clock in Kyiv
_number = itertools.count(1)


def make_programme(*, rooms=2, starts=NINE, event=None, live=True):
    event = event or make_event(kind="annual_forum", title="Щорічний форум", live=live)
    programme = Programme.objects.create(event=event)
    for number in range(1, rooms + 1):
        make_room(programme, name=f"Зала {number}", starts=starts)
    return programme


def make_room(programme, *, name, starts=NINE, online=True, hours=9):
    session = make_session(event=programme.event, starts_at=starts, minutes=hours * 60) if online else None
    kind = Room.Kind.ONLINE if online else Room.Kind.HALL
    place = programme.rooms.count()
    room = Room.objects.create(
        programme=programme, name=name, kind=kind, sort_order=place, address="" if online else "Дім"
    )
    RoomDay.objects.create(room=room, opens_at=starts, closes_at=starts + timedelta(hours=hours), session=session)
    return room


def make_track(programme, *, name="Бюджет", color="blue"):
    return Track.objects.create(programme=programme, name=name, color=color)


def make_speaker(name="Оксана Левчук", **fields):
    return Speaker.objects.create(name=name, slug=f"speaker-{next(_number)}", **fields)


def make_item(programme, *, room=None, at=None, minutes=45, speakers=(), moderators=(), **fields):
    """A draft, or scheduled ``at`` so many minutes after nine."""
    title = fields.pop("title", f"Доповідь {next(_number)}")
    item = Item.objects.create(programme=programme, title=title, minutes=minutes, **fields)
    for role, people in ((Appearance.Role.SPEAKER, speakers), (Appearance.Role.MODERATOR, moderators)):
        for person in people:
            Appearance.objects.create(item=item, speaker=person, role=role)
    if at is not None:
        starts = NINE + timedelta(minutes=at)
        item = schedule_item(item=item, room=room, starts_at=starts, minutes=minutes, by=None)
    return item


def make_released(*, items=3, now=NOON, **fields):
    """A programme with ``items`` talks one after the other in each of its rooms in turn, released."""
    programme = make_programme(**fields)
    rooms = list(programme.rooms.all())
    for number in range(items):
        row, column = divmod(number, len(rooms))
        make_item(programme, room=rooms[column], at=row * 8, minutes=8)
    release(programme=programme, by=None, now=now)
    return programme
