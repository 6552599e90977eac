"""Which badges hold no longer: a bit for each, in lists long enough that nobody learns whose bit is looked at.

https://www.w3.org/TR/vc-bitstring-status-list/ – one list has 131,072 places, of which half are given out, by chance.
In the list of purpose revocation a bit is set when the certificate is revoked or replaced: neither comes back. In the
list of purpose suspension, at the same places, it is set while the certificate is suspended. What expires says so in
the badge itself.

Open Badges 3.0 lets a credential name one list, the W3C data model any number. So a document names both; a token, which
is what the strictest validators read, names one, and that one says «revoked» of what is suspended too, for as long.
"""

import enum
import gzip
import secrets
from datetime import timedelta

from certificates.models import Badge
from people.addresses import absolute_reverse

from .encoding import base64url
from .issuer import did
from .times import stamp

PLACES = 131_072
GIVEN_OUT = PLACES // 2  # of one list, so that a free place is found at once
TRUSTED_FOR = timedelta(days=1)  # a copy of the list
CONTEXT = "https://www.w3.org/ns/credentials/v2"


def free_place():
    """A place that no badge has, as fields of one. Two that find the same at once meet the constraint."""
    number = Badge.objects.count() // GIVEN_OUT + 1
    while True:
        index = secrets.randbelow(PLACES)
        if not Badge.objects.filter(status_list=number, status_index=index).exists():
            return {"status_list": number, "status_index": index}


def exists(number):
    """Whether there is a list of this number: the one that places are given out of now, or one before it."""
    return 1 <= number <= Badge.objects.count() // GIVEN_OUT + 1


class Kind(enum.Enum):
    """Which of the lists of a number: by how it is signed, and what its bits mean. The value names its address."""

    REVOCATION = "badge_status"
    SUSPENSION = "badge_suspension"
    TOKEN = "badge_status_token"

    @property
    def purpose(self):
        return "suspension" if self is Kind.SUSPENSION else "revocation"

    @property
    def badges(self):
        """Those whose bit is set."""
        match self:
            case Kind.SUSPENSION:
                return Badge.objects.suspended()
            case Kind.TOKEN:
                return Badge.objects.ended() | Badge.objects.suspended()
        return Badge.objects.ended()


def list_address(number, kind):
    return absolute_reverse(kind.value, number)


def entry(badge, kind):
    """What a badge says of where one of its bits stands.

    Verifiers that know one way of signing need to know no other.
    """
    address = list_address(badge.status_list, kind)
    return {
        "id": f"{address}#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": kind.purpose,
        "statusListIndex": str(badge.status_index),
        "statusListCredential": address,
    }


def places_set(number, kind):
    """The places of a list whose bit is set."""
    return list(kind.badges.filter(status_list=number).values_list("status_index", flat=True))


def bitstring(places):
    """The bits with those of ``places`` set, compressed: the first is the left-most bit of the first byte."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0b1000_0000 >> place % 8
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def status_list(number, kind, *, now):
    """The list as a credential to be signed."""
    address = list_address(number, kind)
    return {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(),
        "validFrom": stamp(now),
        "validUntil": stamp(now + TRUSTED_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": kind.purpose,
            "encodedList": bitstring(places_set(number, kind)),
        },
    }
