"""What text a certificate can print: cleaned of what cannot be seen, refused when our fonts cannot draw it.

The drawing engine stops at a character without a glyph and lets bidirectional controls reorder a name, so every string
passes here first.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from .exceptions import CertificateTextError

FONTS = Path(__file__).parent / "typst" / "fonts"
BREAKABLE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
SHOWN = 5  # refused characters named in a message


def printable(text, *, field, limit, required=True):
    """``text`` as it will stand on paper: composed, single-spaced, free of control characters.

    Raises ``CertificateTextError`` when it is empty, longer than ``limit``, or holds a character our fonts lack.
    """
    text = unicodedata.normalize("NFC", visible(text)).strip()
    if required and not text.strip("\u00a0\u202f"):
        raise CertificateTextError(field, "empty")
    if len(text) > limit:
        raise CertificateTextError(field, "too_long", given=len(text), limit=limit)
    if strangers := sorted(set(text) - repertoire()):
        shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in strangers[:SHOWN])
        raise CertificateTextError(field, "no_glyph", characters=shown)
    return text


def visible(text):
    """Runs of white space become one space; controls, bidirectional marks, joiners and lone surrogates go."""
    text = BREAKABLE_SPACE.sub(" ", text)
    seen = "".join(character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    return BREAKABLE_SPACE.sub(" ", seen)


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
