"""Forms of the admin. They collect; the verbs of ``scheduling`` and ``series`` write."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from people.alphabet import Alphabetically
from people.models import Person

from .all_the_same import AllTheSame, may_save
from .clashes import clashes_of, planned
from .models import Session
from .scheduling import DETAILS, reschedule, save_draft, schedule
from .series import change_series
from .series_changes import Scope, change_between, changes_of

MAY_CLASH = {"event", "starts_at", "ends_at", "host", "mode", "place", "region"}


def possible_hosts(*, besides=None):
    """Those to whom the school gave a role, and the person ``besides`` them."""
    trusted = Q(user__groups__isnull=False) | Q(user__is_superuser=True) | Q(pk=besides)
    return Person.objects.filter(trusted).distinct().order_by(Alphabetically("display_name"))


class SessionForm(WagtailAdminModelForm):
    """A session: new ones are drafts unless announced; times of announced ones move with a mail to the registered.

    Clashes are said before anything is written. One of a series asks how far the change reaches.
    """

    announce = forms.BooleanField(
        label=_("Announce at once"),
        required=False,
        help_text=_("It appears in the calendar and the feeds. Otherwise it stays a draft until you announce it."),
    )
    scope = forms.ChoiceField(
        label=_("The change is for"),
        choices=Scope.choices,
        initial=Scope.ONE,
        widget=forms.RadioSelect,
        help_text=_("For more than one date you first see what changes. What has begun is never touched."),
    )
    all_the_same = AllTheSame()
    changed = ()  # what ``carry_out`` did to several dates

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["announce"]
        if self.instance.series_id is None:
            del self.fields["scope"]
        if not self.is_bound:
            del self.fields["all_the_same"]
        self.fields["host"].queryset = possible_hosts(besides=self.instance.host_id)

    def clean(self):
        data = super().clean()
        clashes = [] if self.is_for_several else self._clashes(data)
        may_save(self, [clash.reason for clash in clashes])
        return data

    @property
    def is_for_several(self):
        return self.cleaned_data.get("scope", Scope.ONE) != Scope.ONE

    def _clashes(self, data):
        """What stands in the way of what is new; a change of title or seats stands in nobody's way."""
        if not ({"event", "starts_at", "ends_at"} <= data.keys() and MAY_CLASH & set(self.changed_data)):
            return []
        asked = {name: data.get(name) for name in MAY_CLASH}
        return clashes_of([planned(Session(pk=self.instance.pk, title=data.get("title", ""), **asked))])

    def foretell(self, *, now):
        """What would change, as ``series_changes`` foretells it."""
        return changes_of(now=now, **self._series_change())

    def carry_out(self, *, by, now):
        """Call the verb that fits what was asked; it returns the session as written."""
        data = self.cleaned_data
        if self.instance.pk is None:
            verb = schedule if data["announce"] else save_draft
            return verb(session=self.instance, by=by, now=now)
        if self.is_for_several:
            self.changed = change_series(by=by, now=now, **self._series_change())
            return Session.objects.get(pk=self.instance.pk)
        details = {name: data[name] for name in DETAILS}
        return reschedule(
            session=self.instance, starts_at=data["starts_at"], ends_at=data["ends_at"], by=by, now=now, **details
        )

    def _series_change(self):
        data, before = self.cleaned_data, Session.objects.select_related("event").get(pk=self.instance.pk)
        details = {name: data[name] for name in DETAILS}
        return {
            "session": before,
            "scope": data["scope"],
            "change": change_between(before, starts_at=data["starts_at"], ends_at=data["ends_at"], **details),
            "apart": bool(self.data.get("apart")),
        }


class CancelForm(forms.Form):
    """Why a session does not take place, in words that the registered will read."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    """How far several sessions move; backwards with a minus."""

    days = forms.IntegerField(label=_("Days"), initial=0, min_value=-366, max_value=366)
    hours = forms.IntegerField(
        label=_("Hours"), initial=0, min_value=-23, max_value=23, help_text=_("With a minus: earlier.")
    )

    def clean(self):
        data = super().clean()
        if data.get("days") == 0 and data.get("hours") == 0:
            self.add_error("days", _("Say by how many days or hours."))
        return data


class CopyForm(forms.Form):
    """How many days after the original its copy stands."""

    days = forms.IntegerField(
        label=_("Days later"), initial=7, min_value=-366, max_value=366, help_text=_("At the same hour in Kyiv.")
    )
