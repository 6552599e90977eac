"""Forms of the question bank. Imported by the models, so it knows none of them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

ASKED = {"definition", "points"}  # what makes a new version of a question


class AmongOpenShelves:
    """A form in which one chooses among the categories that one may see."""

    shelf = "category"

    def __init__(self, *args, **kwargs):
        from .bank_access import categories_open_to  # noqa: PLC0415 -- models load before the gate

        super().__init__(*args, **kwargs)
        if self.for_user:
            self.fields[self.shelf].queryset = categories_open_to(self.for_user)


class BankQuestionForm(AmongOpenShelves, WagtailAdminModelForm):
    """Editing what is asked makes a new version; former ones stay in the history."""

    def save(self, commit=True):
        if self.instance.pk and ASKED & set(self.changed_data):
            self.instance.version += 1
        return super().save(commit)


class CategoryForm(AmongOpenShelves, WagtailAdminModelForm):
    shelf = "parent"

    def clean_parent(self):
        """A shelf does not stand in itself."""
        parent = above = self.cleaned_data["parent"]
        while above is not None:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A category cannot stand inside itself."))
            above = above.parent
        return parent
