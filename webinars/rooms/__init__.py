"""Live rooms behind one small protocol; ``rooms()`` is the server the settings name."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .base import Reception, Role, Rooms, RoomTicket, RoomUnavailable, new_room_name

__all__ = ["Reception", "Role", "RoomTicket", "RoomUnavailable", "Rooms", "new_room_name", "rooms"]


def rooms() -> Rooms:
    """The room server of ``WEBINAR_ROOMS = {"BACKEND": dotted path, "OPTIONS": {…}}``, chosen like a file storage."""
    try:
        backend = import_string(settings.WEBINAR_ROOMS["BACKEND"])
        return backend(**settings.WEBINAR_ROOMS.get("OPTIONS", {}))
    except (AttributeError, KeyError, ImportError, TypeError) as error:
        raise ImproperlyConfigured(f"WEBINAR_ROOMS names no usable room server: {error}") from error
