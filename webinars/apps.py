from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    """Events, their dated sessions, registration, rooms and attendance."""

    name = "webinars"
    verbose_name = _("Events")

    def ready(self):
        from . import invitations  # noqa: F401, PLC0415 -- registers who writes the mails about sessions
