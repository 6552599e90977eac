"""Forms of the public site."""

from django import forms

from people.models import Person


class SheetForm(forms.Form):
    """The attendance sheet: who is ticked now, and who was when the page was made.

    Only the difference is written, so two phones with the same list do not undo each other's work.
    """

    present = forms.ModelMultipleChoiceField(Person.objects.none(), required=False)
    was = forms.ModelMultipleChoiceField(Person.objects.none(), required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.fields["was"].queryset = people

    @property
    def marked(self):
        return set(self.cleaned_data["present"]) - set(self.cleaned_data["was"])

    @property
    def unmarked(self):
        return set(self.cleaned_data["was"]) - set(self.cleaned_data["present"])
