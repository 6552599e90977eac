"""What a live-room server must be able to do. Plain values in and out: no models, no request."""

import base64
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

ROOM_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


class Role(StrEnum):
    """What a person may do in a room. Nothing here defaults to a role: who mints a ticket says it."""

    HOST = "host"
    PARTICIPANT = "participant"
    GUEST = "guest"


class Reception(StrEnum):
    """What a person wants to receive in a room: from what costs least to what costs most."""

    SOUND = "sound"
    SMALL = "small"  # the speaker alone, 180 lines high
    SPEAKER = "speaker"  # the speaker alone, 360 lines high
    SEVERAL = "several"  # and three more people


class RoomUnavailable(Exception):
    """Nobody can be let into the room now; the text is for the person who asked."""


@dataclass(frozen=True)
class RoomTicket:
    """One person's way into one room. The addresses and the token let their bearer in: never log or store them."""

    url: str = field(repr=False)  # as a plain link, with what the person chose to receive
    ios_url: str = field(repr=False)  # the same in the room server's app; empty where it has none
    android_url: str = field(repr=False)
    script_url: str  # what a page loads to show the room in itself; empty where ``embed`` is false
    domain: str
    room: str
    jwt: str = field(repr=False)
    embed: bool
    config: dict = field(default_factory=dict)  # what a page that shows the room passes to the script


class Rooms(Protocol):
    """A server of live rooms, chosen by the setting ``WEBINAR_ROOMS``."""

    def join(
        self,
        room_name: str,
        *,
        identity: str,
        display_name: str,
        role: Role,
        reception: Reception,
        not_before: datetime,
        expires: datetime,
        now: datetime,
    ) -> RoomTicket:
        """A ticket for ``room_name`` from ``not_before`` (doors) until ``expires`` (the session's end) and some grace.

        ``identity`` is what attendance will name: stable, and telling nothing of the person, so never an e-mail.
        ``display_name`` is what others in the room see, never the legal name; ``reception`` what comes to this person.
        Raises ``RoomUnavailable``.
        """

    def frame_sources(self) -> list[str]:
        """Origins a page must allow in its Content-Security-Policy, as script and as frame, to show a room."""


def new_room_name():
    """A room name nobody guesses: lower-case ASCII, 100 random bits (Jitsi lower-cases names itself)."""
    return base64.b32encode(secrets.token_bytes(13)).decode().rstrip("=").lower()[:20]


def check_ticket_request(room_name, *, identity, role, not_before, expires, now):
    """Refuse what no ticket may be made from. A name like ``*`` would open every room, an e-mail would travel far."""
    if not ROOM_NAME.fullmatch(room_name):
        raise ValueError("A room name is made of a-z, 0-9 and inner hyphens.")
    if not identity or "@" in identity:
        raise ValueError("An identity is a stable key of a person, not an e-mail.")
    if not isinstance(role, Role):
        raise ValueError("A role is a member of Role.")
    if any(moment.utcoffset() is None for moment in (not_before, expires, now)):
        raise ValueError("Times must be aware datetimes.")
    if expires <= not_before:
        raise ValueError("A room closes after it opens.")
