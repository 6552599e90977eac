"""How each kind is answered in a form without JavaScript, and how its form is read. Values never tell what is right:
an option’s value is its place on the page, as it was mixed for this attempt.
"""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .asking import choices_of
from .marking import is_empty
from .markup import inline, plain
from .number_field import UNREADABLE, NumberField

LONGEST = 20_000  # characters of an essay


def silent(html):
    """A label for who listens: who looks has read it above."""
    return format_html('<span class="vh">{}</span>', plain(html))


def named(html, number):
    """An option with a name for who listens: old files have pictures without words."""
    if plain(html):
        return inline(html)
    return format_html('{}<span class="vh">{}</span>', inline(html), _("Picture %(number)s") % {"number": number})


class Choosing:
    """Radio buttons for one answer, checkboxes for several."""

    def fields(self, question, order, given, *, name, label):
        choices = [(str(place), named(question.options[which].text, place + 1)) for place, which in enumerate(order)]
        shown_places = [str(order.index(which)) for which in given or []]
        several = question.kind == "multiple"
        kind = forms.MultipleChoiceField if several else forms.ChoiceField
        field = kind(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            initial=shown_places if several else next(iter(shown_places), None),
            help_text=HELP["multiple"] if several else "",
            error_messages={"required": _("Choose an answer")},
        )
        return {name: field}

    def read(self, question, order, answers, *, name):
        answer = answers.get(name) or []
        return sorted(order[int(place)] for place in ([answer] if isinstance(answer, str) else answer))


class Deciding:
    def fields(self, question, order, given, *, name, label):
        field = forms.ChoiceField(
            label=label,
            choices=[("true", _("True")), ("false", _("False"))],
            widget=forms.RadioSelect,
            initial={True: "true", False: "false"}.get(given),
            error_messages={"required": _("Choose an answer")},
        )
        return {name: field}

    def read(self, question, order, answers, *, name):
        return {"true": True, "false": False}.get(answers.get(name))


class Writing:
    """A line, or a page for an essay."""

    def fields(self, question, order, given, *, name, label):
        long = question.kind == "essay"
        field = forms.CharField(
            label=label,
            max_length=LONGEST if long else 300,
            widget=forms.Textarea(attrs={"rows": 12}) if long else forms.TextInput(attrs={"autocomplete": "off"}),
            initial=given or (question.template if long else ""),
            error_messages={"required": _("Write an answer")},
        )
        return {name: field}

    def read(self, question, order, answers, *, name):
        return answers.get(name) or ""


class Counting:
    """A number, and a select for its unit where there are units."""

    def fields(self, question, order, given, *, name, label):
        given = given or {}
        number = NumberField(
            units=[unit.name for unit in question.units],
            label=label,
            max_length=60,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 12}),
            initial=given.get("number", ""),
            error_messages={"required": UNREADABLE},
        )
        if not question.units:
            return {name: number}
        units = [("", _("without a unit")), *((unit.name, unit.name) for unit in question.units)]
        unit = forms.ChoiceField(label=_("Unit"), choices=units, required=False, initial=given.get("unit", ""))
        return {name: number, f"{name}_unit": unit}

    def read(self, question, order, answers, *, name):
        number = answers.get(name)
        return {"number": number, "unit": answers.get(f"{name}_unit", "")} if number else None


class Placing:
    """A select for each prompt, or for each item the number of its place."""

    def fields(self, question, order, given, *, name, label):
        if question.kind == "matching":
            texts = choices_of(question)
            choices = [("", _("Choose")), *((str(place), texts[which]) for place, which in enumerate(order))]
            given = given or [None] * len(question.pairs)
            rows = [
                (inline(pair.prompt), str(order.index(texts.index(match))) if match in texts else "")
                for pair, match in zip(question.pairs, given, strict=True)
            ]
        else:
            choices = [("", _("Choose")), *((str(place), str(place)) for place in range(1, len(order) + 1))]
            rows = [
                (question.items[which], str(given.index(question.items[which]) + 1) if given else "") for which in order
            ]
        return {
            f"{name}_{number}": forms.ChoiceField(label=row, choices=choices, initial=initial, required=False)
            for number, (row, initial) in enumerate(rows, start=1)
        }

    def read(self, question, order, answers, *, name):
        if question.kind == "matching":
            texts = choices_of(question)
            given = [answers.get(f"{name}_{number}") for number in range(1, len(question.pairs) + 1)]
            given = [texts[order[int(place)]] if place else "" for place in given]
            return given if any(given) else None
        placed = {answers.get(f"{name}_{number}"): question.items[which] for number, which in enumerate(order, start=1)}
        whole = [placed.get(str(place)) for place in range(1, len(order) + 1)]
        return None if None in whole else whole


class Filling:
    """The fields of each gap, in the text; one choice of several, and true or false, is a select there."""

    def fields(self, question, order, given, *, name, label):
        fields, given = {}, given or [None] * len(question.gaps)
        for number, gap in enumerate(question.gaps, start=1):
            words = _("Gap %(number)s") % {"number": number}
            made = WAYS[gap.kind].fields(
                gap, order[number - 1], given[number - 1], name=f"{name}_{number}", label=words
            )
            for key, field in made.items():
                field.required = False
                if key.endswith("_unit"):
                    field.label = _("Gap %(number)s: unit") % {"number": number}
                if gap.kind in ("single", "truefalse"):
                    field.choices = [("", _("Choose")), *((place, plain(text)) for place, text in field.choices)]
                    field.widget = forms.Select(choices=field.choices)
            fields |= made
        return fields

    def read(self, question, order, answers, *, name):
        given = [
            WAYS[gap.kind].read(gap, order[number - 1], answers, name=f"{name}_{number}")
            for number, gap in enumerate(question.gaps, start=1)
        ]
        given = [None if is_empty(answer) else answer for answer in given]
        return None if given == [None] * len(given) else given


class Reading:
    """Nothing is asked: a text between questions."""

    def fields(self, question, order, given, *, name, label):
        return {}

    def read(self, question, order, answers, *, name):
        return ""


WAYS = {
    "single": Choosing(),
    "multiple": Choosing(),
    "truefalse": Deciding(),
    "short": Writing(),
    "numeric": Counting(),
    "matching": Placing(),
    "ordering": Placing(),
    "cloze": Filling(),
    "essay": Writing(),
    "description": Reading(),
}
NOT_WHOLE = {
    "matching": gettext_lazy("Choose at least one answer"),
    "ordering": gettext_lazy("Give each item a place of its own"),
    "cloze": gettext_lazy("Fill in at least one gap"),
}
HELP = {
    "multiple": gettext_lazy("Several answers are right. Choose all of them."),
    "matching": gettext_lazy("Choose what belongs to each line."),
    "ordering": gettext_lazy("Choose a place for each item: 1 comes first."),
}


class AnswerForm(forms.Form):
    """The answer to one question. ``given()`` is it in plain JSON."""

    def __init__(self, data=None, *, question, order, given=None, prefix=None):
        super().__init__(data, prefix=prefix)
        self.question, self.order = question, order
        grouped = question.kind in ("single", "multiple", "truefalse")
        label = silent(question.text) if grouped else _("Your answer")
        self.fields = WAYS[question.kind].fields(question, order, given, name="answer", label=label)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for field, sentence in self.not_whole():
                self.add_error(field, sentence)
        return cleaned

    def not_whole(self):
        """(field, why) of what is left empty or out, and cannot be kept so."""
        kind, given = self.question.kind, self.given()
        halves = [
            place
            for place, gap in enumerate(getattr(self.question, "gaps", ()), start=1)
            if gap.kind == "ordering" and (given is None or given[place - 1] is None)
            if any(self.cleaned_data[name] for name in gap_fields(self, place))
        ]
        if halves:
            return [(gap_fields(self, place)[0], NOT_WHOLE["ordering"]) for place in halves]
        return [(next(iter(self.fields)), NOT_WHOLE[kind])] if given is None and kind in NOT_WHOLE else []

    def given(self):
        return WAYS[self.question.kind].read(self.question, self.order, self.cleaned_data, name="answer")

    @property
    def help(self):
        """What to do, where several fields make one answer; a field of its own says it itself."""
        return "" if self.question.kind == "multiple" else HELP.get(self.question.kind, "")

    @property
    def help_id(self):
        return f"id_{self.add_prefix('answer')}_help"

    @property
    def group(self):
        """What all fields answer together, for who listens: a select says only which line it is for."""
        return plain(self.question.text) if self.question.kind in ("matching", "ordering") else ""


def gap_fields(form, number):
    """Names of the fields that one gap has."""
    return [name for name in form.fields if f"{name}_".startswith(f"answer_{number}_")]
