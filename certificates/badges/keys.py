"""The school's keys for badges: one PEM file, named by ``BADGE_KEYS_FILE``. Private keys are never in the database.

Its private keys sign, the first of each kind; its public ones signed formerly, and stay so that what they signed can be
verified for ever. RSA signs JSON Web Tokens, Ed25519 signs data integrity proofs: that is what verifiers accept.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from .exceptions import BadgesOff

BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----\n?", re.DOTALL)
RSA_BITS = 3072
SHORTEST = 2048


@dataclass(frozen=True)
class KeyRing:
    """The keys that sign, and the public halves of all there ever were, the newest first."""

    rsa: RSAPrivateKey
    ed25519: Ed25519PrivateKey
    public: tuple


def key_ring():
    """The keys in force. Raises ``BadgesOff`` when there are none that could sign."""
    if not settings.BADGE_KEYS_FILE:
        raise BadgesOff("not_set")
    path = Path(settings.BADGE_KEYS_FILE)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise BadgesOff("missing") from error


def badges_are_on():
    """Whether a badge can be made now."""
    try:
        key_ring()
    except BadgesOff:
        return False
    return True


@lru_cache(maxsize=2)
def _read(path, _changed):
    """The file's keys; read again when it changes, so that a rotation needs no restart."""
    return parsed(path.read_bytes())


def parsed(pem):
    """The key ring of a file's bytes. Raises ``BadgesOff``."""
    private, public = [], []
    try:
        for block in BLOCK.finditer(pem):
            if b"PRIVATE" in block[1]:
                private.append(load_pem_private_key(block[0], password=None))
                public.append(private[-1].public_key())
            else:
                public.append(load_pem_public_key(block[0]))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadgesOff("damaged") from error
    if not all(_is_of_ours(key) for key in public):
        raise BadgesOff("damaged")
    rsa, ed25519 = _first(private, RSAPrivateKey), _first(private, Ed25519PrivateKey)
    if rsa is None or ed25519 is None:
        raise BadgesOff("incomplete")
    return KeyRing(rsa=rsa, ed25519=ed25519, public=tuple(public))


def _first(keys, kind):
    return next((key for key in keys if isinstance(key, kind)), None)


def _is_of_ours(key):
    return isinstance(key, Ed25519PublicKey) or (isinstance(key, RSAPublicKey) and key.key_size >= SHORTEST)


def new_file(former=b""):
    """The bytes of a file with new keys; those of the ``former`` one keep only their public halves."""
    new = (generate_private_key(65537, RSA_BITS), Ed25519PrivateKey.generate())
    signing = [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) for key in new]
    return b"".join(signing + [_public_pem(block) for block in BLOCK.finditer(former)])


def _public_pem(block):
    if b"PRIVATE" not in block[1]:
        return block[0]
    key = load_pem_private_key(block[0], password=None).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
