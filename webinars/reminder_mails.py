"""From reminders that wait to mails. Each is taken before its mail leaves: rather none than two."""

import logging
import time
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection

from calendars.preferences import settings_of

from .emails import reminder_mail
from .models import Reminder, Session

logger = logging.getLogger(__name__)
BATCH = 100
BUDGET = 200  # seconds; the cluster ends a task after 300


def send_waiting(*, now):
    """Send what waits; the number of mails sent. A mail server that does not answer ends the round."""
    Reminder.objects.waiting().filter(starts_at__lte=now).update(taken_at=now)  # too late for them
    connection, ends, sent, last = get_connection(), time.monotonic() + BUDGET, 0, 0
    try:
        while time.monotonic() < ends and (batch := list(_waiting().filter(pk__gt=last)[:BATCH])):
            last = batch[-1].pk
            for reminder in batch:
                if not settings_of(reminder.person).quiet.around(now):
                    connection.open()  # before it is taken: a dead server delays
                    sent += _send(reminder, connection=connection, now=now)
    except OSError as error:  # smtplib's own errors are OSErrors too
        logger.warning("Reminders wait for the mail server: %s", error)
    finally:
        connection.close()
    return sent


def _waiting():
    of_registration = (
        "registration__person__calendar_settings",
        "registration__session__event__locale",
        "registration__session__host__calendar_settings",
    )
    waiting = Reminder.objects.waiting().exclude(to_host=True, registration__session__host=None)
    return waiting.with_overtaken().select_related(*of_registration).order_by("pk")


def _send(reminder, *, connection, now):
    """1 if a mail left, 0 if another worker has it or there is nothing to say any more.

    A server that refused it for now has not sent it: it waits. After any other error nobody knows, so it is not tried
    again.
    """
    ours = Reminder.objects.filter(pk=reminder.pk)
    if not ours.waiting().update(taken_at=now) or not _still_true(reminder):
        return 0
    try:
        connection.send_messages([reminder_mail(reminder)])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        logger.warning("Reminder %s was refused: %s", reminder.pk, error)
        if _for_now(error):
            ours.update(taken_at=None)
        return 0
    return ours.update(sent_at=now)


def _still_true(reminder):
    """False once it is overtaken, or what it says has changed."""
    registration, session = reminder.registration, reminder.registration.session
    wanted = settings_of(reminder.person).offsets_of(session.event.reminder_offsets)
    return (
        not reminder.overtaken
        and reminder.minutes in wanted
        and bool(reminder.person.email)
        and registration.cancelled_at is None
        and session.state == Session.State.SCHEDULED
        and session.starts_at == reminder.starts_at
        and (session.event.live or session.is_private)
    )


def _for_now(error):
    """True for the answers 4xx, RFC 5321 §4.2.1."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code < 500 for code, _reason in error.recipients.values())
    return error.smtp_code < 500
