"""GIFT, Moodle's format for questions in plain text: what is read and what is written.

https://docs.moodle.org/en/GIFT_format – escapes, weights, and comments with ``[id:…]`` and ``[tag:…]`` as Moodle has.
"""

from dataclasses import replace
from decimal import Decimal

from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from . import gift_answers
from .base import Collector, Trouble, Written, checked_size, losses
from .gift_blocks import FORM, blocks_of
from .texts import digits, path_text

SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "~=#{}:\\"} | {"\n": "\\n"})
PLAIN = {"hint": "", "points": Decimal(1), "files": ()}


def read(data):
    """The questions of ``data`` (bytes)."""
    found = Collector()
    for block in blocks_of(checked_size(data)):
        try:
            question = gift_answers.question_of(block)
        except Trouble as trouble:
            found.problems.append(trouble.problem)
            continue
        if block.form == "markdown":
            found.problem(block.line, "markdown")
        for note in block.notes:
            found.problem(*note)
        found.add(block.line, question)
    return found.parsed()


def write(questions):
    """A file of ``questions`` in UTF-8."""
    kept, problems = losses(questions, carried)
    parts, category = [], ()
    for _number, question in kept:
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {path_text(category)}")
        parts.append(_written(question))
    return Written(("\n\n".join(parts) + "\n").encode(), problems)


def carried(question):
    """``question`` as it would come back, or None."""
    if isinstance(question, Cloze | Ordering):
        return None
    back = replace(question, **{**PLAIN, **({"points": NOTHING} if isinstance(question, Description) else {})})
    if isinstance(back, SingleChoice):
        right = {option.share == ALL for option in back.options}  # else it would come back as another kind
        return replace(back, shuffle=True) if len(right) == 2 else None
    if isinstance(back, MultipleChoice):
        return replace(back, shuffle=True, scoring=Scoring.PARTIAL)
    if isinstance(back, ShortText):
        return None if all("->" in answer.text for answer in back.answers) else replace(back, case_matters=False)
    if isinstance(back, Numeric):
        return replace(back, units=(), unit_needed=False)
    if isinstance(back, Essay):
        return replace(back, guidance="", template="")
    if isinstance(back, Matching):
        return replace(back, shuffle=True)
    return replace(back, feedback="") if isinstance(back, Description) else back


def _written(question: Question):
    name = f"::{_escaped(question.name)}::" if question.name else ""
    marks = [f"[id:{_mark(question.idnumber)}]"] if question.idnumber else []
    marks += [f"[tag:{_mark(tag)}]" for tag in question.tags]
    comment = f"// {' '.join(marks)}\n" if marks else ""
    text = f"{comment}{name}[html]{_escaped(question.text)}"
    if isinstance(question, Description):
        return text
    general = f"\n####{_rich(question.feedback)}" if question.feedback else ""
    return f"{text}{{{''.join(_answers(question))}{general}}}"


def _answers(question):
    match question:
        case TrueFalse(right=right, feedback_true=true, feedback_false=false):
            yield "TRUE" if right else "FALSE"
            wrong, good = (false, true) if right else (true, false)
            yield f"#{_rich(wrong)}#{_rich(good)}" if wrong or good else ""
        case SingleChoice(options=options):
            yield from (
                _line("=" if one.share == ALL else "~", one, one.share not in (ALL, NOTHING), _rich) for one in options
            )
        case MultipleChoice(options=options):
            yield from (_line("~", one, True, _rich) for one in options)
        case ShortText(answers=answers):
            yield from (_line("=", one, one.share != ALL, _plain) for one in answers)
        case Numeric(answers=answers):
            yield "#"
            for one in answers:
                yield f"\n\t=%{digits(one.share)}%{digits(one.value)}:{digits(one.tolerance)}{_feedback(one)}"
        case Matching(pairs=pairs, distractors=distractors):
            yield from (f"\n\t={_rich(pair.prompt)} -> {_escaped(pair.match)}" for pair in pairs)
            yield from (f"\n\t= -> {_escaped(match)}" for match in distractors)


def _line(sign, option, weighted, text):
    weighted = weighted or option.text.startswith("%")  # which would be taken for a weight
    weight = f"%{digits(option.share)}%" if weighted else ""
    return f"\n\t{sign}{weight}{text(option.text)}{_feedback(option)}"


def _feedback(option):
    return f"#{_rich(option.feedback)}" if option.feedback else ""


def _rich(text):
    """HTML as the question has it; said again only where the text itself seems to say otherwise."""
    return f"{'[html]' if FORM.match(text) else ''}{_escaped(text)}"


def _plain(text):
    return f"{'[plain]' if FORM.match(text) else ''}{_escaped(text)}"


def _escaped(text):
    return text.translate(SPECIAL)


def _mark(text):
    return text.replace("\\", "\\\\").replace("]", "\\]")
