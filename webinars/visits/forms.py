"""Forms of visits. They collect; ``travelling`` and ``contacts`` write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from webinars.models import EmergencyContact, Travel


class ContactForm(forms.ModelForm):
    """Whom to call; about somebody else, so no browser fills it in by itself."""

    class Meta:
        model = EmergencyContact
        fields = ["name", "relation", "phone"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "relation": forms.TextInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        }


class TravelForm(forms.ModelForm):
    """The way there, in parts; what is empty is not shown. A misprint need not be told to everybody."""

    tell = forms.BooleanField(
        label=_("Tell those who are registered what has changed"),
        required=False,
        initial=True,
        help_text=_("One mail to each, with a link and without what stands here."),
    )

    class Meta:
        model = Travel
        fields = [*Travel.PARTS]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in Travel.TEXTS}
        help_texts = {
            "meeting": _("Only those who are registered, the host and coordinators read what stands here."),
            "phone": _("Of the one who travels along."),
        }
