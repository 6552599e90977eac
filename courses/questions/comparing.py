"""Whether a text or a number is the one that was meant, however its apostrophes, spaces and commas are written."""

import re
import unicodedata
from decimal import Decimal

APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ‘`´′＇ʹ", "’"))
MINUSES = str.maketrans(dict.fromkeys("−–‒", "-"))
NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})(e[+-]?\d{1,2})?", re.IGNORECASE)
STAR = re.compile(r"(?<!\\)\*")


def folded(text, *, case_matters=False):
    """``text`` with one kind of apostrophe and single spaces, in one case unless it matters."""
    text = " ".join(unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).split()).translate(APOSTROPHES)
    return text if case_matters else text.casefold()


def is_like(text, pattern, *, case_matters=False):
    """Whether ``text`` is what ``pattern`` says; ``*`` in it stands for anything, ``\\*`` for a star."""
    text = folded(text, case_matters=case_matters)
    pieces = [folded(part, case_matters=case_matters).replace("\\*", "*") for part in STAR.split(pattern)]
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def split_number(text):
    """(number, what is written after it): ``12,5 км`` is 12.5 and «км». The number is None where there is none."""
    text = " ".join(text.split()).translate(MINUSES)
    digits = re.match(r"[-+\d.,\s]*(?:(?<=\d)[eE][+-]?\d{1,2}(?!\w))?", text)[0]
    return _number(digits), text[len(digits) :].strip()


def _number(digits):
    """With both a comma and a point, the last one begins the fraction and the others part thousands."""
    digits = re.sub(r"\s", "", digits)
    mark = max(digits.rfind(","), digits.rfind("."))
    if mark >= 0:
        kept = digits[mark]
        others = digits[:mark].replace("." if kept == "," else ",", "")
        digits = f"{others}.{digits[mark + 1 :]}"
    return Decimal(digits) if NUMBER.fullmatch(digits) else None
