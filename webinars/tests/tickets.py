"""Tickets to test with, and a judge of tokens as strict as the room server's."""

from datetime import UTC, datetime

import jwt

from webinars.rooms import Reception, Role
from webinars.rooms.jitsi import JitsiRooms

SECRET = "a-secret-of-the-test-that-is-long-enough"
DOORS = datetime(2027, 1, 19, 15, 45, tzinfo=UTC)
ENDS = datetime(2027, 1, 19, 17, 30, tzinfo=UTC)
NOW = datetime(2027, 1, 19, 16, 5, 30, 700_000, tzinfo=UTC)
ROOM = "b5x2room-of-the-webinar"


def jitsi(**options):
    return JitsiRooms(
        **{"url": "https://meet.school.test", "app_id": "school", "app_secret": SECRET, "grace_minutes": 30, **options}
    )


def join(server, room_name=ROOM, **values):
    asked = {
        "identity": "person-42",
        "display_name": "Олена з Ві",
        "role": Role.PARTICIPANT,
        "reception": Reception.SPEAKER,
        "not_before": DOORS,
        "expires": ENDS,
        "now": NOW,
    }
    return server.join(room_name, **{**asked, **values})


def prosody(token, *, room=ROOM, at=NOW, secret=SECRET, subject="meet.school.test"):
    """Judge a token as Jitsi's token plugins do: signature, every claim, no leeway; return what it says of the user."""
    header = jwt.get_unverified_header(token)
    if header["typ"] != "JWT":
        raise jwt.InvalidTokenError("Invalid typ")
    claims = jwt.decode(
        token,
        secret,
        algorithms=["HS256"],
        audience="jitsi",
        issuer="school",
        options={
            "require": ["exp", "nbf", "iss", "aud", "sub", "room"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
            "strict_aud": True,
        },
    )
    if claims["exp"] <= at.timestamp():
        raise jwt.ExpiredSignatureError("Not acceptable by exp")
    if claims["nbf"] > at.timestamp():
        raise jwt.ImmatureSignatureError("Not acceptable by nbf")
    if claims["room"] != room or claims["sub"] != subject:
        raise jwt.InvalidTokenError("Room and token mismatched")
    return claims
