"""What stands between the braces of a GIFT question."""

import re

from courses.questions.markup import plain
from courses.questions.values import (
    ALL,
    NOTHING,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .base import MOST_ANSWERS, Trouble
from .gift_blocks import form_of, shown
from .texts import as_html, number, one_line

LONGEST = 300_000  # characters of one question
BLANK = "_____"
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
WEIGHT = re.compile(r"\s*%([^%\n]*)%")
ARROW = "->"


def question_of(block):
    """The question of ``block``; raises ``Trouble``."""
    if len(block.text) > LONGEST or sum(block.text.count(sign) for sign in "=~") > MOST_ANSWERS:
        raise Trouble(block.line, "too_many")
    opens, closes = block.text.find("{"), block.text.find("}")
    if opens == closes == -1:
        return Description(text=_text(block, block.text), **_common(block))
    if not 0 <= opens < closes or block.text.count("{") > 1 or block.text.count("}") > 1:
        raise Trouble(block.line_at(max(opens, 0)), "braces")
    before, after = block.text[:opens].rstrip(), block.text[closes + 1 :].strip()
    text = f"{before} {BLANK} {after}" if after else before
    if after and after[0] in ".,;:!?)":
        text = f"{before} {BLANK}{after}"
    body, _sign, general = block.text[opens + 1 : closes].partition("####")
    common = {
        "text": _text(block, text),
        "feedback": _rich(block, general, block.line_at(opens + 1 + len(body))),
        **_common(block),
    }
    return _asked(block, body, opens + 1, common)


def _common(block):
    return {"name": block.name, "category": block.category, "idnumber": block.idnumber, "tags": block.tags}


def _text(block, text):
    """Text of the question, whose format the block has taken off already."""
    return as_html(shown(text), block.form, line=block.line)


def _rich(block, text, line):
    form, text = form_of(text, block.form)
    return as_html(shown(text), form, line=line)


def _asked(block, body, place, common):
    inside = body.strip()
    if not inside:
        return Essay(**common)
    if inside.startswith("#"):
        start = body.index("#") + 1
        return Numeric(answers=tuple(_numbers(block, body[start:], place + start)), **common)
    head, *notes = [part.strip() for part in inside.split("#")]
    if head.upper() in TRUTH:
        wrong, good = [_rich(block, note, block.line_at(place)) for note in [*notes, "", ""][:2]]
        right = TRUTH[head.upper()]
        told = (
            {"feedback_true": good, "feedback_false": wrong}
            if right
            else {"feedback_true": wrong, "feedback_false": good}
        )
        return TrueFalse(right=right, **told, **common)
    return _listed(block, list(_answers(block, body, place)), common)


def _answers(block, body, place):
    """(sign, text, line) of each answer."""
    if body.strip()[0] not in "=~":
        raise Trouble(block.line_at(place + len(body) - len(body.lstrip())), "sign")
    for found in re.finditer(r"([=~])([^=~]*)", body):
        yield found[1], found[2].strip(), block.line_at(place + found.start())


def _listed(block, answers, common):
    signs = {sign for sign, _text, _line in answers}
    if signs == {"="} and all(ARROW in text for _sign, text, _line in answers):
        return _matching(block, answers, common)
    if signs == {"="}:
        return ShortText(answers=tuple(_option(block, *answer, rich=False) for answer in answers), **common)
    options = tuple(_option(block, *answer, rich=True) for answer in answers)
    return (SingleChoice if "=" in signs else MultipleChoice)(options=options, **common)


def _matching(block, answers, common):
    pairs, others = [], []
    for _sign, text, line in answers:
        prompt, _arrow, match = text.partition(ARROW)
        prompt, match = _rich(block, prompt, line), one_line(shown(match))
        if prompt and match:
            pairs.append(Pair(prompt=prompt, match=match))
        elif match:
            others.append(match)
        elif prompt:
            block.notes.append((line, "pair", plain(prompt)))
    return Matching(pairs=tuple(pairs), distractors=tuple(others), **common)


def _option(block, sign, text, line, *, rich):
    share = ALL if sign == "=" else NOTHING
    if found := WEIGHT.match(text):
        share, text = number(found[1], line=line), text[found.end() :]
    text, _sign, feedback = text.partition("#")
    text = _rich(block, text, line) if rich else one_line(shown(form_of(text, "plain")[1]))
    if not text:
        raise Trouble(line, "no_answers")
    return Option(text=text, share=share, feedback=_rich(block, feedback, line))


def _numbers(block, body, place):
    if "=" not in body and "~" not in body:
        yield _number(block, ALL, body, block.line_at(place))
        return
    if body.strip()[0] not in "=~":
        raise Trouble(block.line_at(place), "sign")
    for found in re.finditer(r"([=~])([^=~]*)", body):
        line, text = block.line_at(place + found.start()), found[2]
        share = ALL if found[1] == "=" else NOTHING
        if weight := WEIGHT.match(text):
            share, text = number(weight[1], line=line), text[weight.end() :]
        value, _sign, note = text.partition("#")
        if found[1] == "~" and value.strip() in ("", "*"):
            if note.strip():
                block.notes.append((line, "other", ""))
        else:
            yield _number(block, share, text, line)


def _number(block, share, text, line):
    text, _sign, feedback = text.partition("#")
    if ".." in text:
        low, high = (number(part, line=line) for part in text.split("..", 1))
        value, tolerance = (low + high) / 2, abs(high - low) / 2
    else:
        value, _colon, off = text.partition(":")
        value, tolerance = number(value, line=line), abs(number(off, line=line)) if off.strip() else NOTHING
    return NumericOption(value=value, tolerance=tolerance, share=share, feedback=_rich(block, feedback, line))
