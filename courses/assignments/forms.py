"""The form one hands an assignment in with."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .uploads import content_type_of


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files. ``taken``: upload and media type of each that may be kept, also when others are refused."""

    def __init__(self, *, assignment, **options):
        super().__init__(widget=SeveralFiles, required=False, **options)
        self.assignment, self.taken = assignment, []

    def clean(self, data, initial=None):
        errors = []
        for upload in data or []:
            try:
                self.taken.append((upload, content_type_of(upload, assignment=self.assignment)))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return self.taken


class SubmissionForm(forms.Form):
    """A text, files or both, as the assignment takes them. ``taken``: the files to keep, also beside a wrong one.

    ``version`` says which draft the form was shown with, ``other`` is a draft with words that another window saved.
    """

    other = None

    def __init__(self, data=None, files=None, *, assignment, **options):
        super().__init__(data, files, **options)
        if assignment.takes_text:
            self.fields["text"] = forms.CharField(
                label=_("Your answer"), required=False, max_length=50_000, widget=forms.Textarea({"rows": 12})
            )
        if assignment.takes_files:
            self.fields["files"] = FilesField(label=_("Files"), assignment=assignment)

    @property
    def version(self):
        return self.data.get("version", "")

    @property
    def taken(self):
        return self.fields["files"].taken if "files" in self.fields else []

    @property
    def written(self):
        """The text as it was sent, also one too long to be valid, cut; None where none was sent.

        Without NUL, which PostgreSQL keeps in no text.
        """
        text = self.data.get("text") if "text" in self.fields else None
        return text if text is None else text.replace("\r\n", "\n").replace("\x00", "")[:50_000]
