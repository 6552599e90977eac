"""Webhooks as JaaS sends them, signed as its documentation says."""

import base64
import hmac
import itertools
import json
from datetime import timedelta

from django.utils import timezone

SECRET = "whsec_9635df66714a4cf088ee9d0979dd3bf6"
APP_ID = "vpaas-magic-cookie-96f0941768964ab380ed0fbada7a502f"
JID = "fc1ea14a-9bca-4218-a563-8c627e803d56@8x8.vc"
_number = itertools.count(1)

# The documentation's own example, byte for byte.
VECTOR_TIME, VECTOR_SIGNATURE = 1632490060, "xlzqEojlh4qb21sQpXYsWgyK8x9HVpz+RQldsv18rV0="
VECTOR = (
    b'{"eventType":"PARTICIPANT_JOINED","sessionId":"9a441d60-ceaf-4eba-b0a8-a7d940a76e1b","timestamp":1632490058278,'
    b'"fqn":"vpaas-magic-cookie-96f0941768964ab380ed0fbada7a502f/sampleappromanticshiftsstripas",'
    b'"idempotencyKey":"9e9e7420-562d-4659-8e22-44b9b22aaa49","customerId":"96f0941768964ab380ed0fbada7a502f",'
    b'"appId":"vpaas-magic-cookie-96f0941768964ab380ed0fbada7a502f","data":{"avatar":"","name":"Test User",'
    b'"id":"auth0|5f903d7a77f3b4006eb8e67d","participantJid":"fc1ea14a-9bca-4218-a563-8c627e803d56@8x8.vc",'
    b'"moderator":true,"email":"test.user@company.com"}}'
)


def signature(body, *, at, secret=SECRET):
    seconds = str(int(at.timestamp()))
    signed = hmac.new(secret.encode(), seconds.encode() + b"." + body, "sha256").digest()
    return f"t={seconds},v1={base64.b64encode(signed).decode()}"


def hook(kind, room, *, at, key="", **data):
    """The envelope; ``at`` is when it happened."""
    return {
        "idempotencyKey": key or f"9e9e7420-562d-4659-8e22-{next(_number):012d}",
        "customerId": APP_ID.rpartition("-")[2],
        "appId": APP_ID,
        "eventType": kind,
        "sessionId": "9a441d60-ceaf-4eba-b0a8-a7d940a76e1b",
        "timestamp": int(at.timestamp() * 1000),
        "fqn": f"{APP_ID}/{room}",
        "data": {"conference": f"{room}@conference.{APP_ID}.8x8.vc", "isBreakout": False, **data},
    }


def participant(kind, room, identity, *, at, resource="tab", breakout="", **more):
    said = {"id": str(identity), "name": "Ana Lima", "moderator": "false", "participantJid": JID, **more}
    said["participantFullJid"] = f"{JID}/{resource}"
    if breakout:
        said |= {"isBreakout": True, "breakoutRoomId": breakout}
    return hook(f"PARTICIPANT_{kind}", room, at=at, **said)


def tell(client, payload, *, ago=timedelta(), secret=SECRET):
    """Post it, signed ``ago``."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload, separators=(",", ":")).encode()
    headers = {"X-Jaas-Signature": signature(body, at=timezone.now() - ago, secret=secret)} if secret else {}
    return client.post("/jitsi/jaas", body, content_type="application/json", headers=headers)
