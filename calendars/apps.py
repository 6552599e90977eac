from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """iCalendar feeds: knows entries and tokens, neither webinars nor courses."""

    name = "calendars"
    verbose_name = _("Calendars")
