"""Moodle XML, the fullest of the formats: https://docs.moodle.org/en/Moodle_XML_format"""

from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element, indent, tostring

from django.utils.translation import gettext as _

from courses.exceptions import ImportRefused
from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
    Description,
    MultipleChoice,
    Numeric,
    Option,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from . import moodle_writing
from .base import Collector, Trouble, Written, checked_size, losses
from .moodle_reading import KINDS, question_of
from .moodle_texts import Texts
from .texts import path_of, path_text
from .xml import child, line_of, said, tree_of


def read(data):
    """The questions of ``data`` (bytes)."""
    root = tree_of(checked_size(data))
    if root.tag != "quiz":
        raise ImportRefused(_("This is XML, but not of Moodle’s questions: it does not begin with <quiz>."))
    found, category = Collector(), ()
    for element in root.findall("question"):
        kind = element.get("type", "")
        if kind == "category":
            category = path_of(said(element, "category/text"))
        elif kind not in KINDS:
            found.problem(line_of(element), "unknown_type", kind)
        else:
            _take(element, category, found)
    return found.parsed()


def _take(element, category, found):
    try:
        question = question_of(element, Texts(found))
    except Trouble as trouble:
        found.problems.append(trouble.problem)
    else:
        found.add(line_of(element), replace(question, category=category))


def write(questions):
    """A file of ``questions``."""
    kept, problems = losses(questions, carried, odd_gaps=odd_gaps)
    root, category = Element("quiz"), ()
    for _number, question in kept:
        if question.category != category:
            category = question.category
            named = child(child(root, "question", type="category"), "category")
            child(named, "text", path_text(category))
        root.append(moodle_writing.element_of(question))
    indent(root)
    return Written(tostring(root, encoding="utf-8", xml_declaration=True), problems)


def odd_gaps(question):
    """Kinds of its gaps that Moodle has not."""
    return [gap.kind for gap in getattr(question, "gaps", ()) if gap.kind in ("matching", "ordering")]


def carried(question):
    """``question`` as it would come back, or None."""
    if isinstance(question, MultipleChoice) and question.scoring is Scoring.NEGATIVE:
        return replace(question, scoring=Scoring.PARTIAL)
    if isinstance(question, MultipleChoice) and question.scoring is Scoring.EXACT:
        return replace(question, options=tuple(_all_or_nothing(option) for option in question.options))
    if isinstance(question, Description):
        return replace(question, points=NOTHING)
    if isinstance(question, Cloze):
        return None if odd_gaps(question) else replace(question, gaps=tuple(_gap(gap) for gap in question.gaps))
    return question


def _all_or_nothing(option):
    """Moodle’s kind for this knows only right and wrong."""
    return replace(option, share=Decimal(100) if option.share > 0 else NOTHING)


def _gap(gap):
    """Points are whole there, and a gap has nothing but its answers."""
    common = {"text": "", "points": max(Decimal(1), gap.points.to_integral_value())}
    match gap:
        case Numeric(answers=answers):
            return Numeric(answers=answers, **common)
        case ShortText(answers=answers, case_matters=case):
            return ShortText(answers=answers, case_matters=case, **common)
        case TrueFalse():
            return SingleChoice(options=_truth(gap), shuffle=False, **common)
        case MultipleChoice(scoring=Scoring.EXACT, options=options):
            return MultipleChoice(options=_by_shares(options), shuffle=gap.shuffle, **common)
    return type(gap)(options=gap.options, shuffle=gap.shuffle, **common)


def _truth(gap):
    """True or false is a choice of two there."""
    rows = ((_("True"), gap.right, gap.feedback_true), (_("False"), not gap.right, gap.feedback_false))
    return tuple(Option(text=text, share=ALL if right else NOTHING, feedback=note) for text, right, note in rows)


def _by_shares(options):
    """All or nothing is not known there: a wrong answer takes away everything instead."""
    each = (ALL / (sum(option.share > 0 for option in options) or 1)).quantize(Decimal("0.00001"))
    return tuple(replace(option, share=each if option.share > 0 else -ALL) for option in options)
