"""Background work of the queues for cohorts; each task may run twice and takes keys.

``queue`` is imported when its task runs: it imports this module.
"""

from django.utils import timezone
from django_tasks import task

from courses.models import QueuePlace

from .queue_emails import queue_mail


@task()
def send_queue_mail(place_pk, about):
    """Tell one person what became of their place in the queue; nothing that meanwhile is not true."""
    places = QueuePlace.objects.select_related("person", "cohort__course__locale")
    place = places.filter(pk=place_pk).exclude(person__email="").first()
    if place and is_true(place, about):
        queue_mail(place, about=about).send()


def is_true(place, about):
    """Of a cohort that is called off only that is told."""
    if place.cohort.is_cancelled or about == "cancelled":
        return place.cohort.is_cancelled and about == "cancelled" and place.ended_at is None
    return place.is_offered if about == "offered" else place.outcome == about


@task()
def sweep_queues():
    """The sweep: what nobody answered goes to the next, and what has begun is waited for no more."""
    from .queue import sweep  # noqa: PLC0415 -- see the module's docstring

    return sweep(now=timezone.now())
