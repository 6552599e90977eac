"""Plain text that people write to each other."""

import re

from django import forms

from calendars.plain_text import clean_text

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they make text read in another order than it stands
BLANK_LINES = re.compile(r"\n{3,}")


class PlainTextField(forms.CharField):
    """Text of several lines without signs that are not seen; a line end counts once, as in the browser."""

    def __init__(self, *, rows=6, **options):
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value):
        value = TURNING.sub("", clean_text(str(value or "")))
        return super().to_python(BLANK_LINES.sub("\n\n", value))
