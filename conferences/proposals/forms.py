"""The form of a proposal, and those by which coordinators say what they think and decide."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import Proposal, Review

FOR_SENDING = ("abstract",)  # what a draft may lack


class ProposalForm(forms.ModelForm):
    """``name="draft"`` in the POST keeps what there is; a draft needs a title, a name and an address."""

    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Proposal
        fields = ["title", "kind", "language", "minutes", "abstract", "note", "name", "organization", "email"]
        widgets = {
            "abstract": forms.Textarea(attrs={"rows": 8}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "organization": forms.TextInput(attrs={"autocomplete": "organization"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # the link was mailed there, so whoever has it cannot turn it to another mailbox
            del self.fields["email"]
        if "draft" in self.data:
            for name in FOR_SENDING:
                self.fields[name].required = False

    def clean(self):
        data = super().clean()
        if data.get("homepage"):
            words = _("A program seems to have filled in this form. If you are no program, try again.")
            raise forms.ValidationError(words)
        return data


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ["vote", "comment"]
        widgets = {"vote": forms.RadioSelect, "comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vote"].choices = Review.Vote.choices


class DecisionForm(forms.Form):
    """A word to the proposer. Nobody is declined without being told why."""

    reason = forms.CharField(
        label=gettext_lazy("Word to the proposer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands in the mail. Who is declined must read why."),
    )
