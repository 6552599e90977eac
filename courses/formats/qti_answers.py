"""What interactions of a QTI item ask, and which answers their responses declare as right; for an item or a gap."""

from decimal import Decimal

from courses.questions.markup import plain
from courses.questions.values import (
    ALL,
    NOTHING,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .base import MOST_ANSWERS, Trouble
from .qti_texts import words
from .texts import number, one_line
from .xml import said

PLACES = Decimal("0.0000001")  # of a share


def most_of(item, points):
    """What all is worth, or None where nobody says: then the best answer earns it."""
    return points if item.find("outcomeDeclaration[@identifier='MAXSCORE']") is not None else None


def rights_of(declared):
    values = [] if declared is None else declared.findall("correctResponse/value")
    return [(value.text or "").strip() for value in values]


def mapped_of(declared):
    """(answer, what it earns) of each entry of the mapping."""
    entries = [] if declared is None else declared.findall("mapping/mapEntry")[: MOST_ANSWERS + 1]
    return [(entry.get("mapKey", ""), number(entry.get("mappedValue", ""), line=0)) for entry in entries]


def earned_of(declared, most):
    """(answer, percent) of each entry; of ``most``, else of the best one."""
    mapped = mapped_of(declared)
    most = max((one for _key, one in mapped), default=None) if most is None else most
    return [(key, percent(one, most)) for key, one in mapped]


def shares_of(declared, most):
    """What each answer earns, in percent; without a mapping the right ones earn all."""
    return dict(earned_of(declared, most)) or dict.fromkeys(rights_of(declared), ALL)


def percent(earned, most):
    share = earned / (most or 1) * ALL
    if abs(share) > ALL:
        raise Trouble(0, "share", str(share))
    return share.quantize(PLACES).normalize()


def gap_of(asked, response, most, texts, cases):
    """One gap; ``most`` are its points as the item says them, or None: then its best answer does."""
    most = number(most, line=0) if most else max((one for _key, one in mapped_of(response)), default=Decimal(1))
    most = most if most > 0 else Decimal(1)
    kind, values = KINDS[asked.tag](asked, response, texts, most, cases)
    return kind(text="", points=most, **values)


def _choice(asked, response, texts, most, _cases):
    shares = shares_of(response, most)
    choices = asked.findall("simpleChoice")[: MOST_ANSWERS + 1]
    if _is_truth(choices):
        return TrueFalse, {"right": rights_of(response)[:1] == ["true"]}
    options = tuple(_option(one, shares, texts) for one in choices)
    texts.problems += [("blank", "") for option in options if not option.text]
    values = {"options": tuple(option for option in options if option.text), "shuffle": _mixed(asked)}
    if response is None or response.get("cardinality") != "multiple":
        return SingleChoice, values
    mapping = response.find("mapping")
    if mapping is None:
        return MultipleChoice, {**values, "scoring": Scoring.EXACT}
    negative = mapping.get("lowerBound") is None
    return MultipleChoice, {**values, "scoring": Scoring.NEGATIVE if negative else Scoring.PARTIAL}


def _is_truth(choices):
    return {one.get("identifier") for one in choices} == {"true", "false"}


def _mixed(asked):
    return asked.get("shuffle") == "true"


def _option(choice, shares, texts):
    notes = choice.findall("feedbackInline")
    for note in notes:
        choice.remove(note)
    share = shares.get(choice.get("identifier"), NOTHING)
    return Option(text=texts.html(choice), share=share, feedback=texts.html(*notes))


def _choice_in_text(asked, response, _texts, most, _cases):
    shares = shares_of(response, most)
    choices = asked.findall("inlineChoice")[: MOST_ANSWERS + 1]
    if _is_truth(choices):
        return TrueFalse, {"right": rights_of(response)[:1] == ["true"]}
    options = tuple(
        Option(text=words("".join(one.itertext())), share=shares.get(one.get("identifier"), NOTHING)) for one in choices
    )
    return SingleChoice, {"options": options, "shuffle": _mixed(asked)}


def _matching(asked, response, texts, _most, _cases):
    sets = [one.findall("simpleAssociableChoice")[: MOST_ANSWERS + 1] for one in asked.findall("simpleMatchSet")]
    if len(sets) != 2:
        raise Trouble(0, "no_answers")
    prompts = {one.get("identifier"): texts.html(one) for one in sets[0]}
    matches = {one.get("identifier"): one_line(plain(texts.html(one))) for one in sets[1]}
    right = dict(pair.split() for pair in rights_of(response) if len(pair.split()) == 2)
    pairs = [
        Pair(prompt=text, match=matches[right[name]]) for name, text in prompts.items() if right.get(name) in matches
    ]
    texts.problems += [("pair", plain(text)) for name, text in prompts.items() if right.get(name) not in matches]
    others = tuple(text for name, text in matches.items() if name not in right.values())
    return Matching, {"pairs": tuple(pairs), "distractors": others, "shuffle": _mixed(asked)}


def _ordering(asked, response, texts, _most, _cases):
    choices = {one.get("identifier"): one_line(plain(texts.html(one)), 1000) for one in asked.findall("simpleChoice")}
    return Ordering, {"items": tuple(choices[name] for name in rights_of(response) if choices.get(name))}


def _entry(_asked, response, _texts, most, cases):
    return (ShortText, {"answers": ()}) if response is None else written(response, most, cases)


KINDS = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice_in_text,
    "textEntryInteraction": _entry,
    "matchInteraction": _matching,
    "orderInteraction": _ordering,
}


def written(declared, most, cases):
    """A number or a short text, as the response is declared."""
    if declared.get("baseType") in ("float", "integer"):
        return Numeric, {"answers": tuple(numbers_of(declared, most, cases))}
    case = any(entry.get("caseSensitive", "false") == "true" for entry in declared.findall("mapping/mapEntry"))
    earned = earned_of(declared, most) or [(right, ALL) for right in rights_of(declared)]
    answers = tuple(Option(text=one_line(key), share=share) for key, share in earned)
    return ShortText, {"answers": answers, "case_matters": case}


def cases_of(item):
    """The cases of the processing that compare a response with a number, by the name of the response."""
    cases = {}
    for case in item.iter():
        if case.tag in ("responseIf", "responseElseIf") and (variable := case.find("equal/variable")) is not None:
            cases.setdefault(variable.get("identifier"), []).append(case)
    return cases


def numbers_of(declared, most, cases):
    found = cases.get(declared.get("identifier"), [])[: MOST_ANSWERS + 1]
    for case in found:
        off = (case.find("equal").get("tolerance") or "0").split()
        earned = number(said(case, "setOutcomeValue/baseValue", "0"), line=0)
        yield NumericOption(
            value=number(said(case, "equal/baseValue"), line=0),
            tolerance=abs(number(off[0], line=0)) if off else NOTHING,
            share=percent(earned, most),
        )
    if not found:
        for right in rights_of(declared)[: MOST_ANSWERS + 1]:
            yield NumericOption(value=number(right, line=0))
