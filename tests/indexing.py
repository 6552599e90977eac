"""Tasks run at once, but Wagtail's two indexes – what is found, and where something is used – are made when looked at.

Keeping both up to date at each save of a page was a third of the time of all tests, and few of them look.
"""

import re
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

INDEXING = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}
TABLES = re.compile("wagtailcore_referenceindex|wagtailsearch_|modelsearch_")


class LateIndexes(ImmediateBackend):
    waiting = {}  # by task and arguments: what was saved twice is looked through once
    late = False

    def enqueue(self, task, args, kwargs):
        """As the parent's; or None for an index that is made later, since Wagtail does not look at the answer."""
        if self.late and task.module_path in INDEXING:
            self.waiting[task.module_path, *args] = task
            return None
        return super().enqueue(task, args, kwargs)


@contextmanager
def indexes_when_looked_at():
    """Within, the first statement that touches an index finds it complete."""
    LateIndexes.late = True
    try:
        with connection.execute_wrapper(_complete):
            yield
    finally:
        LateIndexes.late = False
        LateIndexes.waiting.clear()


def _complete(execute, sql, params, many, context):
    if LateIndexes.waiting and TABLES.search(sql):
        waiting = dict(LateIndexes.waiting)
        LateIndexes.waiting.clear()
        for (_path, *args), task in waiting.items():
            try:
                task.call(*args)
            except ObjectDoesNotExist:
                continue  # gone since
    return execute(sql, params, many, context)
