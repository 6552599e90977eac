"""Forms of the ways into a cohort."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from content.asking import LONGEST_ANSWER, AnswersForm, put
from courses.models import ListedPerson, Nominee
from webinars.import_forms import NOBODY, MatchForm

from .allotments import allot
from .links import make_link


class ApplicationForm(AnswersForm):
    """The questions of one cohort."""

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, asked=[put(row, key=str(row.pk)) for row in cohort.questions.all()], **kwargs)

    @property
    def answers(self):
        """[question, answer] of each, as they are asked now: a question may be reworded later."""
        given = self.given
        return [[question.text, given[question.key]] for question in self.asked.values()]


class AcceptForm(forms.Form):
    """A word to who is accepted, if there is one to say."""

    reason = forms.CharField(
        label=gettext_lazy("Word to the applicant"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the mail that the applicant gets."),
    )


class DeclineForm(forms.Form):
    """Nobody is declined without being told why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the mail that the applicant gets."),
    )


class ListMatchForm(MatchForm):
    """Who the people of a list are: known ones, new ones, and those who are not to be enrolled."""

    without_person = {
        "new": (gettext_lazy("A new person"), ListedPerson.How.NEW),
        NOBODY: (gettext_lazy("Leave out: do not enroll"), ListedPerson.How.SKIPPED),
    }


class LinkForm(WagtailAdminModelForm):
    """A new invitation link, written by its verb."""

    def clean_cohort(self):
        cohort = self.cleaned_data["cohort"]
        if cohort.is_cancelled:
            raise forms.ValidationError(_("This cohort is cancelled."))
        return cohort

    def carry_out(self, *, by, now):
        return make_link(link=self.save(commit=False), by=by, now=now)


class AllotmentForm(WagtailAdminModelForm):
    """Seats for an organization, new or changed, written by their verb."""

    def carry_out(self, *, by):
        return allot(allotment=self.save(commit=False), by=by, now=timezone.now())


class NomineeForm(forms.ModelForm):
    """Somebody whom an organization sends."""

    class Meta:
        model = Nominee
        fields = ["name", "email"]
        help_texts = {
            "email": gettext_lazy("We send the invitation there. Without an address, pass the link on yourself.")
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
