"""From reminders that wait to mails."""

from calendars.preferences import settings_of

from .emails import reminder_mail
from .models import Reminder, Session
from .taken_mails import send_each


def send_waiting(*, now):
    """Send what waits; the number of mails sent."""
    Reminder.objects.waiting().filter(starts_at__lte=now).update(taken_at=now)  # too late for them
    return send_each(_waiting(), write=_mail, now=now)


def _waiting():
    of_registration = (
        "registration__person__calendar_settings",
        "registration__session__event__locale",
        "registration__session__host__calendar_settings",
    )
    waiting = Reminder.objects.waiting().exclude(to_host=True, registration__session__host=None)
    return waiting.with_overtaken().select_related(*of_registration)


def _mail(reminder):
    """None once it is overtaken, or what it says has changed."""
    registration, session = reminder.registration, reminder.registration.session
    wanted = settings_of(reminder.person).offsets_of(session.event.reminder_offsets)
    still_true = (
        not reminder.overtaken
        and reminder.minutes in wanted
        and bool(reminder.person.email)
        and registration.cancelled_at is None
        and session.state == Session.State.SCHEDULED
        and session.starts_at == reminder.starts_at
        and (session.event.live or session.is_private)
    )
    return reminder_mail(reminder) if still_true else None
