"""Forms of the two sides. Days and hours are Kyiv's; the rules are the verbs'."""

from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from calendars.kyiv import KYIV
from courses.models import Cohort
from people.models import Organization
from webinars.recurrence import Rule
from webinars.series_forms import Weekdays

from .choosing import TimeField
from .models import Consultation, Offer
from .publishing import RULES

LONGEST = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def today():
    return timezone.localdate(timezone=KYIV)


def day_field(**kwargs):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)], **kwargs)


def hour_field(**kwargs):
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **kwargs)


class BookForm(forms.ModelForm):
    """What one wants to talk about. The time comes along as it was chosen."""

    at = TimeField(widget=forms.HiddenInput)

    class Meta:
        model = Consultation
        fields = ["subject", "question"]
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"question": _("What you have tried, what you need. Only the trainer and coordinators read it.")}


class MoveForm(forms.Form):
    at = TimeField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why the trainer cannot come."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The participant reads it in the mail."),
    )


class NoteForm(forms.ModelForm):
    class Meta:
        model = Consultation
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        labels = {"note": _("Note")}
        help_texts = {
            "note": _("What you agreed on and what comes next. The participant and coordinators read it, nobody else.")
        }


class OfferForm(forms.ModelForm):
    class Meta:
        model = Offer
        fields = RULES
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}


class DaysForm(forms.Form):
    """The first and the last of some days."""

    first_on = day_field(label=_("First day"))
    last_on = day_field(label=_("Last day"))

    def clean(self):
        data = super().clean()
        first, last = data.get("first_on"), data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day is not before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("last_on", _("A year is the longest one can say at once."))
        return data


class HoursForm(DaysForm):
    """Hours of one day or of days that repeat by weeks."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, choices=WEEKDAYS.items(), widget=Weekdays
    )
    interval = forms.IntegerField(
        label=_("Every how many weeks"), initial=1, min_value=1, max_value=26, help_text=_("1 is each, 2 every second.")
    )
    at = hour_field(label=_("From"), help_text=_("Kyiv time. The hour stays when the clock changes."))
    until = hour_field(label=_("To"))
    first_on = day_field(label=_("First day"), initial=today)
    last_on = day_field(label=_("Last day"), help_text=_("The same day twice is a single day."))
    field_order = ["weekdays", "interval", "at", "until"]

    def clean(self):
        data = super().clean()
        if data.get("at") and data.get("until") and data["until"] <= data["at"]:
            self.add_error("until", _("The hours end after they begin."))
        return data

    @property
    def hours(self):
        """As ``publishing.add_hours`` takes them."""
        data = self.cleaned_data
        rule = Rule(weekdays=tuple(sorted(data["weekdays"])), interval=data["interval"], until=data["last_on"])
        return {"rule": rule, **{name: data[name] for name in ("first_on", "at", "until")}}


class ShareForm(forms.Form):
    """Places for a cohort or for an organization."""

    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False)
    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Organization"), required=False)
    places = forms.IntegerField(label=_("Consultations in a month"), min_value=1, max_value=500)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts
        self.fields["organization"].queryset = Organization.objects.all()

    def clean(self):
        data = super().clean()
        if bool(data.get("cohort")) == bool(data.get("organization")):
            self.add_error("cohort", _("Choose either a cohort or an organization."))
        return data
