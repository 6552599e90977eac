"""Forms of discussions: plain text, kept as it was typed when something is wrong with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from webinars.text_fields import PlainTextField

LONGEST = 4_000
LONGEST_REASON = 500


class PostForm(forms.Form):
    text = PlainTextField(
        label=_("Your words"), max_length=LONGEST, error_messages={"required": _("Write something first.")}
    )

    def __init__(self, *arguments, label=None, **options):
        super().__init__(*arguments, **options)
        if label:
            self.fields["text"].label = label


class ReportForm(forms.Form):
    reason = PlainTextField(label=_("What is wrong with it"), max_length=LONGEST_REASON, rows=3)


class HideForm(forms.Form):
    reason = PlainTextField(
        label=_("Why you hide it"), max_length=LONGEST_REASON, rows=3, help_text=_("The author reads this.")
    )


class SearchForm(forms.Form):
    """Words to look for in the questions and answers of a course."""

    q = forms.CharField(
        label=_("What are you looking for"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
