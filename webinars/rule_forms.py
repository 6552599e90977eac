"""The form by which the rule of an event changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import AttendanceRule


class RuleForm(forms.ModelForm):
    """A new version beside the one that holds; ``seen`` is the number of that one."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = AttendanceRule
        fields = [*AttendanceRule.TERMS, "reason"]
        widgets = {"unit": forms.RadioSelect, "own_word": forms.RadioSelect}

    def __init__(self, *args, newest, **kwargs):
        values = {name: getattr(newest, name) for name in AttendanceRule.TERMS}
        version = AttendanceRule(event_id=newest.event_id, number=newest.number + 1)
        super().__init__(*args, instance=version, initial={**values, "seen": newest.number}, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("It stands in the history of the rule.")

    @property
    def terms(self):
        return {name: self.cleaned_data[name] for name in AttendanceRule.TERMS}
