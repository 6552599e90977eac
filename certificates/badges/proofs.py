"""A credential with a data integrity proof (``eddsa-rdfc-2022``) in it; the only module that knows openbadgeslib.

The proof signs what the terms mean, as the contexts define them; the library brings those contexts as files and fetches
nothing. The same credential, moment and key give the same proof.
"""

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from .issuer import key_id


def proved(credential, ring, *, now):
    """A copy of ``credential`` that carries its proof, as a list: Open Badges writes all sets so."""
    from openbadgeslib.ob3.ldp import add_data_integrity_proof  # noqa: PLC0415 -- heavy, and few processes ever sign

    pem = ring.ed25519.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    document = add_data_integrity_proof(credential, pem, key_id(ring.ed25519.public_key()), created=now)
    return {**document, "proof": [document["proof"]]}
