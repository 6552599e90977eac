"""What a certificate looks like, who gets it, who waits for it, lists of them, and what it says for ever."""

from .badges import Badge
from .mails import CertificateMail
from .pending import PendingCertificate
from .records import Certificate, FormerFile, FrozenPicture, Role, Shown, State, pdf_path, private_storage
from .rules import CertificateRule
from .runs import IssueRun, IssueRunRow
from .signatures import Signature
from .sources import SOURCE
from .templates import LOGOS, SIGNATORIES, CertificateTemplate

__all__ = [
    "LOGOS",
    "SIGNATORIES",
    "SOURCE",
    "Badge",
    "Certificate",
    "CertificateMail",
    "CertificateRule",
    "CertificateTemplate",
    "FormerFile",
    "FrozenPicture",
    "IssueRun",
    "IssueRunRow",
    "PendingCertificate",
    "Role",
    "Shown",
    "Signature",
    "State",
    "pdf_path",
    "private_storage",
]
