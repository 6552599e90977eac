"""What text a certificate can print: cleaned of what cannot be seen, refused when our fonts cannot draw it.

The drawing engine stops at a character without a glyph and lets bidirectional controls reorder a name, so every string
passes here first.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "typst" / "fonts"
BREAKABLE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
SHOWN = 5  # refused characters named in a message

LABELS = {
    "acknowledgement": gettext_lazy("funder’s acknowledgement"),
    "details": gettext_lazy("details"),
    "issued_label": gettext_lazy("note under the date"),
    "issued_on": gettext_lazy("date of issue"),
    "issuer": gettext_lazy("issuer"),
    "lead": gettext_lazy("statement"),
    "logo": gettext_lazy("logo"),
    "logos": gettext_lazy("logo"),
    "number": gettext_lazy("number"),
    "place": gettext_lazy("place"),
    "recipient": gettext_lazy("name of the recipient"),
    "signatories": gettext_lazy("signature"),
    "signature": gettext_lazy("picture of the signature"),
    "subject": gettext_lazy("course or event"),
    "title": gettext_lazy("title"),
    "verify_label": gettext_lazy("note beside the address"),
    "verify_url": gettext_lazy("address for verification"),
}


class CertificateTextError(ValueError):
    """A field cannot be printed; the message names the field and the reason, to the person who can change it."""

    def __init__(self, field, reason):
        self.field = field
        message = _("%(field)s: %(reason)s") % {"field": str(LABELS[field]), "reason": reason}
        super().__init__(message[:1].upper() + message[1:])


def printable(text, *, field, limit, required=True):
    """``text`` as it will stand on paper: composed, single-spaced, free of control characters.

    Raises ``CertificateTextError`` when it is empty, longer than ``limit``, or holds a character our fonts lack.
    """
    text = unicodedata.normalize("NFC", _visible(text)).strip()
    if required and not text.strip("\u00a0\u202f"):
        raise CertificateTextError(field, _("there is no text."))
    if len(text) > limit:
        raise CertificateTextError(field, _too_long(len(text), limit))
    if strangers := sorted(set(text) - repertoire()):
        shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in strangers[:SHOWN])
        raise CertificateTextError(
            field, _("these characters cannot be printed: %(characters)s.") % {"characters": shown}
        )
    return text


def _visible(text):
    """Runs of white space become one space; controls, bidirectional marks, joiners and lone surrogates go."""
    text = BREAKABLE_SPACE.sub(" ", text)
    seen = "".join(character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    return BREAKABLE_SPACE.sub(" ", seen)


def _too_long(given, limit):
    return ngettext(
        "the text has %(given)d character, and there is room for %(limit)d.",
        "the text has %(given)d characters, and there is room for %(limit)d.",
        given,
    ) % {"given": given, "limit": limit}


@lru_cache(maxsize=1)
def repertoire():
    """Every character that one of our families has in both weights."""
    return frozenset().union(*(_regular_and_bold(family) for family in ("Arsenal", "NotoSans")))


def _regular_and_bold(family):
    regular, bold = (_characters(FONTS / f"{family}-{weight}.ttf") for weight in ("Regular", "Bold"))
    return regular & bold


def _characters(path):
    with TTFont(path, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}
