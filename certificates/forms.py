"""The form of verification."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .numbers import NumberError, normalize


class VerifyForm(forms.Form):
    """A number as somebody typed it from paper."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=40,
        help_text=_("12 letters and digits, as on the certificate, such as 7K4M-92QX-3HTC."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the number of the certificate")},
    )

    def clean_number(self):
        try:
            return normalize(self.cleaned_data["number"])
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error
