from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    """Events, their dated sessions, registration, rooms and attendance."""

    name = "webinars"
    verbose_name = _("Events")

    def ready(self):
        from . import answers, invitations, receivers  # noqa: F401, PLC0415 -- mails, answers to them, pages taken down
        from .beside import materials  # noqa: F401, PLC0415 -- deletes files with their rows
        from .meetings import access  # noqa: F401, PLC0415 -- hangs the door of working meetings
        from .recordings import showing  # noqa: F401, PLC0415 -- says which events can still be seen
