"""Whether a file is a badge of ours, unchanged: read without trusting it, compared with what was signed.

Whatever a file claims, it counts only as the very credential that we keep: no signature is computed for strangers.
"""

import base64
import binascii
import enum
import json
import re
from uuid import UUID

from certificates.models import Badge

from . import baking

LARGEST = 500_000  # bytes; ours have some ten thousand
TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
OURS = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")


class Verdict(enum.Enum):
    GENUINE = "genuine"
    TAMPERED = "tampered"
    UNKNOWN = "unknown"


def check(data):
    """The verdict on the bytes of a file, and the badge that it is or was made from."""
    text = credential_in(data)
    badge = _claimed(text)
    if badge is None:
        return Verdict.UNKNOWN, None
    same = text == badge.token or _plain(text) == _plain(badge.document)
    return (Verdict.GENUINE if same else Verdict.TAMPERED), badge


def _plain(text):
    """A document without what white space and order of names may change; None where it says a name twice, or nothing.

    As text, for in Python 1, 1.0 and True are the same.
    """
    try:
        return json.dumps(json.loads(text, object_pairs_hook=_once), sort_keys=True)
    except (ValueError, RecursionError):
        return None


def _once(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name is said twice")
    return dict(pairs)


def credential_in(data):
    """The credential that a PNG, an SVG or a text file holds, as text; "" when there is none."""
    if len(data) > LARGEST:
        return ""
    if data.startswith(baking.PNG):
        return baking.from_png(data).strip()
    text = data.decode("utf-8", "replace").strip().removeprefix("\ufeff")
    return baking.from_svg(data).strip() if text.startswith("<") else text


def _claimed(text):
    """Our badge that a credential says it is, by its identifier alone; None when it is none of ours."""
    identifier = _claims(text).get("id")
    found = OURS.search(identifier) if isinstance(identifier, str) else None
    return found and Badge.objects.select_related("certificate").filter(public_id=UUID(found[1])).first()


def _claims(text):
    """What a token or a JSON document says, unverified; nothing where it cannot be read."""
    try:
        if TOKEN.fullmatch(text):
            text = base64.urlsafe_b64decode(text.split(".")[1] + "==").decode()
        claims = json.loads(text)
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
