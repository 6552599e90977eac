"""Background work of sessions; each task may run twice and takes keys, not rows.

The modules they call import this one, so they are imported when a task runs. Mails are ``calendars.tasks``' work.
"""

from django.utils import timezone
from django_tasks import task


@task()
def decide_ended_sessions():
    """The sweep: decide attendance of the sessions that ended."""
    from .attendance import decide_ended  # noqa: PLC0415 -- see the module's docstring

    return decide_ended(now=timezone.now())


@task()
def erase_old_names():
    """Every night: names that are no longer needed to decide attendance."""
    from .forgetting import erase_names  # noqa: PLC0415 -- see the module's docstring

    return erase_names(now=timezone.now())
