"""Live rooms: on a Jitsi server of one's own, or rented from 8x8. See docs/jitsi.md."""

from . import environment as env

WEBINAR_ROOMS = {
    "BACKEND": "webinars.rooms.jitsi.JitsiRooms",
    "OPTIONS": {
        "url": env.text("JITSI_URL", "https://meet.jit.si"),
        "app_id": env.text("JITSI_APP_ID"),
        "app_secret": env.text("JITSI_APP_SECRET"),
        "private_key_file": env.text("JITSI_PRIVATE_KEY_FILE"),  # instead of the secret: RS256
        "key_id": env.text("JITSI_KEY_ID", "school"),
        "control_url": env.text("JITSI_CONTROL_URL"),
        "control_host": env.text("JITSI_CONTROL_HOST"),
        "control_key_file": env.text("JITSI_CONTROL_KEY_FILE"),
        "muc_domain": env.text("JITSI_MUC_DOMAIN"),
        "grace_minutes": 30,
    },
}
# Or rooms rented from 8x8 (JaaS), instead of a server of one's own.
if env.text("JAAS_APP_ID"):
    WEBINAR_ROOMS = {
        "BACKEND": "webinars.rooms.jaas.JaasRooms",
        "OPTIONS": {
            "app_id": env.text("JAAS_APP_ID"),
            "key_id": env.text("JAAS_KEY_ID"),
            "private_key_file": env.text("JAAS_PRIVATE_KEY_FILE"),
            "grace_minutes": 30,
        },
    }
JAAS_WEBHOOK_SECRET = env.text("JAAS_WEBHOOK_SECRET")  # with which JaaS signs what it tells; without: no such address
JITSI_RECORDINGS_SECRET = env.text("JITSI_RECORDINGS_SECRET")  # with which recordings are brought
JITSI_DIAL_IN_NUMBERS_URL = env.text("JITSI_DIAL_IN_NUMBERS_URL")
JITSI_DIAL_IN_MAPPER_URL = env.text("JITSI_DIAL_IN_MAPPER_URL")
# What the room server shows when it asks whether a room may open, and when it tells who came and left; without one
# that address does not exist.
JITSI_RESERVATION_SECRET = env.text("JITSI_RESERVATION_SECRET")
JITSI_EVENTS_SECRET = env.text("JITSI_EVENTS_SECRET")
