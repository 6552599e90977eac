"""Forms of the question bank. Imported by the models, so it knows none of them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

ASKED = {"definition", "points"}  # what makes a new version of a question


class BankQuestionForm(WagtailAdminModelForm):
    """Editing what is asked makes a new version; former ones stay in the history."""

    def save(self, commit=True):
        if self.instance.pk and ASKED & set(self.changed_data):
            self.instance.version += 1
        return super().save(commit)


class CategoryForm(WagtailAdminModelForm):
    def clean_parent(self):
        """A shelf does not stand in itself."""
        parent = above = self.cleaned_data["parent"]
        while above is not None:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A category cannot stand inside itself."))
            above = above.parent
        return parent
