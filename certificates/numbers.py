"""Numbers of certificates, such as 7K4M-92QX-3HTC: impossible to guess, safe to read aloud and to copy from paper.

Eleven random symbols (55 bits: with 10,000 certificates issued, one guess in 3.6 × 10¹² hits) and one check symbol.
The check symbol makes a sum over GF(32) come out right: Σ αⁱ·vᵢ = SUM, with a different weight αⁱ for each place. In
a field no product of non-zero factors is zero, so every wrong symbol and every swap of two symbols changes the sum.
"""

import re
import secrets
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread, or spell words
LENGTH = 12
GROUP = 4
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
FIELD_POLYNOMIAL = 0b100101  # x⁵ + x² + 1 is primitive: the powers of x, our weights, differ for 31 places
SUM = 30  # not zero, so that 0000-0000-0000 is no number; 7K4M-92QX-3HTC, the example in our texts, is one

LATIN_FOR_CYRILLIC = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
DIGITS_FOR_LETTERS = str.maketrans("OIL", "011")
SEPARATORS = re.compile(r"[\s\u2212_.·]")
ISSUED = re.compile(r"\W*[^\W\d_]{2,8}[\W_]*20\d\d[\W_]*")  # whose it is and of what year, before the number itself


class NumberError(ValueError):
    """The text is not the number of a certificate; the message says why, to the person who typed it."""


def new_number():
    """A fresh random number. Uniqueness is the database's promise, not this function's."""
    values = [secrets.randbelow(len(ALPHABET)) for _place in range(LENGTH - 1)]
    values.append(SUM ^ _times_x(_weighted_sum(values)))
    return _grouped("".join(ALPHABET[value] for value in values))


def full(number, *, prefix, year):
    """The number as a certificate bears it: SSCA-2026-7K4M-92QX-3HTC. Only what ``number`` says is unguessable."""
    return f"{prefix}-{year}-{number}" if prefix else number


def normalize(text):
    """The number somebody typed, with or without prefix and year: groups, Latin capitals, confusable letters put right.

    Raises ``NumberError`` when that cannot be a number we issued.
    """
    typed = _visible(text)
    symbols = _symbols(typed)
    if len(symbols) > LENGTH and (issued := ISSUED.match(typed)):
        symbols = _symbols(typed[issued.end() :])
    if not symbols:
        raise NumberError(_("Enter the number of the certificate, such as 7K4M-92QX-3HTC."))
    if strangers := sorted(set(symbols) - VALUES.keys()):
        raise NumberError(_("A number has no such symbols: %(symbols)s.") % {"symbols": " ".join(strangers[:LENGTH])})
    if len(symbols) != LENGTH:
        raise NumberError(_wrong_length(len(symbols)))
    if _weighted_sum([VALUES[symbol] for symbol in symbols]) != SUM:
        raise NumberError(_("A symbol is wrong, or two are swapped. Check the number against the certificate."))
    return _grouped(symbols)


def _wrong_length(given):
    return ngettext(
        "A number has 12 symbols, and here there is %(given)d.",
        "A number has 12 symbols, and here there are %(given)d.",
        given,
    ) % {"given": given}


def _visible(text):
    """Capitals, digits and what stands between them, without the number sign and invisible characters."""
    text = unicodedata.normalize("NFKC", text.replace("№", "")).upper()
    return "".join(symbol for symbol in text if unicodedata.category(symbol) != "Cf")


def _symbols(text):
    """Capitals and digits alone: spaces and dashes of any kind are left out."""
    shown = (symbol for symbol in SEPARATORS.sub("", text) if unicodedata.category(symbol) not in {"Pd", "Cc"})
    return "".join(shown).translate(LATIN_FOR_CYRILLIC).translate(DIGITS_FOR_LETTERS)


def _grouped(symbols):
    return "-".join(symbols[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _weighted_sum(values):
    """Horner's rule in GF(32), where adding is XOR."""
    total = 0
    for value in values:
        total = _times_x(total) ^ value
    return total


def _times_x(value):
    value <<= 1
    return value ^ FIELD_POLYNOMIAL if value & len(ALPHABET) else value
