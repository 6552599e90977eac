"""Who issues badges: the school as ``did:web``, with the public keys by which its signatures are verified."""

from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings

from .encoding import jwk, key_name, multikey

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
]


def did():
    """``did:web:school.example.org``: the host of ``SITE_URL``; a port is written as %3A."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='')}"


def key_id(key):
    """Where in our document a public key is found."""
    return f"{did()}#{key_name(key)}"


def did_document(ring):
    """What stands at /.well-known/did.json: keys in force and former ones, for nothing but assertions."""
    return {
        "@context": CONTEXTS,
        "id": did(),
        "verificationMethod": [_method(key) for key in ring.public],
        "assertionMethod": [key_id(key) for key in ring.public],
    }


def _method(key):
    where = {"id": key_id(key), "controller": did()}
    if isinstance(key, RSAPublicKey):
        return {**where, "type": "JsonWebKey2020", "publicKeyJwk": {**jwk(key), "alg": "RS256"}}
    return {**where, "type": "Multikey", "publicKeyMultibase": multikey(key)}


def jwks(ring):
    """The same keys as a JSON Web Key Set."""
    return {"keys": [{**jwk(key), "kid": key_id(key), "use": "sig", "alg": _algorithm(key)} for key in ring.public]}


def _algorithm(key):
    return "RS256" if isinstance(key, RSAPublicKey) else "EdDSA"


def profile(name=""):
    """The school as Open Badges describes an issuer, under the ``name`` that stands on the certificate."""
    return {
        "id": did(),
        "type": ["Profile"],
        "name": name or settings.SCHOOL_NAME,
        "url": settings.SITE_URL,
        "email": settings.CONTACT_EMAIL,
    }
