"""Who is in a room now, as far as the room server told: to speak to them, or to put one of them out."""

from datetime import timedelta

from people.alphabet import alphabetical
from webinars.models import RoomEvent

A_MEETING = timedelta(days=1)
Kind = RoomEvent.Kind


def connections(room_name, *, now):
    """Addresses of everybody in the main room of a server of one's own, sorted: what event sync calls them."""
    came, left, emptied = {}, set(), 0
    for kind, said in _told(room_name, now=now):
        if kind == Kind.ROOM_DESTROYED and not said.get("is_breakout"):
            emptied = max(emptied, _number(said.get("destroyed_at")))
        occupant = said.get("occupant")
        if not isinstance(occupant, dict):
            continue
        key = str(occupant.get("occupant_jid")), _number(occupant.get("joined_at"))
        if kind == Kind.LEFT:
            left.add(key)
        elif kind == Kind.JOINED:
            came[key] = True
    return sorted({jid for jid, joined in came if (jid, joined) not in left and joined >= emptied})


def occupants(room_name, *, now):
    """Pairs (participant, name) of everybody in a room of JaaS, by name."""
    came, left, names, emptied = {}, {}, {}, 0
    for kind, said in _told(room_name, now=now):
        data, moment = said.get("data"), _number(said.get("timestamp"))
        if not isinstance(data, dict):
            continue
        if kind == Kind.JAAS_DESTROYED and not data.get("breakoutRoomId"):
            emptied = max(emptied, moment)
        who = str(data.get("participantId") or "")[:100]
        if who and kind in (Kind.JAAS_JOINED, Kind.JAAS_LEFT):
            moments = came if kind == Kind.JAAS_JOINED else left
            moments[who] = max(moment, moments.get(who, 0))
            names[who] = str(data.get("name") or "")[:200]
    inside = [who for who, moment in came.items() if moment > max(left.get(who, 0), emptied)]
    return sorted(((who, names[who]) for who in inside), key=lambda pair: (alphabetical(pair[1]), pair[0]))


def is_told_of(room_name, *, now):
    """Did the room server say anything of who is in the meeting that may be on?"""
    return _recent(room_name, now=now).exists()


def _told(room_name, *, now):
    """Pairs (kind, what was said) of the meeting that may be on."""
    recent = _recent(room_name, now=now).order_by("pk")
    return ((event.kind, event.payload) for event in recent.iterator(chunk_size=500))


def _recent(room_name, *, now):
    return RoomEvent.objects.presence().filter(room_name=room_name, received_at__gt=now - A_MEETING)


def _number(value):
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
