"""What an answer earns, by kind: a share in percent, exact. Reads no database and no clock.

An answer is plain JSON: places of options for a choice, true or false, a text, ``{"number", "unit"}`` as typed, a match
for each prompt, items in the order given, an answer for each gap. None is no answer.
"""

from decimal import Decimal

from .comparing import folded, is_like, split_number
from .values import ALL, NOTHING, Scoring


def share_of(question, given):
    """From -100 to 100 percent of the question's points, or None where a trainer has to read first."""
    if is_empty(given):
        return NOTHING
    return bounded(SHARES[question.kind](question, given))


def is_empty(given):
    """Whether nothing was answered; «false» is an answer."""
    return given is None or given == "" or given == []


def bounded(share):
    return share if share is None else min(ALL, max(-ALL, share))


def is_right_option(option):
    return option.share > 0


def _single(question, given):
    return question.options[given[0]].share


def _multiple(question, given):
    chosen = set(given)
    if question.scoring == Scoring.EXACT:
        right = {place for place, option in enumerate(question.options) if is_right_option(option)}
        return ALL if chosen == right else NOTHING
    # Sorted, since thirds are rounded: added in another order they make another last digit.
    earned = sum(sorted(question.options[place].share for place in chosen), NOTHING)
    return earned if question.scoring == Scoring.NEGATIVE else max(NOTHING, earned)


def _truefalse(question, given):
    return ALL if given is question.right else NOTHING


def matched(question, given):
    """The answer of a short text or a number that ``given`` is, the best where it is several, or None."""
    fits = _same_number if question.kind == "numeric" else _same_text
    return max((answer for answer in question.answers if fits(question, answer, given)), key=_worth, default=None)


def _worth(answer):
    """A fuller pattern goes before one of stars alone, so that its feedback is the one that is shown."""
    return answer.share, len(getattr(answer, "text", "").replace("*", ""))


def _same_text(question, answer, given):
    return is_like(given, answer.text, case_matters=question.case_matters)


def _same_number(question, answer, given):
    number = in_unit_of_answer(question, given)
    return number is not None and abs(number - answer.value) <= answer.tolerance


def in_unit_of_answer(question, given):
    """The number given, in the unit of the right answer; None without a number, or with a unit that is not known."""
    number, written = split_number(given["number"])
    name = given.get("unit") or written
    if number is None or (question.unit_needed and question.units and not name):
        return None
    if not name:
        return number
    factors = {folded(unit.name, case_matters=True): unit.factor for unit in question.units}
    factor = factors.get(folded(name, case_matters=True))
    return None if factor is None else number * factor


def _matched_share(question, given):
    answer = matched(question, given)
    return answer.share if answer else NOTHING


def _matching(question, given):
    right = sum(pair.match == match for pair, match in zip(question.pairs, given, strict=True))
    return ALL * right / len(question.pairs)


def _ordering(question, given):
    right = sum(item == placed for item, placed in zip(question.items, given, strict=True))
    return ALL * right / len(question.items)


def _cloze(question, given):
    """Each gap weighs as much as its points."""
    whole = sum((gap.points for gap in question.gaps), NOTHING)
    earned = sum(
        (gap.points * share_of(gap, answer) for gap, answer in zip(question.gaps, given, strict=True)), NOTHING
    )
    return earned / whole if whole else NOTHING


def _essay(question, given):
    return None if given.strip() else NOTHING


def _description(question, given):
    return NOTHING


SHARES = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "short": _matched_share,
    "numeric": _matched_share,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "description": _description,
}


def points_of(question, share):
    """Points that a share is worth, exact to a hundred-thousandth."""
    return None if share is None else (question.points * share / ALL).quantize(Decimal("0.00001"))


def right_answer(question):
    """An answer that earns most; None where there is no right one."""
    match question.kind:
        case "single":
            return [max(range(len(question.options)), key=lambda place: question.options[place].share)]
        case "multiple":
            return [place for place, option in enumerate(question.options) if is_right_option(option)]
        case "truefalse":
            return question.right
        case "short":
            return max(question.answers, key=_worth).text
        case "numeric":
            unit = next((unit.name for unit in question.units if unit.factor == 1), "")
            best = max(question.answers, key=lambda answer: answer.share)
            return {"number": f"{best.value:f}", "unit": unit}
        case "matching":
            return [pair.match for pair in question.pairs]
        case "ordering":
            return list(question.items)
        case "cloze":
            return [right_answer(gap) for gap in question.gaps]
    return None
