"""The form a trainer sets a mark with."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OverrideForm(forms.Form):
    """A mark in percent, why, and what the participant reads beside it."""

    percent = forms.DecimalField(
        label=_("Mark, percent"),
        help_text=_("From 0 to 100. It counts instead of the measured mark, which stays visible."),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The participant reads it too."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    comment = forms.CharField(
        label=_("Comment for the participant"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
