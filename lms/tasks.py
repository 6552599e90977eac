"""Django's task API (``@task``) on the django-q2 cluster: one worker for our tasks and Wagtail's own.

With the ORM broker an enqueue inside ``atomic()`` commits or rolls back with the data. With Redis the message would
be visible before the commit, so it is sent by ``on_commit``.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.conf import Conf
from django_q.tasks import async_task
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json


def run(path, args, kwargs):
    """Call the task function at ``path``: what the cluster's worker executes."""
    task = import_string(path)
    return normalize_json(task.call(*args, **kwargs))


class DjangoQBackend(BaseTaskBackend):
    """Hands tasks to django-q2. Results are not read back: tasks write what they did into the database."""

    supports_async_task = False
    supports_defer = False

    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        args, kwargs = normalize_json(list(args)), normalize_json(dict(kwargs))

        def send():
            async_task("lms.tasks.run", task.module_path, args, kwargs, task_name=task.name[:100])

        if Conf.ORM:
            send()
        else:
            transaction.on_commit(send)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
