"""While the demonstration is built, tasks run at once, but for those that look through a page whenever it is saved."""

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend

from content.checking.tasks import look_over_page

INDEXES = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}


class Later(ImmediateBackend):
    """Indexes are made as a whole in the end, and a page is checked once, when all that it leads to is there."""

    waiting = {}

    def enqueue(self, task, args, kwargs):
        """As the parent’s; None for what comes later, since whoever saves does not look at the answer."""
        if task.module_path in INDEXES:
            return None
        if task == look_over_page:
            self.waiting[args[0]] = None
            return None
        return super().enqueue(task, args, kwargs)


@transaction.atomic
def check_pages():
    """Check each page that was saved."""
    while Later.waiting:
        look_over_page.call(Later.waiting.popitem()[0])
