from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Accounts, the people who take part, and their organizations."""

    name = "people"
    verbose_name = _("People")

    def ready(self):
        from . import receivers  # noqa: F401, PLC0415 -- connects signals once models are loaded
