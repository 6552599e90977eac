"""One ``assessmentItem`` of QTI 2.x as a question, by the one interaction it has, or by several within a text."""

from decimal import Decimal
from xml.etree.ElementTree import Element

from courses.questions.markup import plain
from courses.questions.values import NOTHING, Cloze, Description, Essay

from .base import MOST_ANSWERS, Trouble
from .qti_answers import KINDS, cases_of, gap_of, most_of
from .qti_texts import Texts, name_gaps
from .qti_writing import GAP, SCORE
from .texts import as_html, number, one_line
from .xml import said

BLANK = "_____"
ESSAY = "extendedTextInteraction"


def question_of(item, part, problems, budget):
    """The question of ``item``; ``problems`` takes (code, text) of what is left out. Raises ``Trouble``."""
    body = item.find("itemBody")
    if body is None:
        raise Trouble(0, "no_text")
    asked = [element for element in body.iter() if element.tag.endswith("Interaction")]
    gaps = _are_gaps(asked)
    if not gaps and (len(asked) > 1 or (asked and asked[0].tag not in (*KINDS, ESSAY))):
        raise Trouble(0, "unknown_type", " ".join(element.tag for element in asked[:3]))
    if item.find("modalFeedback") is not None:
        problems.append(("combined", ""))
    texts = Texts(part, problems, budget)
    points = _points(item)
    kind, values = Description, {"points": NOTHING}
    if gaps:
        kind, values = Cloze, {"gaps": _gaps(item, body, asked, texts)}
    elif asked and asked[0].tag == ESSAY:
        kind, values = Essay, _guidance(body, texts)
    elif asked:  # first the answers: gaps within the text become blanks
        response, most = item.find("responseDeclaration"), most_of(item, points)
        kind, values = KINDS[asked[0].tag](asked[0], response, texts, most, cases_of(item))
    common = {"text": _text(body, texts), "name": one_line(item.get("title", "")), "points": points}
    return kind(**{**common, **values}, files=texts.pictures())


def _are_gaps(asked):
    """Whether it is a text with gaps: several interactions, one to choose in a line, or one of our own.

    A single blank of others is a short text or a number.
    """
    if not asked or not {one.tag for one in asked} <= set(KINDS):
        return False
    first = asked[0]
    own = first.get("responseIdentifier", "").startswith(GAP)
    return len(asked) > 1 or own or first.tag == "inlineChoiceInteraction"


def _gaps(item, body, asked, texts):
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
        gaps.append(gap_of(one, response, outcomes.get(f"{name}{SCORE}"), texts, cases))
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


def _guidance(body, texts):
    rubric = body.find("rubricBlock")
    if rubric is None:
        return {}
    inner = rubric[0] if len(rubric) == 1 and rubric[0].tag == "div" else rubric
    return {"guidance": texts.html(inner)}
