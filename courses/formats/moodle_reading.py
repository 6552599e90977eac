"""One ``<question>`` of Moodle XML as a question, by its type."""

import re
from decimal import localcontext

from courses.questions.markup import plain
from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
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
    Unit,
)

from . import cloze
from .base import MOST_ANSWERS, Trouble
from .texts import as_html, number, one_line
from .xml import line_of, said

YES = {"1", "true"}
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
OF_ITSELF = re.compile(  # what Moodle puts there in English and Ukrainian
    r"(your answer is (partially )?(in)?correct|ваша відповідь (частково )?(не\s?)?(правильна|вірна))\.?", re.IGNORECASE
)
PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


def question_of(element, texts):
    """The question of ``element``, without its category; raises ``Trouble``."""
    line = line_of(element)
    common = {
        "name": one_line(said(element, "name/text")),
        "tags": tuple(
            dict.fromkeys(one_line(said(tag, "text")) for tag in element.findall("tags/tag") if said(tag, "text"))
        ),
        "idnumber": one_line(said(element, "idnumber")),
        "points": number(said(element, "defaultgrade", "1"), line=line),
    }
    kind, values = KINDS[element.get("type")](element, texts, line, common)
    hints = [text for hint in element.findall("hint") if (text := texts.html(hint))]
    feedback = texts.html(element.find("generalfeedback"))
    if any(told and not OF_ITSELF.fullmatch(told) for told in _combined(element)):
        texts.found.problem(line, "combined")
    return kind(**values, hint="<br/>".join(hints), feedback=feedback, files=texts.pictures())


def _combined(element):
    return [" ".join(plain(said(element, f"{name}/text")).split()) for name in COMBINED]


def _text(element, texts):
    return texts.html(element.find("questiontext"))


def _flag(element, path, *, default):
    return said(element, path, default).lower() in YES


def _share(answer):
    return number(answer.get("fraction", "0"), line=line_of(answer))


def _options(element, texts):
    return tuple(
        Option(text=text, share=_share(answer), feedback=texts.html(answer.find("feedback")))
        for answer, text in _worded(element, texts, texts.html)
    )


def _worded(element, texts, words_of):
    """(answer, its words) of those that have any."""
    for answer in element.findall("answer"):
        if words := words_of(answer):
            yield answer, words
        else:
            texts.found.problem(line_of(answer), "blank")


def _multichoice(element, texts, _line, common):
    kind = SingleChoice if _flag(element, "single", default="true") else MultipleChoice
    shuffle = _flag(element, "shuffleanswers", default="true")
    return kind, {**common, "text": _text(element, texts), "options": _options(element, texts), "shuffle": shuffle}


def _all_or_nothing(element, texts, line, common):
    _kind, values = _multichoice(element, texts, line, common)
    return MultipleChoice, {**values, "scoring": Scoring.EXACT}


def _truefalse(element, texts, line, common):
    told = {said(answer, "text").lower(): answer for answer in element.findall("answer")}
    if set(told) != {"true", "false"}:
        raise Trouble(line, "no_answers")
    notes = {f"feedback_{name}": texts.html(answer.find("feedback")) for name, answer in told.items()}
    right = _share(told["true"]) > _share(told["false"])
    return TrueFalse, {**common, "text": _text(element, texts), "right": right, **notes}


def _shortanswer(element, texts, _line, common):
    answers = tuple(
        Option(text=text, share=_share(answer), feedback=texts.html(answer.find("feedback")))
        for answer, text in _worded(element, texts, lambda answer: one_line(said(answer, "text")))
    )
    case = _flag(element, "usecase", default="0")
    return ShortText, {**common, "text": _text(element, texts), "answers": answers, "case_matters": case}


def _numerical(element, texts, line, common):
    answers = tuple(
        NumericOption(
            value=number(said(answer, "text"), line=line_of(answer)),
            tolerance=abs(number(said(answer, "tolerance", "0"), line=line_of(answer))),
            share=_share(answer),
            feedback=texts.html(answer.find("feedback")),
        )
        for answer in element.findall("answer")
        if said(answer, "text") != "*"
    )
    for answer in element.findall("answer"):
        if said(answer, "text") == "*" and said(answer, "feedback/text"):
            texts.found.problem(line_of(answer), "other")
    units = tuple(
        Unit(name=one_line(said(unit, "unit_name")), factor=_factor(said(unit, "multiplier", "1"), line=line_of(unit)))
        for unit in element.findall("units/unit")
        if said(unit, "unit_name")
    )
    needed = said(element, "unitgradingtype", "0") != "0"
    return Numeric, {**common, "text": _text(element, texts), "answers": answers, "units": units, "unit_needed": needed}


def _factor(text, *, line):
    """Moodle says how many of the unit make one of the right answer's; we say the reverse."""
    multiplier = number(text, line=line)
    if multiplier <= 0:
        raise Trouble(line, "number", text)
    with localcontext(prec=20):
        return (1 / multiplier).normalize()


def _matching(element, texts, _line, common):
    pairs, others = [], []
    for sub in element.findall("subquestion"):
        prompt, match = texts.html(sub), one_line(said(sub, "answer/text"))
        if prompt and match:
            pairs.append(Pair(prompt=prompt, match=match))
        elif match:
            others.append(match)
        elif prompt:
            texts.found.problem(line_of(sub), "pair", plain(prompt))
    shuffle = _flag(element, "shuffleanswers", default="true")
    values = {"text": _text(element, texts), "pairs": tuple(pairs), "distractors": tuple(others), "shuffle": shuffle}
    return Matching, {**common, **values}


def _ordering(element, texts, _line, common):
    items = _worded(element, texts, lambda answer: one_line(plain(texts.html(answer)), 1000))
    return Ordering, {**common, "text": _text(element, texts), "items": tuple(item for _answer, item in items)}


def _essay(element, texts, line, common):
    if said(element, "attachments", "0") != "0":
        texts.found.problem(line, "attachments")
    template = (element.findtext("responsetemplate/text") or "").strip()
    if element.find("responsetemplate") is not None and element.find("responsetemplate").get("format") == "html":
        template = plain(template) if "<" in template else template
    values = {"guidance": texts.html(element.find("graderinfo")), "template": template}
    return Essay, {**common, "text": _text(element, texts), **values}


def _description(element, texts, _line, common):
    return Description, {**common, "text": _text(element, texts), "points": NOTHING}


def _cloze(element, texts, line, common):
    asked = element.find("questiontext")
    gaps = ()
    if asked is not None and asked.find("text") is not None:
        asked.find("text").text, gaps = cloze.take_apart(asked.findtext("text") or "", line=line)
    return Cloze, {**common, "text": texts.html(asked), "gaps": gaps}


def _words(element, texts, line, common):
    """gapselect and ddwtos: ``[[2]]`` stands for the second word; one chooses from all of its group."""
    words = [
        (one_line(said(word, "text")), said(word, "group", "1"))
        for tag in ("selectoption", "dragbox")
        for word in element.findall(tag)
    ]
    if len(words) > MOST_ANSWERS:
        raise Trouble(line, "too_many")
    gaps, shuffle = [], _flag(element, "shuffleanswers", default="true")

    def gap(found):
        place = int(found[1]) - 1
        if len(gaps) >= MOST_ANSWERS or not 0 <= place < len(words):
            raise Trouble(line, "gap", found[0])
        group = words[place][1]
        options = tuple(
            Option(text=as_html(word, "plain_text", line=line), share=ALL if at == place else NOTHING)
            for at, (word, one) in enumerate(words)
            if one == group
        )
        gaps.append(SingleChoice(text="", options=options, shuffle=shuffle))
        return f"{{{{{len(gaps)}}}}}"

    text = PLACE.sub(gap, cloze.apart(_text(element, texts)))
    return Cloze, {**common, "text": text, "gaps": tuple(gaps)}


KINDS = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "description": _description,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _words,
    "ddwtos": _words,
}
