"""One ``assessmentItem`` of QTI 2.x as a question, by the one interaction it has, or by several within a text."""

from decimal import Decimal
from xml.etree.ElementTree import Element

from courses.questions.markup import plain
from courses.questions.values import (
    NOTHING,
    Cloze,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .base import MOST_ANSWERS, Trouble
from .qti_answers import cases_of, gap_of, most_of, rights_of, shares_of, written
from .qti_texts import Texts, name_gaps
from .qti_writing import GAP, SCORE
from .texts import as_html, number, one_line
from .xml import said

BLANK = "_____"
WITHIN_TEXT = {"textEntryInteraction", "inlineChoiceInteraction"}


def question_of(item, part, problems):
    """The question of ``item``; ``problems`` takes (code, text) of what is left out. Raises ``Trouble``."""
    body = item.find("itemBody")
    if body is None:
        raise Trouble(0, "no_text")
    asked = [element for element in body.iter() if element.tag.endswith("Interaction")]
    gaps = _within_text(asked)
    if not gaps and (len(asked) > 1 or (asked and asked[0].tag not in KINDS)):
        raise Trouble(0, "unknown_type", " ".join(element.tag for element in asked[:3]))
    texts = Texts(part, problems)
    points = _points(item)
    kind, values = Description, {"points": NOTHING}
    if gaps:
        kind, values = Cloze, {"gaps": _gaps(item, body, asked)}
    elif asked:  # first the answers: gaps within the text become blanks
        kind, values = KINDS[asked[0].tag](item, asked[0], texts, points)
    common = {"text": _text(body, texts), "name": one_line(item.get("title", "")), "points": points}
    return kind(**{**common, **values}, files=texts.pictures())


def _within_text(asked):
    """Whether it is a text with gaps: several of them, one to choose in, or one of our own.

    A single blank of others is a short text or a number.
    """
    if not asked or not {one.tag for one in asked} <= WITHIN_TEXT:
        return False
    first = asked[0]
    own = first.get("responseIdentifier", "").startswith(GAP)
    return len(asked) > 1 or own or first.tag == "inlineChoiceInteraction"


def _gaps(item, body, asked):
    """The gaps, which become ``{{1}}``, ``{{2}}`` … in the text of ``body``."""
    if len(asked) > MOST_ANSWERS:
        raise Trouble(0, "too_many")
    declared = {one.get("identifier"): one for one in item.findall("responseDeclaration")}
    outcomes = {one.get("identifier"): one.get("normalMaximum") for one in item.findall("outcomeDeclaration")}
    cases, gaps = cases_of(item), []
    for one in asked:
        name = one.get("responseIdentifier", "")
        response = declared.pop(name, None)
        if response is None:
            raise Trouble(0, "gap", name)
        gaps.append(gap_of(one, response, outcomes.get(f"{name}{SCORE}"), cases))
    numbers = {one: place for place, one in enumerate(asked, 1)}
    for place, block in enumerate(body):
        if block in numbers:  # in no paragraph
            body[place] = Element("p")
            body[place].append(block)
        name_gaps(body[place], numbers)
    return tuple(gaps)


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


def _choice(item, asked, texts, points):
    choices = asked.findall("simpleChoice")[: MOST_ANSWERS + 1]
    declared = item.find("responseDeclaration")
    if {one.get("identifier") for one in choices} == {"true", "false"}:
        return TrueFalse, {"right": rights_of(declared)[:1] == ["true"]}
    shares = shares_of(declared, most_of(item, points))
    options = tuple(_option(one, shares, texts) for one in choices)
    values = {"options": options, "shuffle": asked.get("shuffle") == "true"}
    if declared is None or declared.get("cardinality") != "multiple":
        return SingleChoice, values
    mapping = declared.find("mapping")
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


def _entry(item, _asked, _texts, points):
    declared = item.find("responseDeclaration")
    return (
        (ShortText, {"answers": ()}) if declared is None else written(declared, most_of(item, points), cases_of(item))
    )


def _matching(item, asked, texts, _points):
    sets = [one.findall("simpleAssociableChoice")[: MOST_ANSWERS + 1] for one in asked.findall("simpleMatchSet")]
    if len(sets) != 2:
        raise Trouble(0, "no_answers")
    prompts = {one.get("identifier"): texts.html(one) for one in sets[0]}
    matches = {one.get("identifier"): one_line(plain(texts.html(one))) for one in sets[1]}
    right = dict(pair.split() for pair in rights_of(item.find("responseDeclaration")) if len(pair.split()) == 2)
    pairs = [
        Pair(prompt=text, match=matches[right[name]]) for name, text in prompts.items() if right.get(name) in matches
    ]
    others = tuple(text for name, text in matches.items() if name not in right.values())
    return Matching, {"pairs": tuple(pairs), "distractors": others, "shuffle": asked.get("shuffle") == "true"}


def _ordering(item, asked, texts, _points):
    choices = {one.get("identifier"): one_line(plain(texts.html(one)), 1000) for one in asked.findall("simpleChoice")}
    rights = rights_of(item.find("responseDeclaration"))
    return Ordering, {"items": tuple(choices[name] for name in rights if choices.get(name))}


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
