"""What the page of results says about one question: the answer given, the right one, and why."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .marking import is_right_option, matched, share_of
from .markup import inline, plain, shown
from .values import ALL, Option


@dataclass(frozen=True)
class Explained:
    """``share`` is None while a trainer has not marked it. ``why`` is HTML; the other texts are plain."""

    share: object
    given: str
    right: str
    why: str


def explained(question, given, *, share=None):
    """``share`` is a trainer’s mark, where there is one."""
    earned = share_of(question, given) if share is None else share
    given = None if given in ("", []) else given
    return Explained(earned, given_text(question, given), right_text(question), _why(question, given))


def given_text(question, given):
    if given is None:
        return ""
    match question.kind:
        case "single" | "multiple":
            return "; ".join(plain(question.options[place].text) for place in given)
        case "truefalse":
            return _("True") if given else _("False")
        case "numeric":
            return f"{given['number']} {given.get('unit', '')}".strip()
        case "matching":
            return "; ".join(
                f"{plain(pair.prompt)} – {match or '?'}" for pair, match in zip(question.pairs, given, strict=True)
            )
        case "ordering":
            return " → ".join(given)
        case "cloze":
            return _gaps(given_text(gap, answer) for gap, answer in zip(question.gaps, given, strict=True))
    return given


def right_text(question):
    match question.kind:
        case "single" | "multiple":
            best = max((option.share for option in question.options), default=0)
            right = [
                o for o in question.options if is_right_option(o) and (question.kind != "single" or o.share == best)
            ]
            return "; ".join(plain(option.text) for option in right)
        case "truefalse":
            return _("True") if question.right else _("False")
        case "short":
            return next((answer.text for answer in question.answers if answer.share == ALL), "")
        case "numeric":
            return _number(question)
        case "matching":
            return given_text(question, [pair.match for pair in question.pairs])
        case "ordering":
            return given_text(question, question.items)
        case "cloze":
            return _gaps(right_text(gap) for gap in question.gaps)
    return ""


def _right_options(question):
    if question.kind == "multiple":
        return [option for option in question.options if is_right_option(option)]
    best = max(option.share for option in question.options)
    return [option for option in question.options if option.share == best]


def _gaps(texts):
    return "; ".join(f"{number}) {text or '?'}" for number, text in enumerate(texts, start=1))


def _number(question):
    answer = next((answer for answer in question.answers if answer.share == ALL), None)
    if answer is None:
        return ""
    unit = next((unit.name for unit in question.units if unit.factor == 1), "")
    about = f" ± {answer.tolerance.normalize():f}" if answer.tolerance else ""
    return f"{answer.value.normalize():f}{about} {unit}".strip().replace(".", ",")


def _why(question, given):
    """Feedback of what was answered, then of the question."""
    said = [*_of_answer(question, given), question.feedback]
    return format_html_join("", "{}", ((paragraph(text),) for text in said if text))


def _of_answer(question, given):
    if given is None:
        return []
    match question.kind:
        case "single" | "multiple":
            return [question.options[place].feedback for place in given]
        case "truefalse":
            return [question.feedback_true if given else question.feedback_false]
        case "short" | "numeric":
            return [(matched(question, given) or Option(text="")).feedback]
        case "cloze":
            pairs = zip(question.gaps, given, strict=True)
            return [
                text for gap, answer in pairs for text in [*_of_answer(gap, answer), gap.feedback if answer else ""]
            ]
    return []


def paragraph(html):
    """Text of the bank as a paragraph, or as the paragraphs that it has."""
    return shown(html) if html.lstrip().startswith("<p") else format_html("<p>{}</p>", inline(html))
