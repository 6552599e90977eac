"""A verifier of badges that knows nothing of ours: standards, PyJWT, and what the school serves to anybody.

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


class Refused(Exception):
    """The file proves nothing; says why."""


def token_in(data):
    """What is baked into a picture, or the text itself."""
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
        return ElementTree.fromstring(data).find("{https://purl.imsglobal.org/ob/v3p0}credential").get("verify")
    return data.decode()


class Verifier:
    """``fetch(path)`` gives the bytes the issuer's host serves there."""

    def __init__(self, fetch, *, host):
        self.fetch, self.host = fetch, host

    def verify(self, data, *, now):
        """The credential, and one of valid, expired, revoked. Raises ``Refused``."""
        try:
            credential = self.signed(token_in(data), now=now)
        except (jwt.InvalidTokenError, UnicodeDecodeError, ElementTree.ParseError) as error:
            raise Refused(type(error).__name__) from error
        if self.bit(credential["credentialStatus"], now=now):
            return credential, "revoked"
        over = "validUntil" in credential and credential["validUntil"] <= now.strftime("%Y-%m-%dT%H:%M:%SZ")
        return credential, "expired" if over else "valid"

    def signed(self, token, *, now):
        """The claims of a token whose key the issuer's own document names for assertions."""
        header = jwt.get_unverified_header(token)
        if set(header) != {"alg", "kid", "typ"} or header["alg"] != "RS256":
            raise Refused("header")
        controller, _hash, _name = header["kid"].partition("#")
        if controller != f"did:web:{self.host.replace(':', '%3A')}":
            raise Refused("another issuer")
        document = json.loads(self.fetch("/.well-known/did.json"))
        if document["id"] != controller or header["kid"] not in document["assertionMethod"]:
            raise Refused("key is not the issuer's")
        (method,) = [one for one in document["verificationMethod"] if one["id"] == header["kid"]]
        key = jwt.PyJWK(method["publicKeyJwk"])
        wanted = {"verify_exp": False, "verify_nbf": False, "require": ["iss", "sub", "jti", "nbf"]}
        claims = jwt.decode(token, key, algorithms=["RS256"], options=wanted)
        issuer = claims["issuer"] if isinstance(claims["issuer"], str) else claims["issuer"]["id"]
        if not (issuer == claims["iss"] == controller and claims["jti"] == claims["id"]):
            raise Refused("claims")
        if claims["nbf"] > now.timestamp():
            raise Refused("not yet")
        return claims

    def bit(self, status, *, now):
        address = urlsplit(status["statusListCredential"])
        if address.netloc != self.host:
            raise Refused("status elsewhere")
        listed = self.signed(self.fetch(unquote(address.path)).decode(), now=now)
        subject = listed["credentialSubject"]
        if (listed["id"], subject["statusPurpose"]) != (status["statusListCredential"], status["statusPurpose"]):
            raise Refused("another list")
        return bit_of(subject["encodedList"], int(status["statusListIndex"]))


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
