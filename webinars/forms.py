"""Forms of the public site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.regions import Region

from .models import Attendance, Session
from .reception import options


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
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = self.fields["present"].queryset = self.fields["was"].queryset = people

    def clean(self):
        """The button for all of them ticks everybody."""
        if self.cleaned_data["everybody"]:
            self.cleaned_data["present"] = self.people.all()
        return self.cleaned_data

    @property
    def marked(self):
        return set(self.cleaned_data["present"]) - set(self.cleaned_data["was"])

    @property
    def unmarked(self):
        return set(self.cleaned_data["was"]) - set(self.cleaned_data["present"])


class CodeForm(forms.Form):
    """The digits on the host's screen; people type them with a space or a dash."""

    digits = forms.CharField(
        label=_("Code on the screen"),
        max_length=20,
        help_text=_("Six digits; they change every half a minute."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_digits(self):
        return "".join(sign for sign in self.cleaned_data["digits"] if sign.isdecimal())


class WindowForm(forms.Form):
    """For how long self check-in is open."""

    minutes = forms.IntegerField(
        label=_("Open for how many minutes"),
        min_value=1,
        max_value=120,
        initial=10,
        help_text=_("From now on; at most until the end of the session."),
    )


class ReceptionForm(forms.Form):
    """What one wants to receive in the room, with what it costs; nothing chosen is what was chosen before."""

    reception = forms.ChoiceField(
        label=_("What do you want to receive?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Remembered for the next time. Your own camera is off at first; on, it costs as much again."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reception"].choices = options()


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


class DatesForm(forms.Form):
    """Which dates of an event one wants, and which one had when the page was made: only the difference is written.

    ``everything`` is the button for all of them; ``without_full`` is the yes to «some are full: the others?».
    """

    dates = forms.ModelMultipleChoiceField(Session.objects.none(), required=False)
    was = forms.ModelMultipleChoiceField(Session.objects.none(), required=False)
    everything = forms.BooleanField(required=False)
    without_full = forms.BooleanField(required=False)

    def __init__(self, *args, cards, **kwargs):
        super().__init__(*args, **kwargs)
        self.cards = cards
        shown = Session.objects.filter(pk__in=[card.session.pk for card in cards])
        self.fields["dates"].queryset = self.fields["was"].queryset = shown

    @property
    def wanted(self):
        """The sessions asked for; before anything is asked, those one has."""
        if not (self.is_bound and self.is_valid()):
            return [card.session for card in self.cards if card.registered or card.asks]
        if self.cleaned_data["everything"]:
            return [card.session for card in self.cards]
        return self._among(self.cleaned_data["dates"])

    @property
    def had(self):
        """The sessions in which one had a seat when the page was made."""
        if not (self.is_bound and self.is_valid()):
            return [card.session for card in self.cards if card.registered or card.asks]
        return self._among(self.cleaned_data["was"])

    def _among(self, sessions):
        chosen = set(sessions)
        return [card.session for card in self.cards if card.session in chosen]
