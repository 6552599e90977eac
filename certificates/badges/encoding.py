"""How keys, tokens and lists are written in text: base64url, base58, JSON Web Keys, multikeys."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # its multicodec


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base58(data):
    """As Bitcoin writes it: leading zero bytes are ones."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def jwk(key):
    """A public key as JSON Web Key, without a name."""
    if isinstance(key, RSAPublicKey):
        numbers = key.public_numbers()
        return {"kty": "RSA", "n": _big(numbers.n), "e": _big(numbers.e)}
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(_raw(key))}


def _big(number):
    return base64url(number.to_bytes((number.bit_length() + 7) // 8))


def _raw(key):
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def multikey(key):
    """An Ed25519 key as ``z6Mk…``."""
    return "z" + base58(ED25519 + _raw(key))


def key_name(key):
    """By which name a key is known within our documents: it follows from the key, so nobody has to choose one.

    An Ed25519 key is its own name; an RSA key has its thumbprint (RFC 7638).
    """
    if isinstance(key, RSAPublicKey):
        return base64url(hashlib.sha256(json.dumps(jwk(key), sort_keys=True, separators=(",", ":")).encode()).digest())
    return multikey(key)
