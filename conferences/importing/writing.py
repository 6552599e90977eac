"""Lines of a confirmed file become items, with the rooms, tracks and cards of people that they need."""

from collections import defaultdict

from calendars.kyiv import KYIV
from conferences.models import Appearance, Item, Room, RoomDay, Track
from conferences.scheduling import schedule_item, unschedule_item
from conferences.speakers import make_card

from .comparing import roles_in


class Writer:
    """Writes within the transaction of its caller."""

    def __init__(self, programme, known, *, by):
        self.programme, self.known, self.by = programme, known, by
        self.new_rooms = []

    def write(self, row):
        """Make or change the item of ``row``, which is as ``comparing`` saw it a moment ago."""
        line = row.line
        item = row.item or Item(programme=self.programme, **({"public_id": line.key} if line.key else {}))
        item.title, item.kind, item.language, item.abstract = line.title, line.kind, line.language, line.abstract
        item.track = self._track(line.track)
        people = [(self._speaker(who, row.item), role) for who, role in roles_in(line, row.item)]
        if not line.starts_at:
            item.minutes = line.minutes
        item.save()
        self._put_people(item, people)
        if line.starts_at:
            schedule_item(
                item=item, room=self._room(line.room), starts_at=line.starts_at, minutes=line.minutes, by=self.by
            )
        elif item.starts_at:
            unschedule_item(item=item, by=self.by)

    def _put_people(self, item, people):
        rows = [Appearance(item=item, speaker=who, role=role, sort_order=at) for at, (who, role) in enumerate(people)]
        Appearance.objects.filter(item=item).delete()
        Appearance.objects.bulk_create(rows)

    def _room(self, named):
        room = self.known.room(named)
        if room or not named:
            return room
        room = Room(programme=self.programme, name=named.name, sort_order=self.programme.rooms.count())
        self.new_rooms.append(self._made(room, named.key))
        return room

    def _track(self, named):
        track = self.known.track(named)
        if track or not named:
            return track
        track = Track(programme=self.programme, name=named.name, color=named.color or Track.Color.BLUE)
        return self._made(track, named.key)

    def _made(self, row, key):
        """Its id is that of the file, unless another programme has it."""
        if key and not type(row).objects.filter(public_id=key).exists():
            row.public_id = key
        row.save()
        self.known.add(row)
        return row

    def _speaker(self, named, item):
        card = self.known.speaker(named, item)
        if card is None:
            card = make_card(name=named.name)
            self.known.add(card)
        return card

    def open_new_rooms(self):
        """A new room is open from its first item of a day to its last; coordinators know better, and say so there."""
        for room in self.new_rooms:
            days = defaultdict(list)
            for item in room.items.order_by("starts_at"):
                days[item.starts_at.astimezone(KYIV).date()].append(item)
            RoomDay.objects.bulk_create(
                RoomDay(
                    room=room,
                    opens_at=min(item.starts_at for item in items),
                    closes_at=max(item.ends_at for item in items),
                )
                for items in days.values()
            )
