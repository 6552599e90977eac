"""What the room server calls. Prosody follows no redirect, so nothing here ends in a slash or has a language."""

from django.urls import path, re_path

from .models import RoomEvent
from .recordings import bringing
from .views import room_server

Kind = RoomEvent.Kind
KEPT = (Kind.ROOM_CREATED, Kind.ROOM_DESTROYED, Kind.JOINED, Kind.LEFT)

urlpatterns = [
    path("reservations/conference", room_server.conference),
    path("reservations/conference/<uuid:public_id>", room_server.one_conference),
    *(path(f"events/{kind.value}", room_server.event, {"kind": kind.value}) for kind in KEPT),
    path("jaas", room_server.jaas),
    path("recordings", bringing.announcement),
    path("recordings/<uuid:public_id>", bringing.part),
    path("keys/<slug:name>.pem", room_server.public_key),
    path("system-keys/<slug:name>.pem", room_server.public_key, {"published": "published_system_keys"}),
    re_path(r"", room_server.nothing),  # else the school would look for a page, and redirect there
]
