"""Live rooms on a Jitsi Meet server of one's own; the only module that knows PyJWT."""

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from .base import Reception, Role, RoomTicket, RoomUnavailable, check_ticket_request
from .steering import Steering

AUDIENCE = "jitsi"
SHORTEST_KEY = 2048
CLOCK_SKEW = timedelta(seconds=60)  # Prosody allows none
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
E_MAIL = re.compile(r"([^\s@<>]+)@[^\s@<>]+\.[^\s@<>]+")

# Once a token has features, Jitsi grants only those it lists as true; so each role names all that we decide on.
FEATURES = {
    Role.HOST: ("send-groupchat", "send-private-message", "screen-sharing", "create-polls", "recording"),
    Role.PARTICIPANT: ("send-groupchat", "send-private-message", "screen-sharing"),
    Role.GUEST: ("send-groupchat",),
}
# How many lines high a picture is, and of how many people one comes. Each sends no more than it receives.
PICTURES = {
    Reception.SOUND: (180, 1),  # should somebody turn pictures on in the room after all
    Reception.SMALL: (180, 1),
    Reception.SPEAKER: (360, 1),
    Reception.SEVERAL: (360, 4),
}
# What stands in the toolbar of the room: no invitations, no links to other services.
TOOLBAR = [
    "microphone", "camera", "toggle-camera", "desktop", "chat", "raisehand", "participants-pane", "tileview",
    "videoquality", "closedcaptions", "settings", "shortcuts", "fullscreen", "hangup",
]  # fmt: skip
TOOLBAR_OF_HOSTS = [*TOOLBAR[:-1], "recording", "security", "mute-everyone", TOOLBAR[-1]]
APP = "org.jitsi.meet"
SYSTEM_KEY_ID = "system"
AN_ORDER = timedelta(minutes=2)  # how long a token to steer rooms is good for


class JitsiRooms:
    """Rooms of the Jitsi Meet server at ``url``, entered with a token signed by the secret it shares with us.

    Or by the private key in ``private_key_file`` (RSA, PEM): then the server fetches the public half from us and could
    sign nothing itself. Without either there is no token: whoever knows a room's unguessable name may enter, and the
    first to come moderates. ``subject`` is the token's ``sub`` where it is not the server's own name.

    ``control_url`` is Prosody's own port, for ``steering``; ``control_key_file`` a key for that alone.
    """

    prefix = ""  # what stands before a room's name in every address
    has_app = True
    judges_tokens = True  # by BOSH at the server's own address, see ``probing``

    def __init__(
        self, *, url, app_id="", app_secret="", private_key_file="", key_id="", grace_minutes=30, subject="",
        control_url="", control_host="", control_key_file="", muc_domain="",
    ):  # fmt: skip
        parts = urlsplit(url)
        if not parts.hostname or parts.username or (parts.scheme != "https" and parts.hostname not in LOOPBACK):
            raise ImproperlyConfigured("The Jitsi server's url must be https://host, without a user name.")
        if app_secret and private_key_file:
            raise ImproperlyConfigured("Jitsi tokens are signed with app_secret or with private_key_file, not both.")
        if bool(app_id) != bool(app_secret or private_key_file):
            raise ImproperlyConfigured("Jitsi tokens need both app_id and app_secret, or neither.")
        if private_key_file and not key_id:
            raise ImproperlyConfigured(
                "A private_key_file needs a key_id, by which the server asks for the public half."
            )
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.domain = parts.netloc
        self.app_id, self._app_secret, self.key_id = app_id, app_secret, key_id
        self._private_key = _private_key(private_key_file) if private_key_file else None
        self.grace = timedelta(minutes=grace_minutes)
        self.issuer, self.subject = app_id, subject or parts.hostname
        self.control_url, self._host = control_url.rstrip("/"), parts.hostname
        self.control_host, self.muc = control_host or self._host, muc_domain or f"conference.{self._host}"
        self._control_key = _private_key(control_key_file) if control_key_file else None
        if self.control_url and not urlsplit(self.control_url).hostname:
            raise ImproperlyConfigured("The control_url must be Prosody's own port, such as http://127.0.0.1:5280.")
        if self._control_key and _published(self._control_key, "") == _published(self._private_key, ""):
            raise ImproperlyConfigured("The key that steers rooms must not be the one of people's tokens.")

    @property
    def script_url(self):
        return f"{self.origin}/{self.prefix}external_api.js"

    def join(self, room_name, *, identity, display_name, role, reception, not_before, expires, now):
        """A ticket whose token holds a while past ``expires``: a reconnect after a power cut needs it still valid."""
        check_ticket_request(room_name, identity=identity, role=role, not_before=not_before, expires=expires, now=now)
        if now >= expires + self.grace:
            raise RoomUnavailable(_("This live session is over."))
        token = ""
        if self._app_secret or self._private_key:
            claims = self._claims(room_name, not_before=max(not_before, now), expires=expires, now=now)
            claims["context"] = _context(identity=identity, display_name=display_name, role=role)
            token = self._signed(claims)
        room = self.prefix + room_name
        path = room + (f"?{urlencode({'jwt': token})}" if token else "")
        config = _config(reception, role=role)
        fragment = urlencode(dict(_flat(config, "config")), quote_via=quote)
        return RoomTicket(
            url=f"{self.origin}/{path}#{fragment}",
            ios_url=f"{APP}://{self.domain}/{path}" if self.has_app else "",
            android_url=f"intent://{self.domain}/{path}#Intent;scheme={APP};package={APP};end" if self.has_app else "",
            script_url=self.script_url,
            domain=self.domain,
            room=room,
            jwt=token,
            embed=True,
            config=config,
        )

    def frame_sources(self):
        return [self.origin]

    def published_keys(self):
        """Public keys by the name under which Prosody asks for them: the hash of the key's id."""
        return _published(self._private_key, self.key_id)

    def published_system_keys(self):
        """The same of the key that steers rooms. Prosody must ask for it elsewhere: see ``Steering``."""
        return _published(self._control_key, SYSTEM_KEY_ID)

    def steering(self, room_name, *, now):
        """What can be done to this room from outside, or None."""
        if not self.control_url:
            return None
        claims = self._claims(room_name, not_before=now, expires=now + AN_ORDER - self.grace, now=now)
        system = ""
        if self._control_key:
            headers = {"typ": "JWT", "kid": SYSTEM_KEY_ID}
            system = jwt.encode(claims | {"room": "*"}, self._control_key, algorithm="RS256", headers=headers)
        known = self._app_secret or self._private_key
        return Steering(
            url=self.control_url, host=self.control_host, domain=self._host, muc=self.muc, system_token=system,
            room_token=self._signed(claims) if known else "",
        )  # fmt: skip

    def _signed(self, claims):
        if self._private_key is None:
            return jwt.encode(claims, self._app_secret, algorithm="HS256", headers={"typ": "JWT"})
        return jwt.encode(claims, self._private_key, algorithm="RS256", headers={"typ": "JWT", "kid": self.key_id})

    def _claims(self, room_name, *, not_before, expires, now):
        """``aud`` must be a string, and none may be missing: without ``room`` or ``sub`` Prosody never answers."""
        return {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": self.subject,
            "room": room_name,
            "iat": int(now.timestamp()),
            "nbf": int((not_before - CLOCK_SKEW).timestamp()),
            "exp": int((expires + self.grace).timestamp()),
        }


def _config(reception, *, role):
    """What Jitsi lets a link or a page decide for one person. The camera is off at first, whatever one receives."""
    height, people = PICTURES[reception]
    return {
        "startAudioOnly": reception is Reception.SOUND,
        "startWithVideoMuted": True,
        "startWithAudioMuted": role is not Role.HOST,
        "resolution": height,
        "constraints": {"video": {"height": {"ideal": height, "max": height}}},
        "channelLastN": people,
        "toolbarButtons": TOOLBAR_OF_HOSTS if role is Role.HOST else TOOLBAR,
        "disableThirdPartyRequests": True,
    }


def _flat(values, path):
    """Pairs (dotted path, JSON): how Jitsi reads its configuration from the fragment of an address."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}.{name}")
        else:
            yield f"{path}.{name}", json.dumps(value)


def _published(key, key_id):
    if key is None:
        return {}
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {hashlib.sha256(key_id.encode()).hexdigest(): public}


def _private_key(path):
    try:
        key = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"There is no readable private key in {path}.") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_KEY:
        raise ImproperlyConfigured(f"The key in {path} must be an RSA key of at least {SHORTEST_KEY} bits.")
    return key


def _context(*, identity, display_name, role):
    is_host = role is Role.HOST
    user = {
        "id": identity,
        "name": _room_display_name(display_name),
        "moderator": is_host,
        "lobby_bypass": is_host,  # the lobby stops moderators too
    }
    features = {feature: feature in FEATURES[role] for feature in FEATURES[Role.HOST]}
    return {"user": user, "features": {**features, "livestreaming": False}}


def _room_display_name(display_name):
    """The name as others see it; should somebody have an e-mail for a name, only what stands before the @ of it."""
    return E_MAIL.sub(r"\1", CONTROLS.sub(" ", display_name)).strip()
