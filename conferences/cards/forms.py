"""The card of a speaker as its owner fills it in, and the address to which the link goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import Speaker

from .photos import redrawn


class CardForm(forms.ModelForm):
    """``photo`` holds what was drawn anew, or None where there is no new one."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, up to 10 MB. We keep the picture alone, without the place where it was taken."),
    )
    word = forms.CharField(
        label=_("A word to the coordinators"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers do not see it."),
    )

    class Meta:
        model = Speaker
        fields = ["name", "name_en", "role", "organization", "biography"]
        widgets = {"biography": forms.Textarea(attrs={"rows": 6})}

    field_order = ["photo", "name", "name_en", "role", "organization", "biography", "word"]

    def clean_photo(self):
        upload = self.cleaned_data.get("photo")
        return redrawn(upload) if upload else None


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the speaker"))
