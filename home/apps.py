from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The shell: the only app that may show everything together."""

    name = "home"
    verbose_name = _("Site")

    def ready(self):
        from . import receivers  # noqa: F401, PLC0415 -- connects the receivers once apps are loaded
