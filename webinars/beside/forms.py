"""Forms beside the room."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.uploads import media_type_of
from content.wording import lines_of
from webinars.models import Board, Material, Poll
from webinars.text_fields import PlainTextField

from .materials import MEGABYTES, TAKEN

LONGEST_QUESTION, LONGEST_ANSWER = 500, 2_000
MOST_OPTIONS, LONGEST_OPTION = 8, 120


def https(field, **options):
    """The form field of a model's field; an address that is typed without its scheme begins with https."""
    scheme = {"assume_scheme": "https"} if isinstance(field, URLField) else {}
    return field.formfield(**options, **scheme)


class QuestionForm(forms.Form):
    text = PlainTextField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        rows=3,
        error_messages={"required": _("Write a question first.")},
    )


class AnswerForm(forms.Form):
    """What a host writes; without words the question was answered aloud."""

    text = PlainTextField(max_length=LONGEST_ANSWER, required=False)


class ChoiceForm(forms.Form):
    """The number of the option somebody chose in a poll."""

    choice = forms.IntegerField(error_messages={"required": _("Choose one of the answers.")})


class PollForm(forms.ModelForm):
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("Each on a line of its own, from two to eight."),
        max_length=MOST_OPTIONS * (LONGEST_OPTION + 2),
        widget=forms.Textarea({"rows": 4}),
    )

    class Meta:
        model = Poll
        fields = ["text", "options"]

    def clean_options(self):
        lines = lines_of(self.cleaned_data["options"])
        if not 2 <= len(lines) <= MOST_OPTIONS or len(set(lines)) < len(lines):
            raise ValidationError(_("Write from two to eight different answers, each on a line of its own."))
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise ValidationError(_("An answer has 120 characters at most."))
        return lines


class MaterialForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A document, table, presentation or picture, up to 10 MB."),
        widget=forms.FileInput,
    )
    content_type = ""

    class Meta:
        model = Material
        fields = ["title", "url"]
        formfield_callback = https

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            kinds = gettext("documents, tables, presentations, pictures")
            self.content_type = media_type_of(upload, taken=TAKEN, megabytes=MEGABYTES, kinds=kinds)
        return upload

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data["url"]) == bool(data["upload"]):
            self.add_error("url", _("Give a link or a file, one of the two."))
        return data


class SubstituteForm(forms.ModelForm):
    class Meta:
        model = Board
        fields = ["substitute", "substitute_note"]
        formfield_callback = https
        help_texts = {
            "substitute": _("The address of a room elsewhere. People see it only when ours does not open."),
            "substitute_note": _("For example a telephone number, or the code of that room."),
        }
