"""The form a trainer marks with: a level and words for each criterion or, without a rubric, points; a comment."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_NOTE = 2000


class MarkForm(forms.Form):
    """Levels by radio buttons, with the points of each beside it."""

    def __init__(self, data=None, *, assignment):
        super().__init__(data)
        self.criteria = list(assignment.criteria.prefetch_related("levels"))
        for criterion in self.criteria:
            choices = [(level.pk, f"{level.title} ({level.points})") for level in criterion.levels.all()]
            self.fields[f"criterion_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.title, choices=choices, widget=forms.RadioSelect, coerce=int
            )
            self.fields[f"note_{criterion.pk}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.title},
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea({"rows": 2}),
            )
        if not self.criteria:
            self.fields["points"] = forms.IntegerField(
                label=_("Points"),
                min_value=0,
                max_value=assignment.max_points,
                help_text=_("From 0 to %(most)s") % {"most": assignment.max_points},
            )
        self.fields["comment"] = forms.CharField(
            label=gettext_lazy("Comment"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 6})
        )

    def chosen(self):
        """What ``mark`` asks for. The form must be valid."""
        return {
            "levels": {one.pk: self.cleaned_data[f"criterion_{one.pk}"] for one in self.criteria},
            "notes": {one.pk: self.cleaned_data[f"note_{one.pk}"] for one in self.criteria},
            "points": self.cleaned_data.get("points"),
            "comment": self.cleaned_data["comment"],
        }
