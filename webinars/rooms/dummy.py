"""Rooms without a server: for tests, and for trying the site on a computer without Jitsi."""

from urllib.parse import urlencode

from .base import RoomTicket, check_ticket_request


class DummyRooms:
    """Tickets to a page of this site. The same request gives the same ticket, and the address tells what was asked."""

    def __init__(self, *, page="/dummy-room/"):
        self.page = page

    def join(self, room_name, *, identity, display_name, role, reception, not_before, expires, now):
        check_ticket_request(room_name, identity=identity, role=role, not_before=not_before, expires=expires, now=now)
        asked = {"room": room_name, "identity": identity, "name": display_name, "role": role.value}
        asked["receive"] = reception.value
        url = f"{self.page}?{urlencode(asked)}"
        return RoomTicket(
            url=url, ios_url="", android_url="", script_url="", domain="", room=room_name, jwt="", embed=False
        )

    def frame_sources(self):
        return []
