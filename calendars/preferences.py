"""What a person wants of calendars, and what that makes of entries."""

from dataclasses import replace

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from .models import CalendarSettings


def settings_of(person):
    """What ``person`` wants of calendars, saved or not."""
    try:
        return person.calendar_settings
    except CalendarSettings.DoesNotExist:
        return CalendarSettings(person=person)


def busy(entries):
    """``entries`` as hours in which one is busy: nothing in them says with what.

    What is cancelled or only falls due is free time. Also the uid is another one, since a session's own leads to its
    public page.
    """
    return [
        replace(
            entry,
            uid=f"busy-{salted_hmac('calendars.busy', entry.uid).hexdigest()[:32]}@school",
            summary=gettext("Busy"),
            url="",
            description="",
            location="",
            conference_url="",
            categories=(),
        )
        for entry in entries
        if not (entry.is_cancelled or entry.transparent)
    ]
