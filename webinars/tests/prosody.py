"""Requests as Prosody sends them: taken from its wire, with the plugins mod_reservations and event_sync."""

import json
from urllib.parse import quote

RESERVATION_SECRET = "reservation-secret-of-the-test"
EVENTS_SECRET = "events-secret-of-the-test"
JID = "ff48e784-a08a-40f1-983a-e79cdf75fefc@meet.test/RxpkWbsRIPNG"


def ask(client, room_name, *, secret=RESERVATION_SECRET, start="2026-11-23T21%3a28%3a46.000Z"):
    """``POST /conference``: lower-case escapes, and a random owner who is nobody."""
    owner = "ff48e784-a08a-40f1-983a-e79cdf75fefc%40meet.test"
    body = f"start_time={start}&name={quote(room_name).replace('%5B', '%5b').replace('%5D', '%5d')}&mail_owner={owner}"
    return client.post(
        "/jitsi/reservations/conference",
        body,
        content_type="application/x-www-form-urlencoded",
        headers=headers(secret),
    )


def tell(client, kind, payload, *, secret=EVENTS_SECRET):
    body = payload if isinstance(payload, bytes) else json.dumps(payload, separators=(",", ":")).encode()
    return client.post(f"/jitsi/events/{kind}", body, content_type="application/json", headers=headers(secret))


def headers(secret):
    shown = {"Authorization": f"Bearer {secret}"} if secret else {}
    return {"User-Agent": "Prosody (0.12.3; posix)", **shown}


def occupant(identity, joined, left=None, *, jid=JID):
    said = {"joined_at": joined, "occupant_jid": jid}
    if identity:
        said |= {"email": "ana@example.org", "name": "Ana Lima", "id": str(identity)}
    return said if left is None else {**said, "left_at": left}


def of_room(room, **said):
    return {"room_jid": f"{room}@conference.meet.test", "is_breakout": False, "room_name": room, **said}


def created(room, at):
    return of_room(room, event_name="muc-room-created", created_at=at)


def joined(room, person, **more):
    return of_room(room, occupant=person, event_name="muc-occupant-joined", active_occupants_count=1, **more)


def left(room, person, **more):
    return of_room(room, occupant=person, event_name="muc-occupant-left", active_occupants_count=0, **more)


def destroyed(room, start, end, occupants, **more):
    """Nobody is ``{}``, not ``[]``."""
    said = {"all_occupants": occupants or {}, "destroyed_at": end, "created_at": start}
    return of_room(room, event_name="muc-room-destroyed", **said, **more)
