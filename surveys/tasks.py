"""Surveys in the background. The sweep imports this module, so what it calls is imported when a task runs."""

from django.utils import timezone
from django_tasks import task

from .answers import unseal_closed


@task()
def unseal_surveys():
    """The sweep: what can be changed no more is nobody's any more."""
    return unseal_closed(now=timezone.now())


@task()
def leave_survey_notices():
    """The sweep: leave the mails about surveys that are open, each once."""
    from .telling.leaving import leave_due  # noqa: PLC0415 -- see the module's docstring

    return leave_due(now=timezone.now())


@task()
def send_survey_notices():
    """Send those that wait. What the mail server does not take now is left for the next sweep."""
    from .telling.sending import send_waiting  # noqa: PLC0415 -- see the module's docstring

    return send_waiting(now=timezone.now())
