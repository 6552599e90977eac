"""Questions as those see them who look after the bank: the form participants get, and all that is right."""

import random

from .questions.answering import AnswerForm
from .questions.asking import order_of
from .questions.explaining import right_text
from .questions.gaps import text_with_gaps
from .questions.markup import shown, split_heading

CHANCE = random.Random(0)  # a preview stays as it is


def preview_context(question, *, prefix=None):
    """A question of the bank as its preview shows it; several on one page need a ``prefix`` each."""
    return question_context(question, prefix=prefix) | {
        "right": right_text(question),
        "feedback": shown(question.feedback),
        "guidance": shown(getattr(question, "guidance", "")),
    }


def question_context(question, *, order=None, given=None, data=None, prefix=None):
    """What the components of a question show: heading, text, form and hint; for a preview without an attempt, too."""
    order = order_of(question, chance=CHANCE, shuffle=False) if order is None else order
    form = AnswerForm(data, question=question, order=order, given=given, prefix=prefix)
    heading, body = ("", text_with_gaps(form)) if question.kind == "cloze" else split_heading(question.text)
    return {
        "kind": question.kind,
        "heading": heading,
        "body": body,
        "form": form,
        "hint": shown(question.hint),
    }
