"""Background work of calendars; each task may run twice."""

from django.utils import timezone
from django_tasks import task


@task()
def send_invitations(uid=""):
    """Send the calendar mails that wait, all or about one entry. What fails is left for the next round."""
    from .outbox import send_due  # noqa: PLC0415 -- loaded with the models

    return send_due(now=timezone.now(), uid=uid)


@task()
def read_replies():
    """The sweep: what calendar apps answered. A mail server that is down is asked again in the next one."""
    from .reading import read_mailbox  # noqa: PLC0415 -- loaded with the models

    return read_mailbox(now=timezone.now())
