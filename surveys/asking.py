"""The questions of a survey as its readers meet them."""

from django.utils.translation import pgettext

from content.asking import AnswersForm, Asked, put

from .models.surveys import SCALE

STEPS = range(1, 6)


def questions_of(survey):
    return [_put(row) for row in survey.questions.all()]


def _put(row):
    if row.kind != SCALE:
        return put(row, key=str(row.pk))
    words = {"kind": SCALE, "text": row.text, "label": row.text, "hint": row.hint, "required": row.required}
    return Asked(key=str(row.pk), choices=tuple((str(step), step_words(step)) for step in STEPS), **words)


def step_words(step):
    """The ends of the scale say what they mean."""
    if step == STEPS[0]:
        return pgettext("answer on a scale", "1, not at all")
    return pgettext("answer on a scale", "5, fully") if step == STEPS[-1] else str(step)


class SurveyForm(AnswersForm):
    """The questions of ``survey``, with what one answered before."""

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, asked=questions_of(survey), **kwargs)
