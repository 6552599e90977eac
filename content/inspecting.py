"""One record in the admin, to look at."""

from wagtail.admin.views.generic import InspectView

from .wording import in_kyiv


class RecordInspectView(InspectView):
    """Moments are Kyiv's, as in the lists; what is not there is a dash."""

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else in_kyiv(value)
