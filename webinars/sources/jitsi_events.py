"""What Jitsi's event sync says of one room, as stays of its people. No models, no clock.

The answer depends on what was said, never on the order or number of times it was said. That matters: the plugin
retries, gives up after seconds, keeps no order, and says that a room is empty before it says who left last.
"""

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime

EARLIEST, LATEST = 1_000_000_000, 4_000_000_000  # 2001 and 2096: whatever is outside is not a time in seconds
MACHINES = ("recorder.", "hidden.", "transcriber.")  # where Jibri and its kin connect from
LONGEST = 255


class Unreadable(ValueError):
    """The message does not say what its kind must say."""


@dataclass(frozen=True)
class Stay:
    """One connection of one person to the room. ``reference`` finds it again in the messages."""

    reference: str
    identity: str
    joined_at: datetime
    left_at: datetime


def plain_room_name(name):
    """``[tenant]Name`` as the school knows it."""
    return (name.partition("]")[2] if name.startswith("[") else name).lower()


class RoomLog:
    """All that was said of one room; ``add`` messages in any order, then ask for ``stays``."""

    def __init__(self):
        self._identities = {}  # (breakout, connection, joined) → who it said it was
        self._ends = {}  # the same key → the latest end named
        self._signs = set()  # moments at which the server was there to say something
        self._created = set()
        self._lives = set()  # (breakout, created, destroyed)

    def add(self, kind, payload):
        """Take one message in, whole or not at all."""
        breakout = str(payload.get("breakout_room_id") or "")
        if kind == "room/created":
            self._open(breakout, _moment(payload.get("created_at")))
        elif kind == "room/destroyed":
            created, destroyed = _moment(payload.get("created_at")), _moment(payload.get("destroyed_at"))
            self._signs.add(destroyed)
            self._open(breakout, created)
            self._lives.add((breakout, created, destroyed))
            for occupant in _listed(payload.get("all_occupants")):
                self._see(breakout, *occupant)
        elif kind in ("occupant/joined", "occupant/left"):
            self._see(breakout, *_occupant(payload.get("occupant")))
        else:
            raise Unreadable(f"There is no message of kind {kind}.")

    def stays(self):
        """Every connection of everybody who is known, in order of joining."""
        signs, created = sorted(self._signs), sorted(self._created)
        found = [
            Stay(
                reference=reference_of(key),
                identity=identity,
                joined_at=_time(key[2]),
                left_at=_time(max(key[2], self._ends.get(key) or self._last_sign(key, signs, created))),
            )
            for key, identity in self._identities.items()
            if identity
        ]
        return sorted(found, key=lambda stay: (stay.joined_at, stay.reference))

    def _open(self, breakout, created):
        self._signs.add(created)
        if not breakout:
            self._created.add(created)

    def _see(self, breakout, connection, identity, joined, left):
        key = (breakout, connection, joined)
        self._signs.add(joined)
        self._identities[key] = max(identity, self._identities.get(key, ""))
        if left:
            self._signs.add(left)
            self._ends[key] = max(left, self._ends.get(key, 0))

    def _last_sign(self, key, signs, created):
        """Where nobody said when it ended: the room's own end, else the last word before the server fell silent.

        A server that was killed says nothing; when the room is opened anew, what was open before is over.
        """
        breakout, _connection, joined = key
        ends = [end for where, start, end in self._lives if where == breakout and start <= joined < end]
        if ends:
            return min(ends)
        return last_sign(joined, signs=signs, created=created)


def last_sign(joined, *, signs, created):
    """The last of ``signs`` before the room was next opened after ``joined``; both lists are sorted."""
    after = bisect_right(created, joined)
    before = bisect_left(signs, created[after]) if after < len(created) else len(signs)
    return signs[before - 1] if before else joined


def _listed(occupants):
    """The readable ones of a room's list, which is ``{}`` for nobody: Lua knows no empty list."""
    for occupant in occupants if isinstance(occupants, list) else []:
        try:
            yield _occupant(occupant)
        except Unreadable:
            continue


def _occupant(occupant):
    """Connection, identity (empty for guests and machines), joined, left (0 while unknown)."""
    if not isinstance(occupant, dict):
        raise Unreadable("The message names nobody.")
    connection, identity, left = occupant.get("occupant_jid"), occupant.get("id"), occupant.get("left_at")
    if not isinstance(connection, str) or not connection:
        raise Unreadable("The message names no connection.")
    joined = _moment(occupant.get("joined_at"))
    machine = connection.partition("@")[2].startswith(MACHINES)
    known = identity if isinstance(identity, str) and not machine else ""
    return connection, known, joined, 0 if left is None else max(joined, _moment(left))


def _moment(value):
    if isinstance(value, bool) or not isinstance(value, int | float) or not EARLIEST <= value <= LATEST:
        raise Unreadable("The message names no time, or one that cannot be.")
    return int(value)


def _time(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def reference_of(key):
    """Readable, so that it is found in the messages again; hashed only where a server makes it too long."""
    breakout, connection, joined = key
    text = " ".join(part for part in (connection, str(joined), breakout) if part)
    usable = len(text) <= LONGEST and text.isprintable()
    return text if usable else hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
