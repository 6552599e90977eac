"""Whom an organization sends: members to tick, others by name and e-mail."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content import wording
from people.models import Person
from webinars.models import Session

from .refusals import Somebody

STRANGERS = 3  # rows for people who are not members yet, in one form


def _name():
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=gettext_lazy("Name and surname"), max_length=150, required=False, widget=widget)


def _email():
    widget = forms.EmailInput(attrs={"autocomplete": "off"})
    return forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False, widget=widget)


class Dates(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, session):
        words = capfirst(wording.moments(session.starts_at, session.ends_at, now=timezone.now()))
        words = f"{words} · {session.title}" if session.title else words
        return f"{words} · {_('no free seats: who is named joins the queue')}" if session.is_full() else words


class PeopleForm(forms.Form):
    """People of one organization, ``members`` among them; ``many`` may be named at once, or one."""

    def __init__(self, *args, members, many=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {f"member_{member.pk}": member for member in members}
        self.many = many
        if many:
            for field, member in self.members.items():
                self.fields[field] = forms.BooleanField(label=member.display_name, required=False)
        elif members:
            self.fields["member"] = forms.ModelChoiceField(
                Person.objects.filter(pk__in=[member.pk for member in members]),
                label=gettext_lazy("Somebody of your organization"),
                required=False,
                empty_label=gettext_lazy("Somebody else"),
            )
            self.fields["member"].label_from_instance = lambda member: member.display_name
        for number in self.numbers:
            self.fields[f"name_{number}"], self.fields[f"email_{number}"] = _name(), _email()

    @property
    def numbers(self):
        return range(1, STRANGERS + 1) if self.many else range(1, 2)

    def clean(self):
        people, by_email, seen = [], {member.email.casefold(): member for member in self.members.values()}, set()
        for somebody in self._named():
            member = somebody.person or by_email.get(somebody.email.casefold())
            who = member or somebody.email.casefold()
            if who in seen:
                self.add_error(somebody.field, _("This person is named twice."))
            seen.add(who)
            people.append(Somebody(somebody.field, person=member) if member else somebody)
        if not people and not self.errors:
            raise forms.ValidationError(_("Name somebody first."))
        self.cleaned_data["people"] = people

    def _named(self):
        """Everybody of whom something was said. Half a name is an error beside the field that is empty."""
        said = self.cleaned_data
        yield from (Somebody(field, person=member) for field, member in self.members.items() if said.get(field))
        if said.get("member"):
            yield Somebody("member", person=said["member"])
        for number in self.numbers:
            name, email = f"name_{number}", f"email_{number}"
            if name in self.errors or email in self.errors or not (said[name] or said[email]):
                continue
            for field in (name, email):
                if not said[field]:
                    self.add_error(field, _("Write name and e-mail: we send the invitation there."))
            if said.get(name) and said.get(email):
                yield Somebody(email, name=said[name], email=said[email])

    @property
    def ticks(self):
        """The fields of members."""
        return [self[field] for field in self.members]

    @property
    def others(self):
        """The fields of everybody else."""
        return [self[f"{part}_{number}"] for number in self.numbers for part in ("name", "email")]

    def refuse(self, problems):
        """Say beside each person why they cannot come."""
        for field, sentences in problems.items():
            self.add_error(field, list(sentences))


class SendForm(PeopleForm):
    """The same, with the ``dates`` of an event to which they are sent: the only one there is needs no question."""

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, many=True, **kwargs)
        shown = Session.objects.filter(pk__in=[session.pk for session in sessions]).with_taken().order_by("starts_at")
        self.fields["dates"] = Dates(
            shown,
            label=gettext_lazy("Dates"),
            initial=[session.pk for session in sessions] if len(sessions) == 1 else (),
            error_messages={"required": gettext_lazy("Tick a date at least.")},
        )
        if len(sessions) == 1:
            self.fields["dates"].widget = forms.MultipleHiddenInput()
        self.order_fields(["dates"])
