"""Views of what nobody edits: its facts, and who did what with it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.history import HistoryView

from content.wording import in_kyiv

LABELS = {  # properties have none of their own
    "recipient": gettext_lazy("Recipient"),
    "subject": gettext_lazy("For"),
    "state": gettext_lazy("State"),
    "state_label": gettext_lazy("State"),
}


class RecordInspectView(InspectView):
    """Moments are Kyiv's, as in the lists; what is not there is a dash."""

    def get_field_label(self, field_name, field):
        return LABELS.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else in_kyiv(value)


class RecordHistoryView(HistoryView):
    """Whoever may see the record may see who did what with it."""

    any_permission_required = ["view"]
    header_buttons = []  # of Wagtail's there is one, and it edits
    inspect_url_name = ""

    def get_edit_url(self, instance):
        return reverse(self.inspect_url_name, args=[instance.pk])
