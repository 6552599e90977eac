"""The field of a form for a number as people write it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .comparing import folded, split_number

UNREADABLE = gettext_lazy("Write a number, for example 12.5")


class NumberField(forms.CharField):
    """A number as people write it, with a comma or a point; one of ``units`` may follow, and nothing else."""

    def __init__(self, *, units, **options):
        super().__init__(**options)
        self.units = units

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return value
        number, unit = split_number(value)
        if number is None:
            raise forms.ValidationError(UNREADABLE)
        if unit and folded(unit, case_matters=True) not in {folded(one, case_matters=True) for one in self.units}:
            if not self.units:
                raise forms.ValidationError(_("Write the number alone, without words or a unit."))
            raise forms.ValidationError(_("Units here: %(units)s.") % {"units": ", ".join(self.units)})
        return value
