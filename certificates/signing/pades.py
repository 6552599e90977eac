"""A PDF with a PAdES signature in it; the only module that knows pyHanko.

The signature certifies the file: whatever is changed after it, also by adding to the file, breaks it. Its field is
invisible, because the box that readers draw for it has neither embedded fonts nor tags: the file would be no archive.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from .exceptions import SigningOff

FIELD = "Signature"
PATIENCE = 10  # seconds that a time-stamp server has to answer


@dataclass(frozen=True)
class Signed:
    """The bytes, and when a time-stamp server saw them, if one was asked."""

    pdf: bytes
    stamped_at: datetime | None


def sign(pdf, key, *, stamp_url=""):
    """``pdf`` signed with ``key`` and read back. Raises ``SigningOff``. Other bytes at each call: keep them."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- heavy; few processes sign
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf  # noqa: PLC0415
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415

    said = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf + b"\n"))  # archives want each object on a line of its own
    try:
        out = sign_pdf(writer, said, signer=_signer(key), timestamper=_stamper(stamp_url))
    except TimestampRequestError as error:
        raise SigningOff("stamp_away") from error
    return _proved(out.getvalue(), key, stamped=bool(stamp_url))


@lru_cache(maxsize=2)
def _signer(key):
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415

    return SimpleSigner.load_pkcs12_data(key.file, other_certs=[], passphrase=key.password)


@lru_cache(maxsize=2)
def _stamper(url):
    """Kept, because it asks the server once for the size of its answers."""
    from pyhanko.sign.timestamps import HTTPTimeStamper  # noqa: PLC0415

    return HTTPTimeStamper(url, timeout=PATIENCE) if url else None


def _proved(pdf, key, *, stamped):
    """Whoever trusts the key is another matter: here it is ours, and it covers all of the file."""
    status = check(pdf, key)
    whole = status.intact and status.valid and status.docmdp_ok and status.coverage.name == "ENTIRE_FILE"
    if not (whole and status.signing_cert.sha256.hex() == key.sha256):
        raise SigningOff("unproved")
    stamp = status.timestamp_validity
    if stamped and not (stamp and stamp.intact and stamp.valid):
        raise SigningOff("stamp_wrong")
    return Signed(pdf=pdf, stamped_at=stamp.timestamp if stamped else None)


def check(pdf, key):
    """What pyHanko finds out about the one signature of ``pdf``, trusting nobody but ``key``."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    (found,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(
        found, ValidationContext(trust_roots=[_signer(key).signing_cert], allow_fetching=False)
    )
