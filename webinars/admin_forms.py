"""Forms of the admin. They collect; the verbs of ``scheduling`` write."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from people.models import Person

from .scheduling import DETAILS, reschedule, save_draft, schedule


class SessionForm(WagtailAdminModelForm):
    """A session: new ones are drafts unless announced; times of announced ones move with a mail to the registered."""

    announce = forms.BooleanField(
        label=_("Announce at once"),
        required=False,
        help_text=_("It appears in the calendar and the feeds. Otherwise it stays a draft until you announce it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["announce"]
        trusted = Q(user__groups__isnull=False) | Q(user__is_superuser=True) | Q(pk=self.instance.host_id)
        self.fields["host"].queryset = Person.objects.filter(trusted).distinct()

    def carry_out(self, *, by, now):
        """Call the verb that fits what was asked; it returns the session as written."""
        data = self.cleaned_data
        if self.instance.pk is None:
            verb = schedule if data["announce"] else save_draft
            return verb(session=self.instance, by=by, now=now)
        details = {name: data[name] for name in DETAILS}
        return reschedule(
            session=self.instance, starts_at=data["starts_at"], ends_at=data["ends_at"], by=by, now=now, **details
        )


class CancelForm(forms.Form):
    """Why a session does not take place, in words that the registered will read."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
