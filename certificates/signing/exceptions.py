"""Why PDFs are not signed now: a code, worded for whoever reads it."""

from django.utils.translation import gettext_lazy

from certificates.exceptions import Off

WORDS = {
    "not_set": gettext_lazy("No key is set, so certificates are not signed."),
    "missing": gettext_lazy("The file of the key is not there or cannot be read."),
    "damaged": gettext_lazy("The file of the key is not a PKCS#12 file."),
    "password": gettext_lazy("The password does not open the file of the key."),
    "incomplete": gettext_lazy("The file lacks the private key or the certificate that belongs to it."),
    "kind": gettext_lazy("The key is of a kind that PDF readers do not take."),
    "weak": gettext_lazy("The key is too short to be trusted."),
    "usage": gettext_lazy("The certificate of the key is not made for signatures."),
    "not_yet": gettext_lazy("The certificate of the key does not hold yet."),
    "expired": gettext_lazy("The certificate of the key has expired."),
    "unprintable": gettext_lazy("The name in the certificate of the key cannot be printed."),
    "unproved": gettext_lazy("What was signed did not pass the check afterwards, so it was thrown away."),
    "stamp_away": gettext_lazy("The time-stamp server does not answer."),
    "stamp_wrong": gettext_lazy("The time-stamp server answers with something that proves no time."),
    "fault": gettext_lazy("A fault of the program; the operator’s log says more."),
}
_NEW_KEY = gettext_lazy("Make or order a new key and set it: docs/operations.md, section 9.")
_STAMPS = gettext_lazy(
    "It is tried again every hour. If it stays away, set another SIGNING_STAMP_URL, or none, and sign now."
)
ADVICE = {
    "not_set": gettext_lazy("Set SIGNING_KEY_FILE and SIGNING_KEY_PASSWORD: docs/operations.md, section 9."),
    "missing": gettext_lazy("Bring the file back from your backup, or let the account of the school read it."),
    "damaged": gettext_lazy("SIGNING_KEY_FILE must name a file that ends in .p12 or .pfx, whole."),
    "password": gettext_lazy("Put the right one into SIGNING_KEY_PASSWORD and restart."),
    "incomplete": gettext_lazy("Export key and certificate into one file again: docs/operations.md, section 9."),
    "kind": gettext_lazy("Use an elliptic key (P-256, P-384, P-521) or RSA."),
    "weak": gettext_lazy("Use an elliptic key of 256 bits, or RSA of 3072; RSA of less than 2048 is refused."),
    "usage": _NEW_KEY,
    "not_yet": gettext_lazy("Look at the clock of this machine, or wait."),
    "expired": _NEW_KEY,
    "unprintable": gettext_lazy("Set SIGNING_VISIBLE to no, or use a certificate with a shorter name."),
    "unproved": gettext_lazy("Ask the operator to look into the log."),
    "stamp_away": _STAMPS,
    "stamp_wrong": _STAMPS,
    "fault": gettext_lazy("Ask the operator to look into the log."),
}


class SigningOff(Off):
    """Nothing can be signed now, or not as the settings want it."""

    WORDS, ADVICE = WORDS, ADVICE
