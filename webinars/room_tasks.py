"""Background work of live rooms; it may run twice and takes keys, not rows."""

from django.utils import timezone
from django_tasks import task

from .room_health import check_rooms
from .sources.room_server import read_room, unread_rooms


@task()
def read_room_events():
    """The sweep: what the room server said since the last time, one task a room, so that one stops no other."""
    for name in unread_rooms():
        read_events_of.enqueue(name)


@task()
def read_events_of(room_name):
    """Read one room's messages into intervals of presence."""
    read_room(room_name=room_name, now=timezone.now())


@task()
def check_room_server():
    """Ask the room server whether it is there and whom it lets in."""
    check_rooms(now=timezone.now())
