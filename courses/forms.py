"""Forms of courses: the catalog's filter and the answer to a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import Topic

from .models import CoursePage


class CatalogForm(forms.Form):
    """The filter of the catalog, in the address."""

    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All topics"),
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=[("", _("Any format")), *CoursePage.Format.choices], required=False
    )


class AnswerForm(forms.Form):
    """One question of a quiz: radio buttons for one right answer, checkboxes for several."""

    def __init__(self, data=None, *, question, chosen):
        super().__init__(data)
        choices = [(str(place), choice["text"]) for place, choice in enumerate(question["choices"])]
        single = question["kind"] == "single"
        kind = forms.ChoiceField if single else forms.MultipleChoiceField
        initial = [str(place) for place in chosen or []]
        self.fields["answer"] = kind(
            label=question["text"],
            choices=choices,
            widget=forms.RadioSelect if single else forms.CheckboxSelectMultiple,
            initial=(initial[0] if initial else None) if single else initial,
            help_text="" if single else _("Several answers are right. Choose all of them."),
            error_messages={"required": _("Choose an answer")},
        )

    def chosen(self):
        """Positions of the chosen answers."""
        answer = self.cleaned_data["answer"]
        return [int(answer)] if isinstance(answer, str) else [int(place) for place in answer]
