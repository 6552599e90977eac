"""Background work of the checks; each task may run twice."""

from django.utils import timezone
from django_tasks import task

from .keeping import due, look_over


@task()
def look_over_page(page_pk):
    """Check a page as it was last saved."""
    look_over(page_pk, now=timezone.now())


@task()
def look_over_old():
    """The sweep: a task for each page that was checked long ago, so that one that cannot be read stops no other."""
    for pk in due(now=timezone.now()):
        look_over_page.enqueue(pk)
