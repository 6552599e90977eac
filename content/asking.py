"""Questions that coordinators put to people – who apply for a cohort, who register for an event – and their answers.

An answer is kept as text in the words of the question's own language. Where several options are ticked, each stands on
a line; a reader of another language sees those words translated by their place among the options.
"""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .wording import lines_of

LONGEST_LINE, LONGEST_ANSWER = 200, 2_000
MOST_OPTIONS = 20


class Kind(models.TextChoices):
    """How one answers."""

    SHORT = "short", _("a short text")
    LONG = "long", _("a long text")
    ONE = "one", _("one of several options")
    SEVERAL = "several", _("several of the options")
    YES_NO = "yes_no", _("yes or no")


WITH_OPTIONS = (Kind.ONE, Kind.SEVERAL)


class AskedQuestion(Orderable):
    """One question, as editors write it."""

    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=8, choices=Kind, default=Kind.LONG)
    options = models.TextField(
        _("options"), max_length=2_000, blank=True, help_text=_("Each on a line of its own, where one chooses.")
    )
    required = models.BooleanField(_("must be answered"), default=True)

    panels = [
        FieldPanel("text"),
        FieldPanel("hint"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
        FieldPanel("options"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.text

    def clean(self):
        if self.kind not in WITH_OPTIONS:
            return
        lines = self.lines
        if len(lines) < 2 or len(set(lines)) < len(lines):
            raise ValidationError({"options": _("Write at least two different options, each on a line of its own.")})
        if len(lines) > MOST_OPTIONS or any(len(line) > LONGEST_LINE for line in lines):
            raise ValidationError({"options": _("At most 20 options of 200 characters.")})

    @property
    def lines(self):
        return lines_of(self.options)


@dataclass(frozen=True)
class Asked:
    """A question as one reader meets it. ``choices`` are pairs: the words that are kept, and those the reader sees."""

    key: str
    kind: str
    text: str
    label: str
    hint: str
    required: bool
    choices: tuple = ()

    def shown(self, answer):
        """A kept answer in the words of the reader."""
        words = dict(self.choices)
        return "\n".join(words.get(line, line) for line in answer.split("\n")) if words else answer


def put(question, *, key, translated=None):
    """``question`` as it is asked in the active language, with the wording of ``translated`` if there is one."""
    seen = translated or question
    return Asked(
        key=key,
        kind=question.kind,
        text=question.text,
        label=seen.text,
        hint=seen.hint,
        required=question.required,
        choices=_choices(question, seen),
    )


def _choices(question, seen):
    if question.kind == Kind.YES_NO:
        with override(settings.LANGUAGE_CODE):
            kept = _yes_no()
        return tuple(zip(kept, _yes_no(), strict=True))
    if question.kind not in WITH_OPTIONS:
        return ()
    kept, shown = question.lines, seen.lines
    return tuple(zip(kept, shown if len(shown) == len(kept) else kept, strict=True))


def _yes_no():
    return pgettext("answer to a question", "Yes"), pgettext("answer to a question", "No")


class AnswersForm(forms.Form):
    """The questions ``asked``, with the answers ``known``, a dictionary by the keys of the questions."""

    def __init__(self, *args, asked, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = {f"question_{question.key}": question for question in asked}
        for name, question in self.asked.items():
            self.fields[name] = _field(question, (known or {}).get(question.key, ""))

    @property
    def given(self):
        """The answers as they are kept, by the keys of the questions."""
        return {question.key: _as_text(self.cleaned_data[name]) for name, question in self.asked.items()}


def _field(question, known):
    words = {"label": question.label, "help_text": question.hint, "required": question.required}
    if question.kind == Kind.SEVERAL:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=question.choices, widget=widget, initial=known.split("\n"), **words)
    if question.choices:
        choices = question.choices if question.required else [*question.choices, ("", _("no answer"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=known, **words)
    if question.kind == Kind.SHORT:
        return forms.CharField(max_length=LONGEST_LINE, initial=known, **words)
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=LONGEST_ANSWER, widget=area, initial=known, **words)


def _as_text(value):
    return "\n".join(value) if isinstance(value, list) else value
