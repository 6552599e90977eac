from django import forms

from .models import CalendarSettings


class AddressForm(forms.Form):
    """What to do with the private address."""

    ISSUE, REVOKE = "issue", "revoke"

    action = forms.ChoiceField(choices=[(ISSUE, ISSUE), (REVOKE, REVOKE)])


class SettingsForm(forms.ModelForm):
    """What a person wants of calendars."""

    class Meta:
        model = CalendarSettings
        fields = ["mails", "taking_part", "hosting", "busy_only", "alarm", "language"]
        widgets = {"alarm": forms.RadioSelect, "language": forms.RadioSelect}
