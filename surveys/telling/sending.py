"""From notices that wait to mails. Each is taken before its mail leaves: rather none than two."""

import logging
import time
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection

from calendars.preferences import settings_of
from surveys.access import may_answer
from surveys.models import Participation, SurveyNotice

from .leaving import TOO_LATE
from .mails import notice_mail
from .wishes import wants_notices

logger = logging.getLogger(__name__)
BATCH = 100
BUDGET = 200  # seconds; the cluster ends a task after 300


def send_waiting(*, now):
    """Send what waits, but nothing in somebody's quiet hours; the number of mails sent.

    A mail server that does not answer ends the round.
    """
    SurveyNotice.objects.waiting().filter(survey__closes_at__lte=now + TOO_LATE).update(taken_at=now)
    connection, ends, sent, last = get_connection(), time.monotonic() + BUDGET, 0, 0
    waiting = SurveyNotice.objects.waiting().select_related("survey__page", "person__calendar_settings")
    try:
        while time.monotonic() < ends and (batch := list(waiting.filter(pk__gt=last)[:BATCH])):
            last = batch[-1].pk
            for notice in batch:
                if not settings_of(notice.person).quiet.around(now):
                    connection.open()  # before it is taken: a dead server delays
                    sent += _send(notice, connection=connection, now=now)
    except OSError as error:  # smtplib's own errors are OSErrors too
        logger.warning("Mails about surveys wait for the mail server: %s", error)
    finally:
        connection.close()
    return sent


def _send(notice, *, connection, now):
    """1 if a mail left, 0 if another worker has it or there is nothing to say any more.

    What was refused by an answer has not left: it waits, if the server said «not now».
    """
    ours = SurveyNotice.objects.filter(pk=notice.pk)
    if not ours.waiting().update(taken_at=now) or not _still_true(notice, now=now):
        return 0
    try:
        connection.send_messages([notice_mail(notice)])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        logger.warning("The mail about survey %s was refused: %s", notice.survey_id, error)
        if _for_now(error):
            ours.update(taken_at=None)
        return 0
    return ours.update(sent_at=now)


def _still_true(notice, *, now):
    survey, person = notice.survey, notice.person
    answered = Participation.objects.filter(survey=survey, person=person).exists()
    wanted = bool(person.email) and wants_notices(person)
    return wanted and not answered and may_answer(person=person, survey=survey, now=now)


def _for_now(error):
    """True for the answers 4xx, RFC 5321 §4.2.1."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code < 500 for code, _reason in error.recipients.values())
    return error.smtp_code < 500
