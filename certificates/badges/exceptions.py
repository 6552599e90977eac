"""Why there are no badges now: a code, worded for whoever reads it."""

from django.utils.translation import gettext_lazy

from certificates.exceptions import Off

WORDS = {
    "not_set": gettext_lazy("No keys are set, so certificates have no badges."),
    "missing": gettext_lazy("The file of the keys is not there or cannot be read."),
    "damaged": gettext_lazy("The file of the keys holds something else than keys, or a key of a kind we do not use."),
    "incomplete": gettext_lazy("The file of the keys lacks a private key: one of RSA and one of Ed25519 must sign."),
}
ADVICE = {
    "not_set": gettext_lazy(
        "Set BADGE_KEYS_FILE and run “manage.py badge_keys --make”: docs/operations.md, section 8."
    ),
    "missing": gettext_lazy("Bring the file back from your backup, or let the account of the school read it."),
    "damaged": gettext_lazy("Bring the file back from your backup; do not make a new one, else issued badges fail."),
    "incomplete": gettext_lazy(
        "Run “manage.py badge_keys --rotate”: it makes new keys and keeps the former ones public."
    ),
}


class BadgesOff(Off):
    """Nothing can be signed now."""

    WORDS, ADVICE = WORDS, ADVICE
