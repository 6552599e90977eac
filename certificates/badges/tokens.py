"""A credential as a signed JSON Web Token: one line of text that holds all of it.

Written out here because one module knows PyJWT, and it is the rooms'. RS256 and no other header than these: what the
validator of 1EdTech accepts. The same credential under the same key gives the same token.
"""

import json
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from .encoding import base64url
from .issuer import key_id


def signed(credential, ring):
    """The credential with the claims that tokens repeat: issuer, identifier, subject, from when and until when."""
    claims = {"iss": _id(credential["issuer"]), "jti": credential["id"], "sub": credential["credentialSubject"]["id"]}
    claims["nbf"] = _seconds(credential["validFrom"])
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    header = {"alg": "RS256", "kid": key_id(ring.rsa.public_key()), "typ": "JWT"}
    unsigned = f"{_part(header)}.{_part({**credential, **claims})}"
    return f"{unsigned}.{base64url(ring.rsa.sign(unsigned.encode(), PKCS1v15(), SHA256()))}"


def _id(issuer):
    return issuer if isinstance(issuer, str) else issuer["id"]


def _seconds(moment):
    return int(datetime.fromisoformat(moment).timestamp())


def _part(value):
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
