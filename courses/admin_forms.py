"""Forms of the admin. They collect; the verbs write."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from .planning import plan_cohort


class CohortForm(WagtailAdminModelForm):
    """Dates that cannot be so are said beside the field they are about."""

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
