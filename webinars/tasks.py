"""Background work of sessions; each task may run twice and takes keys, not rows.

The modules they call import this one, so they are imported when a task runs.
"""

from django.utils import timezone
from django_tasks import task

from .models import Registration


@task()
def send_confirmation(registration_pk):
    """Tell a person that they have a seat."""
    _send(registration_pk, "registered")


@task()
def tell_registered(session_pk, kind, reason=""):
    """One mail task for each person with a seat, so that one bad address stops nobody else's mail."""
    for pk in Registration.objects.active().filter(session=session_pk).values_list("pk", flat=True):
        send_change.enqueue(pk, kind, reason)


@task()
def send_change(registration_pk, kind, reason=""):
    """Tell one registered person what became of the session."""
    _send(registration_pk, kind, reason)


@task()
def decide_ended_sessions():
    """The sweep: decide attendance of the sessions that ended."""
    from .attendance import decide_ended  # noqa: PLC0415 -- see the module's docstring

    return decide_ended(now=timezone.now())


def _send(registration_pk, kind, reason=""):
    """Nothing is sent about what is over, to who left, or to who gave no address."""
    from .emails import session_mail  # noqa: PLC0415 -- see the module's docstring

    registrations = Registration.objects.active().select_related("person", "session__event__locale")
    registration = registrations.filter(pk=registration_pk, session__ends_at__gt=timezone.now()).first()
    if registration and registration.person.email:
        session_mail(registration=registration, kind=kind, reason=reason).send()
