"""Forms of verification, and of what a holder shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Certificate, Shown
from .numbers import NumberError, normalize

LARGEST_FILE = 5_000_000  # bytes; ours have some tens of thousands


class VerifyForm(forms.Form):
    """A number as somebody typed it from paper."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=40,
        help_text=_("12 letters and digits, as on the certificate, such as 7K4M-92QX-3HTC."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the number of the certificate")},
    )

    def clean_number(self):
        try:
            return normalize(self.cleaned_data["number"])
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error


class VerifyFileForm(forms.Form):
    """A PDF or a badge that somebody was given. It is not kept."""

    file = forms.FileField(
        label=_("File of the certificate or its badge"),
        help_text=_("A PDF, or a badge: PNG, SVG or text. We compare it with what was issued, and do not keep it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.svg,.json,.jwt,.txt"}),
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty. Choose another one")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than any certificate of ours. Choose another one"))
        return file


class NameForm(forms.Form):
    """A name that a visitor compares with the one on the certificate, of a person or of an organization."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=150,
        help_text=_("Of a person first name and surname, as on the certificate. We answer only yes or no."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the name")},
    )


# An organization has no initials.
OF_ORGANIZATIONS = [
    (Shown.FULL, _("The name of the organization")),
    (Shown.MATCH, Shown.MATCH.label),
    (Shown.HIDDEN, Shown.HIDDEN.label),
]


class ShownForm(forms.ModelForm):
    """What the holder lets strangers see."""

    class Meta:
        model = Certificate
        fields = ["shown", "linked"]
        widgets = {"shown": forms.RadioSelect}
        labels = {
            "shown": _("What strangers see who check the number"),
            "linked": _("The former number leads to this certificate"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.supersedes_id is None:
            del self.fields["linked"]
        if self.instance.organization_id:
            self.fields["shown"].choices = OF_ORGANIZATIONS
