"""Sign-up and profile forms."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Person


class SignupDetailsForm(forms.Form):
    """What the school asks for besides e-mail and password. The name goes on certificates."""

    first_name = forms.CharField(
        label=_("First name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Surname"),
        max_length=60,
        help_text=_("As it should stand on your certificate. Other participants do not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    consent = forms.BooleanField(label=_("I have read the privacy notice and agree to it"))

    field_order = ["first_name", "last_name", "email", "password1", "consent"]

    def signup(self, request, user):
        """allauth's hook: the account exists, keep what else was asked for (the names are saved by allauth)."""


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = Person
        fields = ["legal_name", "display_name", "phone", "language", "region", "community", "settlement", "gender"]
        widgets = {
            "legal_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("region", "settlement", "gender"):
            field = self.fields[name]
            field.choices = [("", _("Not given")), *(choice for choice in field.choices if choice[0])]


class ThemeForm(forms.Form):
    """Colours of the site on this device."""

    theme = forms.ChoiceField(
        label=_("Colours of the site"),
        choices=[
            ("", _("As on the phone")),
            ("light", pgettext_lazy("theme", "Light")),
            ("dark", pgettext_lazy("theme", "Dark")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
