"""What a certificate looks like (template), who gets it (rule), who waits for it, and what it says for ever."""

from .records import Certificate, FrozenPicture, pdf_path, private_storage
from .rules import CertificateRule, PendingCertificate
from .templates import CertificateTemplate

__all__ = [
    "Certificate",
    "CertificateRule",
    "CertificateTemplate",
    "FrozenPicture",
    "PendingCertificate",
    "pdf_path",
    "private_storage",
]
