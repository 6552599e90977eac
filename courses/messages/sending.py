"""Whom a message would reach, and the verbs that send it: what was looked over is what is sent."""

from datetime import timedelta
from statistics import median

from django.core.mail import get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.confirming import ChangedMeanwhile, confirm
from courses.exceptions import MessageRefused
from courses.models import Cohort, CohortMessage, MessageCopy
from people.alphabet import alphabetical

from .emails import message_mail
from .tasks import send_copy

NOTHING, LESS, FEWER = "nothing", "less", "fewer"
A_DAY = timedelta(days=1)
MOST_A_DAY = 2  # messages to one cohort: people who get a mail a day stop reading them


def behind(rows, *, who, steps=0):
    """Those of ``rows``, by ``people_of``, who are behind, and whom a mail reaches; the least done first.

    ``who``: nothing done, less than half of the cohort has, or fewer than ``steps``. Who waits – for a mark of the
    trainer, for what opens later – is not behind by this.
    """
    going = [row for row in rows if row.may_go_on]
    limit = {NOTHING: 1, LESS: median([row.done for row in rows] or [0]), FEWER: steps}[who]
    reached = [row for row in going if row.done < limit and row.person.email]
    return sorted(reached, key=lambda row: (row.done, alphabetical(row.person.legal_name)))


def foretold(rows, *, subject, text):
    """What is looked over before sending, as plain values."""
    return {"people": sorted(row.person_id for row in rows), "subject": subject, "text": text}


@transaction.atomic
def send_message(*, cohort, rows, subject, text, shown, by, now):
    """Write to the people of ``rows``, one mail each; the same words again within a day are the same message.

    ``shown`` is the digest of what was looked over.
    Raises ``MessageRefused``: nobody is behind, it is not what was shown, or enough was written today.
    """
    cohort = Cohort.objects.locked(cohort.pk)
    if twin := cohort.messages.filter(written_at__gt=now - A_DAY, subject=subject, text=text).first():
        return twin
    try:
        confirm(foretold(rows, subject=subject, text=text), shown=shown)
    except ChangedMeanwhile as changed:
        raise MessageRefused(str(changed)) from changed
    if refusal := refusal_to_write(cohort, rows, now=now):
        raise MessageRefused(refusal)
    message = cohort.messages.create(subject=subject, text=text, written_by=by, written_at=now)
    copies = MessageCopy.objects.bulk_create(MessageCopy(message=message, person=row.person) for row in rows)
    log(cohort, "courses.message.send", user=by, data={"subject": subject, "people": len(copies)})
    for copy in copies:
        send_copy.enqueue(copy.pk)
    return message


def refusal_to_write(cohort, rows, *, now):
    """Why nothing can be sent now, in words."""
    if not rows:
        return _("Nobody is behind in this sense.")
    if CohortMessage.objects.filter(cohort=cohort, written_at__gt=now - A_DAY).count() >= MOST_A_DAY:
        return _("This cohort got %(number)s messages within a day. Write again tomorrow.") % {"number": MOST_A_DAY}
    return ""


def send(copy, *, now):
    """Send one mail, once; whether it left. Who left the cohort or has no address any more gets none.

    A mail server that does not answer raises ``OSError`` before anything is taken, and the task is tried again.
    """
    stays = copy.message.cohort.enrollments.active().filter(person=copy.person).exists()
    connection = get_connection()
    connection.open()
    try:
        if not MessageCopy.objects.filter(pk=copy.pk, taken_at=None).update(taken_at=now):
            return False
        return bool(stays and copy.person.email and connection.send_messages([message_mail(copy)]))
    finally:
        connection.close()
