"""The form a peer writes with: the rubric of the assignment, or points, and words. A draft may be half done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.assignments.marking_forms import LONGEST_NOTE, MarkForm


class ReviewForm(MarkForm):
    """Everything is needed to give the review, nothing to keep a draft."""

    def __init__(self, data=None, *, review):
        super().__init__(data, assignment=review.submission.assignment)
        self.fields["comment"].label = _("What is good, and what to work on")
        self.initial = {"comment": review.comment, "points": review.points}
        self.initial |= {f"criterion_{key}": level for key, level in review.levels.items()}
        self.initial |= {f"note_{key}": words for key, words in review.notes.items()}
        for name, field in self.fields.items():
            field.required = (data is None or "give" in data) and not name.startswith("note_")
            if isinstance(field, forms.TypedChoiceField):
                field.empty_value = None

    def chosen(self):
        """What the verbs ask for, as far as it was filled in rightly; words also where they are too long, cut."""
        data = self.cleaned_data
        return {
            "levels": {one.pk: data.get(f"criterion_{one.pk}") for one in self.criteria},
            "notes": {one.pk: self._words(f"note_{one.pk}", LONGEST_NOTE) for one in self.criteria},
            "points": data.get("points"),
            "comment": self._words("comment", 10_000),
        }

    def _words(self, name, longest):
        return self.cleaned_data.get(name, self.data.get(name, "").replace("\x00", "")[:longest])
