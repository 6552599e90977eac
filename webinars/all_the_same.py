"""Forms that say what stands in the way before they save, and take «save all the same» for an answer."""

import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

NAME = "all_the_same"


class Tick(forms.CheckboxInput):
    """A tick that carries what it is about, and is never ticked beforehand."""

    def __init__(self):
        super().__init__(check_test=lambda value: False)

    def format_value(self, value):
        return None

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class AllTheSame(forms.CharField):
    """The field ``all_the_same`` of such a form; it shows itself only when something stands in the way."""

    widget = Tick

    def __init__(self):
        super().__init__(label=_("Save all the same"), required=False)


def seal(reasons):
    """A short word for these very reasons: saying «all the same» to them says nothing of others."""
    return hashlib.sha256("\n".join(reasons).encode()).hexdigest()[:16]


def may_save(form, reasons):
    """True when nothing stands in the way of ``form``, or this was said and answered; else says it beside the field."""
    if not reasons:
        form.fields.pop(NAME, None)
        return True
    form.fields[NAME].widget.attrs["value"] = word = seal(reasons)
    if form.cleaned_data.get(NAME) == word:
        return True
    for reason in reasons:
        form.add_error(NAME, reason)
    return False


def is_only_warned(form):
    """True when the form could be saved but for what stands in the way."""
    return set(form.errors) == {NAME}
