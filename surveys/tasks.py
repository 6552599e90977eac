"""Surveys in the background."""

from django.utils import timezone
from django_tasks import task

from .answers import unseal_closed
from .telling.leaving import leave_due
from .telling.sending import send_waiting


@task()
def unseal_surveys():
    """The sweep: what can be changed no more is nobody's any more."""
    return unseal_closed(now=timezone.now())


@task()
def leave_survey_notices():
    """The sweep: tell by mail of surveys that are open, each once; the number of mails that left.

    What the mail server does not take now, and who has quiet hours, waits for the next sweep.
    """
    now = timezone.now()
    leave_due(now=now)
    return send_waiting(now=now)
