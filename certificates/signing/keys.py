"""The school's key for PDFs: a PKCS#12 file, named by ``SIGNING_KEY_FILE``, opened with ``SIGNING_KEY_PASSWORD``.

Neither is ever in the database, so a backup cannot sign.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from cryptography.x509 import ExtensionNotFound, KeyUsage
from cryptography.x509.oid import NameOID
from django.conf import settings

from .exceptions import SigningOff

CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
SHORTEST_RSA, SHORTEST_CURVE = 2048, 256  # bits
DER = b"\x30"  # how a PKCS#12 file begins


@dataclass(frozen=True)
class SigningKey:
    """What signs, whose it is and for how long."""

    file: bytes = field(repr=False)
    password: bytes = field(repr=False)
    name: str
    issuer: str
    kind: str
    not_before: datetime
    not_after: datetime
    sha256: str  # of its certificate, by which a reader recognizes it


def signing_is_on():
    """Whether the school means to sign; the key may still be missing or wrong."""
    return bool(settings.SIGNING_KEY_FILE)


def signing_key(*, now):
    """The key in force. Raises ``SigningOff`` when there is none that may sign at ``now``."""
    if not signing_is_on():
        raise SigningOff("not_set")
    path = Path(settings.SIGNING_KEY_FILE)
    try:
        key = _read(path, path.stat().st_mtime_ns, settings.SIGNING_KEY_PASSWORD)
    except OSError as error:
        raise SigningOff("missing") from error
    if now < key.not_before:
        raise SigningOff("not_yet")
    if now >= key.not_after:
        raise SigningOff("expired")
    return key


@lru_cache(maxsize=2)
def _read(path, _changed, password):
    """The file's key; read again when it changes, so that a renewal needs no restart."""
    return parsed(path.read_bytes(), password)


def parsed(data, password):
    """The key in the bytes of a PKCS#12 file. Raises ``SigningOff``."""
    secret = password.encode() or None
    try:
        private, certificate, _others = load_key_and_certificates(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningOff("password" if data.startswith(DER) else "damaged") from error
    if private is None or certificate is None or private.public_key() != certificate.public_key():
        raise SigningOff("incomplete")
    _refuse_other_usage(certificate)
    return SigningKey(
        file=data,
        password=secret,
        name=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        kind=_kind(private),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(SHA256()).hex(),
    )


def _kind(private):
    """How long and of which kind, in a word. Raises ``SigningOff``."""
    if isinstance(private, RSAPrivateKey):
        if private.key_size < SHORTEST_RSA:
            raise SigningOff("weak")
        return f"RSA {private.key_size}"
    if isinstance(private, EllipticCurvePrivateKey):
        if private.key_size < SHORTEST_CURVE:
            raise SigningOff("weak")
        if name := CURVES.get(private.curve.name):
            return name
    raise SigningOff("kind")


def _refuse_other_usage(certificate):
    """A certificate that says what it is for must say signatures."""
    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise SigningOff("usage")


def _name(subject):
    """The name that people read: of the organization or person, else all there is."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := subject.get_attributes_for_oid(kind):
            return found[0].value[:150]
    return subject.rfc4514_string()[:150]
