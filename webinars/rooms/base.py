"""What a live-room server must be able to do (being extended)."""

import base64
import secrets


def new_room_name():
    """A room name nobody guesses: lower-case ASCII, 100 random bits (Jitsi lower-cases names itself)."""
    return base64.b32encode(secrets.token_bytes(13)).decode().rstrip("=").lower()[:20]
