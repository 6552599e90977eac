"""Mails whose rows are taken before they leave: rather none than two. Quiet hours and a dead mail server delay them."""

import logging
import time
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection

from calendars.preferences import settings_of

logger = logging.getLogger(__name__)
BATCH = 100
BUDGET = 200  # seconds; the cluster ends a task after 300


def send_each(waiting, *, write, now):
    """Send what ``write(row)`` makes of each row of ``waiting``, None where it is not true any more; how many left.

    A row has ``person``, ``taken_at`` and ``sent_at``. A mail server that does not answer ends the round.
    """
    connection, ends, sent, last = get_connection(), time.monotonic() + BUDGET, 0, 0
    waiting = waiting.order_by("pk")
    try:
        while time.monotonic() < ends and (batch := list(waiting.filter(pk__gt=last)[:BATCH])):
            last = batch[-1].pk
            for row in batch:
                if not settings_of(row.person).quiet.around(now):
                    connection.open()  # before it is taken: a dead server delays
                    sent += _send(row, write=write, connection=connection, now=now)
    except OSError as error:  # smtplib's own errors are OSErrors too
        logger.warning("Mails wait for the mail server: %s", error)
    finally:
        connection.close()
    return sent


def _send(row, *, write, connection, now):
    """1 if a mail left, 0 if another worker has it or there is nothing to say any more.

    A server that refused it for now has not sent it: it waits. After any other error nobody knows, so it is not tried
    again.
    """
    ours = type(row).objects.filter(pk=row.pk)
    if not ours.waiting().update(taken_at=now) or (mail := write(row)) is None:
        return 0
    try:
        connection.send_messages([mail])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        logger.warning("%s %s was refused: %s", type(row).__name__, row.pk, error)
        if _for_now(error):
            ours.update(taken_at=None)
        return 0
    return ours.update(sent_at=now)


def _for_now(error):
    """True for the answers 4xx, RFC 5321 §4.2.1."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code < 500 for code, _reason in error.recipients.values())
    return error.smtp_code < 500
