"""How a mail that came back is known for ours: by a mark of its own that only whoever got it has seen.

The mark stands in the Message-ID and, where the school has an address for what comes back (``BOUNCES_EMAIL``), in the
address that mail servers return it to. Nobody can make one up, so nobody can say of somebody else’s mail that it came
back.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

MARK = re.compile(r"(?<![0-9a-z])([1-9][0-9]{0,14})-([0-9a-f]{20})(?![0-9a-z])")


def mark_of(pk):
    """The mark of a mail, in lower case, which every mail server leaves as it is."""
    return f"{pk}-{_secret(pk)}"


def marks_in(text):
    """The keys of mails whose marks stand in ``text``; those that we never made are left out."""
    found = MARK.findall(text.lower())
    return [int(pk) for pk, secret in found if constant_time_compare(_secret(int(pk)), secret)]


def headers_of(pk):
    """The headers that bring the mark of a mail along; no answering machine should answer it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<certificate-{mark_of(pk)}@{host}>",
        "Auto-Submitted": "auto-generated",
        "From": settings.DEFAULT_FROM_EMAIL,
    }


def sender_of(pk):
    """Where mail servers return a mail to; readers see the ``From`` of its headers."""
    if not settings.BOUNCES_EMAIL:
        return settings.DEFAULT_FROM_EMAIL
    name, _at, host = settings.BOUNCES_EMAIL.rpartition("@")
    return f"{name}+{mark_of(pk)}@{host}"


def _secret(pk):
    return salted_hmac("certificates.mails", str(pk), algorithm="sha256").hexdigest()[:20]
