"""Forms of discussions: plain text, kept as it was typed when something is wrong with it."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.plain_text import clean_text

LONGEST = 4_000
LONGEST_REASON = 500
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they make text read in another order than it stands
BLANK_LINES = re.compile(r"\n{3,}")


class PlainTextField(forms.CharField):
    """Text of several lines without signs that are not seen; a line end counts once, as in the browser."""

    def __init__(self, *, rows=6, **options):
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value):
        value = TURNING.sub("", clean_text(str(value or "")))
        return super().to_python(BLANK_LINES.sub("\n\n", value))


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
