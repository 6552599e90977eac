"""Background work of live rooms; it may run twice and takes keys, not rows."""

from django.utils import timezone
from django_tasks import task

from .hosting import phones
from .hosting.orders import carry_out
from .models import Recording, RoomOrder
from .recordings import making
from .recordings.fetching import fetch_waiting
from .recordings.keeping import erase_expired
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


@task()
def carry_out_order(order_pk):
    """Do what a host asked of the room server."""
    if order := RoomOrder.objects.select_related("session").filter(pk=order_pk).first():
        carry_out(order=order, now=timezone.now())


@task()
def make_smaller(recording_pk):
    """One step on the way to the smaller files of a recording; the next one is a task of its own."""
    recording = Recording.objects.filter(pk=recording_pk).first()
    if recording and making.step(recording=recording, now=timezone.now()):
        make_smaller.enqueue(recording_pk)


@task()
def go_on_with_recordings():
    """The sweep: recordings that lost their worker, and those that JaaS keeps for a day only."""
    now = timezone.now()
    for recording_pk in making.stopped(now=now):
        make_smaller.enqueue(recording_pk)
    fetch_waiting(now=now)


@task()
def erase_old_recordings():
    """Every night: the files of recordings whose last day is over."""
    return erase_expired(now=timezone.now())


@task()
def fetch_phones():
    """Ask the room server for its telephone numbers and the PINs of the rooms that open soon."""
    phones.fetch(now=timezone.now())
