from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """What trainers offer outside of events: hours, bookings, notes. Each booking is a private session."""

    name = "consultations"
    verbose_name = _("Consultations")

    def ready(self):
        from . import event_links, letters  # noqa: F401, PLC0415 -- connect to webinars once models are loaded
