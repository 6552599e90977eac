"""Rooms that are down: shows what people meet when the room server is."""

from django.utils.translation import gettext as _

from .base import RoomUnavailable


class FailingRooms:
    """Lets nobody in."""

    def join(self, room_name, *, identity, display_name, role, reception, not_before, expires, now):
        raise RoomUnavailable(_("The live room is not available now. Try again in a few minutes."))

    def frame_sources(self):
        return []
