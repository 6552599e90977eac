"""The credential of a certificate, unsigned: plain JSON values after Open Badges 3.0.

Whose it is stands in it only as salted hashes of the address and of the name, so the file alone names nobody; who knows
an address or a name can compare it.
"""

import hashlib
import json
import secrets
import uuid

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.statements import moment_of
from people.addresses import absolute_reverse

from . import achievements
from .issuer import profile
from .times import stamp

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
SCHEMA = {  # of tokens: it lets a credential name one list of states, and documents name two
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}


def address(badge):
    """The identifier of the credential, where it is found while it is public."""
    return absolute_reverse("badge", badge.public_id)


def written(document):
    """A document as the text that is kept and handed out."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def credential(badge):
    """What is signed for ``badge``, but for where its state is told: once, as salt and subject are new at each call."""
    certificate = badge.certificate
    says, moment = certificate.statement, stamp(moment_of(certificate.statement))
    achievement = achievements.of_certificate(certificate)
    until = {"validUntil": stamp(certificate.expires_at)} if certificate.expires_at else {}
    return {
        "@context": CONTEXTS,
        "id": address(badge),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": profile(says["issuer"]),
        "validFrom": moment,
        **until,
        "awardedDate": moment,
        "credentialSubject": {
            "id": f"urn:uuid:{uuid.uuid4()}",
            "type": ["AchievementSubject"],
            "identifier": identifiers(certificate),
            "licenseNumber": certificate.full_number,
            "achievement": achievement,
        },
        "evidence": [_evidence(certificate)],
    }


def identifiers(certificate):
    """Hashes of the address, where there is one, and of the name as printed, each with a salt of its own."""
    email = certificate.person.email.strip().lower()
    known = [("emailAddress", email)] if email else []
    return [_hashed(kind, value) for kind, value in [*known, ("name", certificate.recipient)]]


def _hashed(kind, value):
    salt = secrets.token_hex(16)
    digest = hashlib.sha256(f"{value}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityType": kind,
        "identityHash": f"sha256${digest}",
        "salt": salt,
    }


def _evidence(certificate):
    says = certificate.statement
    with override(says["language"]):
        name = _("What it rests on")
    told, held = {"narrative": achievements.evidence(certificate)}, achievements.held(certificate)
    told |= {"description": held} if held else {}
    return {"id": says["verify_url"], "type": ["Evidence"], "name": name, **told}
