from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    """Programmes of conferences and forums: rooms, tracks, items, released versions."""

    name = "conferences"
    verbose_name = _("Programmes")

    def ready(self):
        from . import event_links, materials, receivers  # noqa: F401, PLC0415 -- connect to webinars once models are loaded
