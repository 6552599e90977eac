"""Background work of programmes; each task may run twice and takes keys, not rows."""

from django.utils import timezone
from django_tasks import task


@task()
def send_notice(pk):
    """Tell one person of a release."""
    from .mails import send  # noqa: PLC0415 -- the verb that enqueues imports this module

    send(pk, now=timezone.now())
