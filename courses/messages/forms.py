"""The form a trainer chooses people and writes with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.discussion.forms import PlainTextField

from .sending import FEWER, LESS, NOTHING


class MessageForm(forms.Form):
    """Who is behind, and what to say. ``shown`` is the digest of what was looked over."""

    who = forms.ChoiceField(
        label=_("Who is behind"),
        choices=[
            (NOTHING, _("who has done nothing yet")),
            (LESS, _("who has done less than half of the cohort has")),
            (FEWER, _("who has done fewer steps than")),
        ],
        widget=forms.RadioSelect,
        initial=LESS,
    )
    steps = forms.IntegerField(label=_("Steps"), required=False, min_value=1, max_value=1000)
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = PlainTextField(label=_("Your words"), max_length=5000, rows=8)
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("who") == FEWER and not data.get("steps"):
            self.add_error("steps", _("Say how many steps."))
        return data
