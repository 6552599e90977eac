"""Forms of the page editor. Imported by the models, so it knows none of them."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class QuizPageForm(WagtailAdminPageForm):
    """Before a quiz is published, each of its questions can be answered rightly. A draft may still be unfinished."""

    def is_valid(self):
        valid = super().is_valid()
        if valid and not self.is_deferred_validation:
            for question in kept(self.formsets["questions"]):
                valid = is_answerable(question) and valid
        return valid


def kept(formset):
    return [form for form in formset.forms if form not in formset.deleted_forms]


def is_answerable(form):
    """Whether a question’s form marks as many right answers as its kind asks for; else it says so beside the kind."""
    right = sum(bool(choice.cleaned_data.get("right")) for choice in kept(form.formsets["choices"]))
    if form.cleaned_data.get("kind") == "single" and right != 1:
        form.add_error("kind", _("Mark exactly one answer as right."))
    elif right < 1:
        form.add_error("kind", _("Mark at least one answer as right."))
    return not form.errors


class AssignmentPageForm(WagtailAdminPageForm):
    """An assignment can be accepted: no more points are needed than there are."""

    def clean(self):
        data = super().clean()
        if (data.get("pass_points") or 0) > (data.get("max_points") or 0):
            self.add_error("pass_points", _("No more points can be needed than are possible."))
        return data
