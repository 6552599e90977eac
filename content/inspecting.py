"""One record in the admin, to look at."""

from django.contrib.admin.utils import unquote
from django.shortcuts import get_object_or_404
from wagtail.admin.views.generic import InspectView

from .wording import in_kyiv


class RecordInspectView(InspectView):
    """Moments are Kyiv's, as in the lists; what is not there is a dash."""

    def get_queryset(self):
        return self.model._default_manager.all()

    def get_object(self, queryset=None):
        """Out of ``get_queryset``, which Wagtail's own does not ask."""
        return get_object_or_404(self.get_queryset(), pk=unquote(str(self.pk)))

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else in_kyiv(value)
