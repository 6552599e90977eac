"""Forms of the admin. They collect; the verbs write."""

from itertools import combinations

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from webinars.all_the_same import AllTheSame, may_save

from .choosers import dated
from .planning import plan_cohort


def at_the_same_time(sessions):
    """A sentence for every two of ``sessions`` at which the same people are expected at once."""
    pairs = combinations(sorted(sessions, key=lambda session: session.starts_at), 2)
    words = _("At the same time: “%(first)s” and “%(second)s”.")
    return [
        words % {"first": dated(first), "second": dated(second)}
        for first, second in pairs
        if second.starts_at < first.ends_at
    ]


class CohortForm(WagtailAdminModelForm):
    """Dates that cannot be so are said beside the field they are about; sessions at the same time are said first."""

    all_the_same = AllTheSame()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["all_the_same"]

    def is_valid(self):
        """The sessions are known once their own rows are valid."""
        return super().is_valid() and may_save(self, at_the_same_time(self._sessions()))

    def _sessions(self):
        """The sessions of the programme as it is going to be, those called off apart."""
        rows = [row for row in self.formsets["session_rows"].cleaned_data if row and not row.get("DELETE")]
        return [row["session"] for row in rows if not row["session"].is_cancelled]

    def clean(self):
        data = super().clean()
        opens, closes = data.get("enroll_opens_at"), data.get("enroll_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("enroll_closes_at", _("Enrollment closes after it opens."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A cohort ends after it starts."))
        return data

    def carry_out(self, *, by):
        """Write what was collected, the sessions included; returns the cohort as written."""
        return plan_cohort(cohort=self.save(commit=False), by=by)
