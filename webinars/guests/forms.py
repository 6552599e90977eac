"""What people without an account say of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """Where the link goes; nothing else is asked before it was opened."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We send a link there. With it you take the seat."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AboutForm(forms.Form):
    """Who comes to the school for the first time."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=150,
        help_text=_("As it should stand on your certificate. Other participants do not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(label=_("I have read the privacy notice and agree to it"))
