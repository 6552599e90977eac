"""A verifier of badges that knows nothing of ours: standards, PyJWT, PyLD, and what the school serves to anybody.

It is given a file and a way to fetch addresses, and says what it finds: the names of its states are its own.
"""

import base64
import gzip
import hashlib
import json
import re
import struct
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3.contexts import document_loader
from pyld import jsonld

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Refused(Exception):
    """The file proves nothing; says why."""


def text_in(data):
    """The token or the document that is baked into a picture, or the text itself."""
    if data.startswith(b"\x89PNG"):
        place = 8
        while place < len(data):
            (length,) = struct.unpack(">I", data[place : place + 4])
            kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
            if kind == b"iTXt" and body.startswith(b"openbadgecredential\0\0\0"):
                return body.split(b"\0", 5)[5].decode()
            place += length + 12
        raise Refused("nothing baked")
    if data.startswith(b"<"):
        found = ElementTree.fromstring(data).find("{https://purl.imsglobal.org/ob/v3p0}credential")
        return found.get("verify") or found.text
    return data.decode()


class Verifier:
    """``fetch(path)`` gives the bytes the issuer's host serves there."""

    def __init__(self, fetch, *, host):
        self.fetch, self.host = fetch, host

    def verify(self, data, *, now):
        """The credential, and one of valid, expired, suspended, revoked. Raises ``Refused``."""
        try:
            credential = self.read(text_in(data), now=now)
        except (
            jwt.InvalidTokenError,
            InvalidSignature,
            jsonld.JsonLdError,
            ValueError,
            ElementTree.ParseError,
        ) as error:
            raise Refused(type(error).__name__) from error
        entries = credential["credentialStatus"]
        entries = entries if isinstance(entries, list) else [entries]
        told = {entry["statusPurpose"] for entry in entries if self.bit(entry, now=now)}
        for purpose, state in (("revocation", "revoked"), ("suspension", "suspended")):
            if purpose in told:
                return credential, state
        over = "validUntil" in credential and credential["validUntil"] <= now.strftime("%Y-%m-%dT%H:%M:%SZ")
        return credential, "expired" if over else "valid"

    def read(self, text, *, now):
        """What a token or a document says, once its signature is proved."""
        return self.proved(json.loads(text)) if text.startswith("{") else self.signed(text, now=now)

    def method(self, name):
        """The key of a name, if the issuer's own document gives it for assertions."""
        controller, _hash, _name = name.partition("#")
        if controller != f"did:web:{self.host.replace(':', '%3A')}":
            raise Refused("another issuer")
        document = json.loads(self.fetch("/.well-known/did.json"))
        if document["id"] != controller or name not in document["assertionMethod"]:
            raise Refused("key is not the issuer's")
        (method,) = [one for one in document["verificationMethod"] if one["id"] == name]
        return method

    def proved(self, document):
        """The document, if its proof is that of eddsa-rdfc-2022 and every term of it was signed."""
        (proof,) = document["proof"]
        if (proof["cryptosuite"], proof["proofPurpose"]) != ("eddsa-rdfc-2022", "assertionMethod"):
            raise Refused("suite")
        said = {name: value for name, value in document.items() if name != "proof"}
        config = {name: value for name, value in proof.items() if name != "proofValue"}
        digest = digest_of({"@context": document["@context"], **config}) + digest_of(said)
        method = self.method(proof["verificationMethod"])
        key = Ed25519PublicKey.from_public_bytes(from_base58(method["publicKeyMultibase"][1:])[2:])
        key.verify(from_base58(proof["proofValue"][1:]), digest)
        issuer = document["issuer"] if isinstance(document["issuer"], str) else document["issuer"]["id"]
        if issuer != method["controller"]:
            raise Refused("claims")
        return document

    def signed(self, token, *, now):
        """The claims of a token whose key the issuer's own document names for assertions."""
        header = jwt.get_unverified_header(token)
        if set(header) != {"alg", "kid", "typ"} or header["alg"] != "RS256":
            raise Refused("header")
        method = self.method(header["kid"])
        key = jwt.PyJWK(method["publicKeyJwk"])
        wanted = {"verify_exp": False, "verify_nbf": False, "require": ["iss", "sub", "jti", "nbf"]}
        claims = jwt.decode(token, key, algorithms=["RS256"], options=wanted)
        issuer = claims["issuer"] if isinstance(claims["issuer"], str) else claims["issuer"]["id"]
        if not (issuer == claims["iss"] == method["controller"] and claims["jti"] == claims["id"]):
            raise Refused("claims")
        if claims["nbf"] > now.timestamp():
            raise Refused("not yet")
        return claims

    def bit(self, status, *, now):
        address = urlsplit(status["statusListCredential"])
        if address.netloc != self.host:
            raise Refused("status elsewhere")
        listed = self.read(self.fetch(unquote(address.path)).decode(), now=now)
        subject = listed["credentialSubject"]
        if (listed["id"], subject["statusPurpose"]) != (status["statusListCredential"], status["statusPurpose"]):
            raise Refused("another list")
        return bit_of(subject["encodedList"], int(status["statusListIndex"]))


def digest_of(document):
    """SHA-256 of what a document means."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": document_loader()}
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def from_base58(text):
    """The bytes of a number, and one zero byte for each «1» before it: one signature in 256 begins with one."""
    number = 0
    for symbol in text:
        number = number * 58 + BASE58.index(symbol)
    zeros = len(text) - len(text.lstrip(BASE58[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def bit_of(encoded, index):
    """The bit at ``index`` of a multibase base64url, gzipped bitstring, the left-most first."""
    if not re.fullmatch(r"u[\w-]+", encoded):
        raise Refused("multibase")
    packed = encoded[1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    if len(bits) * 8 < 131_072:
        raise Refused("short list")
    return int.from_bytes(bits) >> (len(bits) * 8 - 1 - index) & 1


def is_about(identity, value):
    """Whether a hashed identity is that of ``value``."""
    return identity["identityHash"] == "sha256$" + hashlib.sha256((value + identity["salt"]).encode()).hexdigest()
