"""What a device sends – marks as JSON, each of them through a form – and the signed paper."""

import json
from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .marking import Said
from .signed import checked

MOST = 1_000  # marks at once; the largest session has some hundred people


class MarkForm(forms.Form):
    key = forms.UUIDField()
    person = forms.IntegerField(min_value=1, max_value=2**31)
    here = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**62)
    device = forms.UUIDField(required=False)
    at = forms.IntegerField(min_value=0, max_value=2**42)  # milliseconds, as devices count them

    @property
    def said(self):
        data = self.cleaned_data
        at = datetime.fromtimestamp(data["at"] / 1000, UTC)
        return Said(data["key"], data["person"], data["here"], data["seen"], at, data["device"])


def marks_of(body):
    """The marks in ``body`` (bytes). Raises ``ValidationError`` where it holds anything else."""
    try:
        rows = json.loads(body)["marks"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValidationError("This holds no marks.") from error
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ValidationError("These are no marks.")
    bound = [MarkForm(row if isinstance(row, dict) else {}) for row in rows]
    if not all(form.is_valid() for form in bound):
        raise ValidationError("One of them is no mark.")
    return [form.said for form in bound]


class SignedForm(forms.Form):
    """A scan or photograph of the list that people signed."""

    upload = forms.FileField(
        label=_("Scan or photograph"),
        help_text=_("JPEG, PNG or PDF, up to 12 MB. It is kept as it is; only the host and planners see it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200, help_text=_("For example “page 2 of 3”."))
    content_type = ""

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        self.content_type = checked(upload)
        return upload


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why is it taken back?"), max_length=200)
