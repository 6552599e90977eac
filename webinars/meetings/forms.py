"""Forms of working meetings. They collect; ``inviting`` and ``minuting`` write."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.alphabet import Alphabetically
from people.models import Organization, Person
from webinars.admin_forms import possible_hosts
from webinars.models import Meeting, MeetingDecision

MOST_AT_ONCE = 200
ROWS_TO_SPARE = 3
MOST_DECISIONS = 60


class AnswerForm(forms.Form):
    """The two buttons, and a word to whoever invites."""

    note = forms.CharField(
        label=_("A word to the host, if you like"),
        required=False,
        max_length=300,
        help_text=_("The host and coordinators read it."),
    )
    comes = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class InviteForm(forms.Form):
    """Whom to invite: by their addresses, one a line, or all people of an organization."""

    emails = forms.CharField(
        label=_("People, by their e-mail"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One address a line. They must be in the register of people."),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=_("Everybody in an organization"),
        required=False,
        help_text=_("Whoever joins it later is invited too; whoever leaves it is not any more."),
    )

    def clean_emails(self):
        """The people, in the order of the lines; an address that nobody has is named."""
        lines = list(dict.fromkeys(line.strip().lower() for line in self.cleaned_data["emails"].splitlines()))
        lines = [line for line in lines if line]
        if len(lines) > MOST_AT_ONCE:
            raise ValidationError(gettext("No more than %(number)d addresses at once.") % {"number": MOST_AT_ONCE})
        found = Person.objects.annotate(address=Lower("email")).filter(address__in=lines)
        known = {person.address: person for person in found}
        if unknown := [line for line in lines if line not in known]:
            said = gettext("Nobody in the register has this address: %(emails)s.")
            raise ValidationError(said % {"emails": ", ".join(unknown[:20])})
        return [known[line] for line in lines]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["emails"] or data["organization"]):
            raise ValidationError(gettext("Name somebody to invite."))
        return data


class AgendaForm(forms.ModelForm):
    """What is talked about, and who writes it down."""

    class Meta:
        model = Meeting
        fields = ["agenda", "secretary"]
        widgets = {"agenda": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        trusted = possible_hosts(besides=self.instance.secretary_id)
        among = Q(pk__in=people.order_by().values("pk")) | Q(pk__in=trusted.order_by().values("pk"))
        self.fields["secretary"].queryset = Person.objects.filter(among).order_by(Alphabetically("display_name"), "pk")


class MinutesForm(forms.Form):
    """The text; ``seen`` is when those minutes were written that the writer had before them."""

    minutes = forms.CharField(
        label=_("What was talked about"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_seen(self):
        return moment_seen(self.cleaned_data["seen"])


class DecisionForm(forms.Form):
    """One decision; a row without its words is none."""

    text = forms.CharField(
        label=_("What is decided"), required=False, max_length=MeetingDecision._meta.get_field("text").max_length
    )
    who = forms.CharField(
        label=_("Who does it"), required=False, max_length=MeetingDecision._meta.get_field("who").max_length
    )
    due_on = forms.DateField(
        label=_("Until when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self):
        data = super().clean()
        if not data.get("text") and (data.get("who") or data.get("due_on")):
            self.add_error("text", gettext("Say what is decided, or empty the whole row."))
        return data


Decisions = forms.formset_factory(
    DecisionForm, extra=ROWS_TO_SPARE, max_num=MOST_DECISIONS, absolute_max=MOST_DECISIONS + ROWS_TO_SPARE
)


def decided(formset):
    """The rows with words, as ``minuting.write`` takes them."""
    return [form.cleaned_data for form in formset if form.cleaned_data.get("text")]


def moment_seen(text):
    """The moment in a hidden field; None for nothing, and for what somebody made up."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
