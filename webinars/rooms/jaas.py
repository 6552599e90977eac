"""Live rooms rented from 8x8: Jitsi as a Service."""

from django.core.exceptions import ImproperlyConfigured

from .jitsi import AN_ORDER, JitsiRooms
from .steering import JaasSteering


class JaasRooms(JitsiRooms):
    """Rooms of the application ``app_id``, entered with a token signed by the key whose public half JaaS was given.

    ``key_id`` is the key's whole name in JaaS's console, which begins with the application's. JaaS asks nobody whether
    a room may open, so a token alone decides: it is good for one room and for the hours of its session.
    """

    has_app = False  # the Jitsi Meet app is not promised to open rooms of JaaS
    judges_tokens = False

    def __init__(self, *, app_id, key_id, private_key_file, grace_minutes=30, url="https://8x8.vc"):
        if not (app_id and private_key_file and key_id.startswith(f"{app_id}/")):
            raise ImproperlyConfigured(
                "JaaS needs an app_id, a private_key_file and a key_id, which begins with the app_id and a slash."
            )
        super().__init__(
            url=url, app_id=app_id, private_key_file=private_key_file, key_id=key_id, grace_minutes=grace_minutes,
            subject=app_id,
        )  # fmt: skip
        self.issuer = "chat"
        self.prefix = f"{app_id}/"

    def published_keys(self):
        """None: the public half is put into JaaS's console by hand."""
        return {}

    def steering(self, room_name, *, now):
        claims = self._claims("*", not_before=now, expires=now + AN_ORDER - self.grace, now=now)
        return JaasSteering(app_id=self.app_id, system_token=self._signed(claims | {"admin": True}))
