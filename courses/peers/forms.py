"""The form a peer writes with: the rubric of the assignment, or points, and words. A draft may be half done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.assignments.marking_forms import MarkForm


class ReviewForm(MarkForm):
    """Everything is needed to give the review, nothing to keep a draft."""

    def __init__(self, data=None, *, review):
        super().__init__(data, assignment=review.submission.assignment)
        self.fields["comment"].label = _("What is good, and what to work on")
        self.initial = {"comment": review.comment, "points": review.points}
        self.initial |= {f"criterion_{key}": level for key, level in review.levels.items()}
        for field in self.fields.values():
            field.required = data is None or "give" in data
            if isinstance(field, forms.TypedChoiceField):
                field.empty_value = None

    def chosen(self):
        """What the verbs ask for, as far as it was filled in rightly; words also where they are too long, cut."""
        data = self.cleaned_data
        return {
            "levels": {one.pk: data.get(f"criterion_{one.pk}") for one in self.criteria},
            "points": data.get("points"),
            "comment": data.get("comment", self.data.get("comment", "").replace("\x00", "")[:10_000]),
        }
