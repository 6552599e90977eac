"""What the page of results says about one question: the answer given, the right one, and why."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .marking import is_empty, matched, right_answer, share_of
from .markup import inline, shown
from .values import Option


@dataclass(frozen=True)
class Explained:
    """``share`` is None while a trainer has not marked it. ``why`` is HTML; so are the others, or plain text."""

    share: object
    given: str
    right: str
    why: str


def explained(question, given, *, share=None):
    """``share`` is a trainer’s mark, where there is one."""
    earned = share_of(question, given) if share is None else share
    given = None if is_empty(given) else given
    return Explained(earned, given_text(question, given), right_text(question), _why(question, given))


def given_text(question, given, *, between="; "):
    """The answer as one reads it: what was chosen with its formulas and pictures, what was written as it was."""
    if given is None:
        return ""
    match question.kind:
        case "single" | "multiple":
            return format_html_join(between, "{}", ((inline(question.options[place].text),) for place in given))
        case "truefalse":
            return _("True") if given else _("False")
        case "numeric":
            return f"{given['number'].replace('.', ',')} {given.get('unit', '')}".strip()
        case "matching":
            pairs = zip(question.pairs, given, strict=True)
            rows = ((inline(pair.prompt), match or "?") for pair, match in pairs)
            return format_html_join(between, "{} – {}", rows)
        case "ordering":
            return " → ".join(given)
        case "cloze":
            pairs = zip(question.gaps, given, strict=True)
            return _gaps(given_text(gap, answer, between=", ") for gap, answer in pairs)
    return given


def right_text(question):
    return given_text(question, right_answer(question))


def _gaps(texts):
    return format_html_join("; ", "{}) {}", ((number, text or "?") for number, text in enumerate(texts, start=1)))


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
                text
                for gap, answer in pairs
                for text in [*_of_answer(gap, answer), "" if is_empty(answer) else gap.feedback]
            ]
    return []


def paragraph(html):
    """Text of the bank as a paragraph, or as the paragraphs that it has."""
    return shown(html) if html.lstrip().startswith("<p") else format_html("<p>{}</p>", inline(html))
