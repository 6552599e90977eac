"""What JaaS says of one room in its webhooks, as stays of its people; and was it JaaS who said it? No models, no clock.

As with event sync the answer depends on what was said, never on its order or on how often it was said. A farewell does
not name its greeting: both name the connection, which may enter the same room again after a breakout.
"""

import base64
import binascii
import hmac
from bisect import bisect_left
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from .jitsi_events import EARLIEST, LATEST, Stay, Unreadable, last_sign, reference_of

# JaaS repeats what was not taken, with growing pauses. What was taken before is known by its key, so that an old
# message adds nothing: the window may be wide.
OLDEST = timedelta(days=1)
FASTEST_CLOCK = timedelta(minutes=5)
KINDS = {
    "ROOM_CREATED": "jaas/created",
    "ROOM_DESTROYED": "jaas/destroyed",
    "PARTICIPANT_JOINED": "jaas/joined",
    "PARTICIPANT_LEFT": "jaas/left",
    "RECORDING_UPLOADED": "jaas/recorded",
}
OTHER = "jaas/other"


def is_signed(body, header, *, secret, now):
    """Was ``body`` (bytes) signed with ``secret`` lately? ``header``: ``t=seconds,v1=base64``, perhaps several v1."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _sign, value in parts if name == "t"]
    if len(times) != 1 or not times[0].isascii() or not times[0].isdecimal() or len(times[0]) > 12:
        return False
    age = now.timestamp() - int(times[0])
    if not -FASTEST_CLOCK.total_seconds() <= age <= OLDEST.total_seconds():
        return False
    wanted = hmac.new(secret.encode(), times[0].encode() + b"." + body, "sha256").digest()
    return any(hmac.compare_digest(_decoded(value), wanted) for name, _sign, value in parts if name == "v1")


def _decoded(value):
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return b""


class WebhookLog:
    """All that was said of one room; ``add`` messages in any order, then ask for ``stays``. Moments in milliseconds."""

    def __init__(self):
        self._joined, self._left = defaultdict(set), defaultdict(set)  # (breakout, connection) → moments
        self._identities = {}
        self._ended = defaultdict(set)  # breakout → moments at which it was emptied
        self._created, self._signs = set(), set()

    def add(self, kind, payload):
        """Take one message in, whole or not at all."""
        moment, data = _moment(payload.get("timestamp")), payload.get("data")
        data = data if isinstance(data, dict) else {}
        breakout = str(data.get("breakoutRoomId") or "")
        if kind in ("jaas/joined", "jaas/left"):
            key = breakout, _connection(data)
            (self._joined if kind == "jaas/joined" else self._left)[key].add(moment)
            identity = data.get("id")
            known = identity if isinstance(identity, str) else ""
            self._identities[key] = max(known, self._identities.get(key, ""))
        elif kind == "jaas/destroyed":
            self._ended[breakout].add(moment)
        elif kind == "jaas/created" and not breakout:
            self._created.add(moment)
        self._signs.add(moment)

    def stays(self):
        """Every stay of everybody who is known, in order of joining. A farewell without a greeting tells nothing."""
        signs, created = sorted(self._signs), sorted(self._created)
        found = [
            Stay(
                reference=reference_of((*key, joined)),
                identity=self._identities[key],
                joined_at=_time(joined),
                left_at=_time(self._end(key, joined, again) or last_sign(joined, signs=signs, created=created)),
            )
            for key, moments in self._joined.items()
            if self._identities[key]
            for joined, again in _pairs(sorted(moments))
        ]
        return sorted(found, key=lambda stay: (stay.joined_at, stay.reference))

    def _end(self, key, joined, again):
        """The first farewell, unless the same connection came again before it; then, or when the room was emptied."""
        left = _first(self._left.get(key, ()), joined)
        if left and (again is None or left <= again):
            return left
        ends = [end for end in (_first(self._ended.get(key[0], ()), joined), again) if end]
        return min(ends, default=None)


def _pairs(moments):
    """Each moment with the one after it, the last one with None."""
    return zip(moments, [*moments[1:], None], strict=True)


def _first(moments, joined):
    """The first of ``moments`` at or after ``joined``, or None."""
    moments = sorted(moments)
    place = bisect_left(moments, joined)
    return moments[place] if place < len(moments) else None


def _connection(data):
    connection = data.get("participantFullJid") or data.get("participantJid")
    if not isinstance(connection, str) or not connection:
        raise Unreadable("The message names no connection.")
    return connection


def _moment(value):
    if isinstance(value, bool) or not isinstance(value, int | float) or not EARLIEST * 1000 <= value <= LATEST * 1000:
        raise Unreadable("The message names no time, or one that cannot be.")
    return int(value)


def _time(milliseconds):
    return datetime.fromtimestamp(milliseconds // 1000, UTC) + timedelta(milliseconds=milliseconds % 1000)
