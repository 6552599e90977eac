"""Forms of the public site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.regions import Region

from .models import Attendance


class Moment(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


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


class CorrectionForm(forms.Form):
    """What a person says instead of the rule, and why."""

    status = forms.ChoiceField(label=_("Status"), choices=Attendance.Status, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stands in the report beside the correction.")
    )


class OutageForm(forms.Form):
    """Who was cut off, from when to when, and why. Times are Kyiv's."""

    started_at = forms.DateTimeField(label=_("From"), help_text=_("Kyiv time"), widget=Moment)
    ended_at = forms.DateTimeField(label=_("To"), help_text=_("Kyiv time"), widget=Moment)
    region = forms.ChoiceField(label=_("Region"), required=False)
    reason = forms.CharField(label=_("What happened"), max_length=300)

    def __init__(self, *args, session, **kwargs):
        times = {"started_at": session.starts_at, "ended_at": session.ends_at}
        super().__init__(*args, initial=times, **kwargs)
        self.fields["region"].choices = [("", _("Everybody in the session")), *Region.choices]
