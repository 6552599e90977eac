from django import forms
from django.utils.translation import gettext as _

from .models import CalendarSettings


class AddressForm(forms.Form):
    """What to do with the private address."""

    ISSUE, REVOKE = "issue", "revoke"

    action = forms.ChoiceField(choices=[(ISSUE, ISSUE), (REVOKE, REVOKE)])


class ClockInput(forms.TimeInput):
    """Hours and minutes by the browser's own control."""

    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class SettingsForm(forms.ModelForm):
    """What a person wants of calendars and of reminders."""

    class Meta:
        model = CalendarSettings
        fields = [
            "mails",
            "taking_part",
            "hosting",
            "deadlines",
            "programme",
            "busy_only",
            "alarm",
            "language",
            "reminders",
            "reminder_offsets",
            "quiet_from",
            "quiet_until",
        ]
        widgets = {
            "alarm": forms.RadioSelect,
            "language": forms.RadioSelect,
            "reminders": forms.RadioSelect,
            "quiet_from": ClockInput,
            "quiet_until": ClockInput,
        }

    def clean(self):
        super().clean()
        own = self.cleaned_data.get("reminders") == CalendarSettings.Reminders.OWN
        if own and self.cleaned_data.get("reminder_offsets") == []:
            self.add_error("reminder_offsets", _("Tick at least one time, or choose “no reminders”."))
