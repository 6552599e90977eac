"""Forms of the page editor. Imported by the models, so it knows none of them."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class QuizPageForm(WagtailAdminPageForm):
    """Rules that hang together. A draft may still be unfinished."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answers_shown") == "from_date" and not cleaned.get("answers_from"):
            self.add_error("answers_from", _("Say from when on the right answers are shown."))
        before = cleaned.get("pre_test")
        if before is not None and before.pk == self.instance.pk:
            self.add_error("pre_test", _("A quiz is not its own test before."))
        return cleaned


class AssignmentPageForm(WagtailAdminPageForm):
    """An assignment can be accepted: no more points are needed than there are."""

    def clean(self):
        data = super().clean()
        if (data.get("pass_points") or 0) > (data.get("max_points") or 0):
            self.add_error("pass_points", _("No more points can be needed than are possible."))
        return data
