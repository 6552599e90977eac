"""Mails to people of a cohort, one a task. ``sending`` is imported when a task runs: it imports this module."""

from django.utils import timezone
from django_tasks import task

from courses.models import MessageCopy


@task()
def send_copy(copy_pk):
    """Send the copy of one person, if nobody has yet."""
    from .sending import send  # noqa: PLC0415 -- see the module's docstring

    copies = MessageCopy.objects.select_related(
        "person", "message__cohort__course__locale", "message__written_by__person"
    )
    if copy := copies.filter(pk=copy_pk).first():
        send(copy, now=timezone.now())
