"""Which badges hold no longer: a bit for each, in lists long enough that nobody learns whose bit is looked at.

https://www.w3.org/TR/vc-bitstring-status-list/ – one list has 131,072 places, of which half are given out, by chance. A
bit is set when the certificate is revoked or replaced: neither comes back. What expires says so in the badge itself.
"""

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


def list_address(number, *, token=False):
    return absolute_reverse("badge_status_token" if token else "badge_status", number)


def entry(badge, *, token=False):
    """What a badge says of where its bit stands: for a document in a list with a proof, for a token in one of its kind.

    Verifiers that know one way of signing need to know no other.
    """
    address = list_address(badge.status_list, token=token)
    return {
        "id": f"{address}#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(badge.status_index),
        "statusListCredential": address,
    }


def revoked_places(number):
    """The places of a list whose certificate holds no longer."""
    return list(Badge.objects.ended().filter(status_list=number).values_list("status_index", flat=True))


def bitstring(places):
    """The bits with those of ``places`` set, compressed: the first is the left-most bit of the first byte."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0b1000_0000 >> place % 8
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def status_list(number, *, now, token=False):
    """The list as a credential to be signed."""
    address = list_address(number, token=token)
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
            "statusPurpose": "revocation",
            "encodedList": bitstring(revoked_places(number)),
        },
    }
