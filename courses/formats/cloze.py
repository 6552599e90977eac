"""Gaps within a text as Moodle writes them: ``{1:SHORTANSWER:=Рада#Так~%50%Дума}``."""

import re
from decimal import Decimal

from courses.questions.values import (
    ALL,
    NOTHING,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    ShortText,
    SingleChoice,
)

from .base import Trouble
from .texts import as_html, digits, number, one_line

START = re.compile(r"\{(\d{0,3}):([A-Z_]{1,20}):")
LAYOUTS = {"MULTICHOICE": ("MC", "", "V", "H"), "MULTIRESPONSE": ("MR", "", "H")}  # which is lost: we have one
CHOICES = {
    name: (MultipleChoice if whole == "MULTIRESPONSE" else SingleChoice, bool(mixed))
    for whole, (brief, *layouts) in LAYOUTS.items()
    for layout in layouts
    for mixed in ("", "S")
    for name in (f"{whole}_{layout}{mixed}".rstrip("_"), f"{brief}{layout}{mixed}")
}
SHORT, SHORT_CASE = {"SHORTANSWER", "SA", "MW"}, {"SHORTANSWER_C", "SAC", "MWC"}
NUMBERS = {"NUMERICAL", "NM"}
WEIGHT = re.compile(r"%(-?[\d.,]{1,12})%")
HIDDEN = {sign: chr(0xF600 + place) for place, sign in enumerate('~=#{}:/\\"')}
SHOWN = str.maketrans({hidden: sign for sign, hidden in HIDDEN.items()})
ESCAPE = re.compile(r'\\([~=#{}:/\\"])')
SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in '~#}\\"='})
LONGEST, LONGEST_TEXT = 20_000, 300_000  # characters of a gap, and of all


def take_apart(text, *, line):
    """(text with ``{{1}}`` …, gaps) of ``text``, which is HTML that nobody has sanitised yet."""
    if len(text) > LONGEST_TEXT:
        raise Trouble(line, "markup")
    hidden = ESCAPE.sub(lambda found: HIDDEN[found[1]], text)
    parts, gaps, place = [], [], 0
    while found := START.search(hidden, place):
        end = hidden.find("}", found.end())
        if end < 0 or end - found.end() > LONGEST:
            raise Trouble(line, "gap", found[0])
        gaps.append(_gap(found[1], found[2], hidden[found.end() : end], line=line))
        parts += [_own(hidden[place : found.start()]), f"{{{{{len(gaps)}}}}}"]
        place = end + 1
    return "".join([*parts, _own(hidden[place:])]), tuple(gaps)


def _own(text):
    """What stands between gaps: escapes as they were written, and nothing that looks like a gap of ours."""
    return apart(re.sub("[\uf600-\uf608]", lambda found: "\\" + found[0].translate(SHOWN), text))


def apart(text):
    """``text`` with ``{{`` written so that it is not taken for a gap."""
    return re.sub(r"\{(?=\{)", "{ ", text)


def _gap(points, kind, body, *, line):
    common = {"text": "", "points": Decimal(points or 1)}
    answers = [_answer(one, line=line) for one in body.split("~") if one.strip()]
    if kind in NUMBERS:
        return Numeric(answers=tuple(_number(*one, line=line) for one in answers if one[1] != "*"), **common)
    if kind in SHORT | SHORT_CASE:
        options = tuple(Option(text=one_line(text), share=share, feedback=note) for share, text, note in answers)
        return ShortText(answers=options, case_matters=kind in SHORT_CASE, **common)
    if kind not in CHOICES:
        raise Trouble(line, "gap", kind)
    options = tuple(
        Option(text=as_html(text, "html", line=line), share=share, feedback=note) for share, text, note in answers
    )
    choice, shuffle = CHOICES[kind]
    return choice(options=options, shuffle=shuffle, **common)


def _answer(text, *, line):
    """(share, text, feedback) of one answer."""
    text, share = text.strip(), NOTHING
    if text.startswith("="):
        text, share = text[1:].lstrip(), ALL
    if found := WEIGHT.match(text):
        text, share = text[found.end() :], number(found[1], line=line)
    text, _sign, note = text.partition("#")
    return share, text.translate(SHOWN).strip(), as_html(note.translate(SHOWN), "html", line=line)


def _number(share, text, note, *, line):
    value, _colon, off = text.partition(":")
    tolerance = abs(number(off, line=line)) if off.strip() else NOTHING
    return NumericOption(value=number(value, line=line), tolerance=tolerance, share=share, feedback=note)


def put_together(text, gaps):
    """``text`` with its gaps as Moodle reads them."""
    return re.sub(r"\{\{(\d{1,3})\}\}", lambda found: _written(gaps, int(found[1])) or found[0], text)


def _written(gaps, place):
    if not 0 < place <= len(gaps):
        return ""
    gap = gaps[place - 1]
    if isinstance(gap, Numeric):
        kind, texts = "NUMERICAL", [f"{digits(one.value)}:{digits(one.tolerance)}" for one in gap.answers]
        options = gap.answers
    elif isinstance(gap, ShortText):
        kind, options = "SHORTANSWER_C" if gap.case_matters else "SHORTANSWER", gap.answers
        texts = [_escaped(one.text) for one in options]
    else:
        kind, options = "MULTIRESPONSE" if gap.kind == "multiple" else "MULTICHOICE", gap.options
        kind += "_S" if gap.shuffle else ""
        texts = [_escaped(one.text) for one in options]
    answers = [
        f"%{digits(one.share)}%{text}{'#' + _escaped(one.feedback) if one.feedback else ''}"
        for one, text in zip(options, texts, strict=True)
    ]
    return f"{{{digits(gap.points)}:{kind}:{'~'.join(answers)}}}"


def _escaped(text):
    return text.translate(SPECIAL)
