"""One ``assessmentItem`` of QTI 2.x as a question, by the one interaction it has."""

from decimal import Decimal

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
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .base import MOST_ANSWERS, Trouble
from .qti_texts import Texts
from .texts import as_html, number, one_line
from .xml import said

BLANK = "_____"
PLACES = Decimal("0.0000001")  # of a share
RIGHT = "responseDeclaration/correctResponse/value"


def question_of(item, part, problems):
    """The question of ``item``; ``problems`` takes (code, text) of what is left out. Raises ``Trouble``."""
    body = item.find("itemBody")
    if body is None:
        raise Trouble(0, "no_text")
    asked = [element for element in body.iter() if element.tag.endswith("Interaction")]
    if len(asked) > 1 or (asked and asked[0].tag not in KINDS):
        raise Trouble(0, "unknown_type", " ".join(element.tag for element in asked[:3]))
    texts = Texts(part, problems)
    points = _points(item)
    kind, values = Description, {"points": NOTHING}
    if asked:  # first the answers: gaps within the text become blanks
        kind, values = KINDS[asked[0].tag](item, asked[0], texts, points)
    common = {"text": _text(body, texts), "name": one_line(item.get("title", "")), "points": points}
    return kind(**{**common, **values}, files=texts.pictures())


def _text(body, texts):
    """All that is said around the interaction, and its prompt."""
    parts = []
    for block in body:
        if block.tag == "rubricBlock":
            continue
        if block.tag.endswith("Interaction"):
            parts += [texts.raw(prompt) for prompt in block.findall("prompt")]
            continue
        gaps = [one for one in block.iter() if one.tag.endswith("Interaction")]
        for gap in gaps:
            gap.tag, gap.text = "span", BLANK
            gap[:] = []
        whole = texts.raw(block)
        if gaps and plain(whole) == BLANK:
            continue
        parts.append(whole if block.tag == "div" else f"<{block.tag}>{whole}</{block.tag}>")
    return as_html("".join(parts), "html", line=0)


def _points(item):
    for outcome in item.findall("outcomeDeclaration"):
        if outcome.get("identifier") == "MAXSCORE" and said(outcome, "defaultValue/value"):
            return number(said(outcome, "defaultValue/value"), line=0)
    return Decimal(1)


def _rights(item):
    return [(value.text or "").strip() for value in item.findall(RIGHT)]


def _shares(item, points):
    """What each answer earns, in percent; without a mapping the right ones earn all."""
    entries = item.findall("responseDeclaration/mapping/mapEntry")
    return dict(_earned(item, entries, points)) if entries else dict.fromkeys(_rights(item), ALL)


def _earned(item, entries, points):
    """(answer, percent) of each entry; where nobody says how much all is, the best answer earns it."""
    earned = [(entry.get("mapKey", ""), number(entry.get("mappedValue", ""), line=0)) for entry in entries]
    most = (
        points
        if item.find("outcomeDeclaration[@identifier='MAXSCORE']") is not None
        else max(one for _key, one in earned)
    )
    return [(key, _percent(one, most)) for key, one in earned]


def _percent(earned, most):
    share = earned / (most or 1) * ALL
    if abs(share) > ALL:
        raise Trouble(0, "share", str(share))
    return share.quantize(PLACES).normalize()


def _choice(item, asked, texts, points):
    choices = asked.findall("simpleChoice")[: MOST_ANSWERS + 1]
    declared = item.find("responseDeclaration")
    if {one.get("identifier") for one in choices} == {"true", "false"}:
        return TrueFalse, {"right": _rights(item)[:1] == ["true"]}
    shares = _shares(item, points)
    options = tuple(_option(one, shares, texts) for one in choices)
    values = {"options": options, "shuffle": asked.get("shuffle") == "true"}
    if declared is None or declared.get("cardinality") != "multiple":
        return SingleChoice, values
    mapping = item.find("responseDeclaration/mapping")
    if mapping is None:
        return MultipleChoice, {**values, "scoring": Scoring.EXACT}
    negative = mapping.get("lowerBound") is None
    return MultipleChoice, {**values, "scoring": Scoring.NEGATIVE if negative else Scoring.PARTIAL}


def _option(choice, shares, texts):
    notes = choice.findall("feedbackInline")
    for note in notes:
        choice.remove(note)
    share = shares.get(choice.get("identifier"), NOTHING)
    return Option(text=texts.html(choice), share=share, feedback=texts.html(*notes))


def _entry(item, asked, texts, points):
    declared = item.find("responseDeclaration")
    if declared is not None and declared.get("baseType") in ("float", "integer"):
        return Numeric, {"answers": tuple(_numbers(item, points))}
    entries = item.findall("responseDeclaration/mapping/mapEntry")[: MOST_ANSWERS + 1]
    case = any(entry.get("caseSensitive", "false") == "true" for entry in entries)
    if not entries:
        answers = tuple(Option(text=one_line(right), share=ALL) for right in _rights(item))
        return ShortText, {"answers": answers, "case_matters": case}
    answers = tuple(Option(text=one_line(key), share=share) for key, share in _earned(item, entries, points))
    return ShortText, {"answers": answers, "case_matters": case}


def _numbers(item, points):
    cases = [
        case for case in item.iter() if case.tag in ("responseIf", "responseElseIf") and case.find("equal") is not None
    ]
    for case in cases[: MOST_ANSWERS + 1]:
        off = (case.find("equal").get("tolerance") or "0").split()
        earned = number(said(case, "setOutcomeValue/baseValue", "0"), line=0)
        yield NumericOption(
            value=number(said(case, "equal/baseValue"), line=0),
            tolerance=abs(number(off[0], line=0)) if off else NOTHING,
            share=_percent(earned, points),
        )
    if not cases:
        for right in _rights(item)[: MOST_ANSWERS + 1]:
            yield NumericOption(value=number(right, line=0))


def _matching(item, asked, texts, _points):
    sets = [one.findall("simpleAssociableChoice")[: MOST_ANSWERS + 1] for one in asked.findall("simpleMatchSet")]
    if len(sets) != 2:
        raise Trouble(0, "no_answers")
    prompts = {one.get("identifier"): texts.html(one) for one in sets[0]}
    matches = {one.get("identifier"): one_line(plain(texts.html(one))) for one in sets[1]}
    right = dict(pair.split() for pair in _rights(item) if len(pair.split()) == 2)
    pairs = [
        Pair(prompt=text, match=matches[right[name]]) for name, text in prompts.items() if right.get(name) in matches
    ]
    others = tuple(text for name, text in matches.items() if name not in right.values())
    return Matching, {"pairs": tuple(pairs), "distractors": others, "shuffle": asked.get("shuffle") == "true"}


def _ordering(item, asked, texts, _points):
    choices = {one.get("identifier"): one_line(plain(texts.html(one)), 1000) for one in asked.findall("simpleChoice")}
    return Ordering, {"items": tuple(choices[name] for name in _rights(item) if choices.get(name))}


def _essay(item, _asked, texts, _points):
    rubric = item.find("itemBody/rubricBlock")
    if rubric is None:
        return Essay, {}
    inner = rubric[0] if len(rubric) == 1 and rubric[0].tag == "div" else rubric
    return Essay, {"guidance": texts.html(inner)}


KINDS = {
    "choiceInteraction": _choice,
    "textEntryInteraction": _entry,
    "matchInteraction": _matching,
    "orderInteraction": _ordering,
    "extendedTextInteraction": _essay,
}
