"""What was needed to decide attendance and holds names is erased in time; what was drawn from it stays.

Messages of the room server and orders to it hold display names, files of participants the names of strangers. Intervals
hold neither.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from .models import ImportedPerson, RoomEvent, RoomOrder, Session, WayIn


def erase_names(*, now):
    """Erase the messages and the strangers whose session was decided ``ROOM_EVENTS_KEPT_DAYS`` ago; how many."""
    before = now - timedelta(days=settings.ROOM_EVENTS_KEPT_DAYS)
    orders = RoomOrder.objects.filter(ordered_at__lte=before).delete()[0]
    return _of_sessions(before, now=now) + _of_no_session(before) + _strangers(before) + orders


def _of_sessions(before, *, now):
    """Messages of rooms whose attendance is decided. The session remembers that they are gone."""
    decided = Session.objects.filter(decided_at__lte=before)
    messages = RoomEvent.objects.filter(room_name__in=decided.values("room_name"))
    rooms = set(messages.values_list("room_name", flat=True).distinct())
    return sum(_of_room(name, before, now=now) for name in sorted(rooms))


@transaction.atomic
def _of_room(name, before, *, now):
    """One room's messages, unless one came since that nobody has read: that is evidence still."""
    session = Session.objects.select_for_update().filter(room_name=name, decided_at__lte=before).first()
    messages = RoomEvent.objects.filter(room_name=name)
    if session is None or messages.unread().presence().exists():
        return 0
    if session.messages_erased_at is None:
        session.messages_erased_at = now
        session.save(update_fields=["messages_erased_at"])
    return messages.delete()[0]


def _of_no_session(before):
    """Messages of rooms without a session, or of one that never took place: nothing is ever decided by them."""
    waiting = Session.objects.scheduled().values("room_name")
    return RoomEvent.objects.filter(received_at__lte=before).exclude(room_name__in=waiting).delete()[0]


def _strangers(before):
    """People in files of whom somebody said that they are nobody of the school."""
    strangers = ImportedPerson.objects.exclude(how="").filter(person=None)
    return strangers.filter(file__confirmed_at__lte=before).delete()[0]


def erase_named(*, now):
    """Erase whom organizations named and who never said yes, once the session is over; how many."""
    return WayIn.objects.filter(person=None, session__ends_at__lte=now).delete()[0]
