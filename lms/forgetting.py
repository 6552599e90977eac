"""What the cluster remembers of its tasks is deleted in time: among it are addresses and letters."""

from datetime import timedelta

from django.utils import timezone
from django_q.models import Task
from django_tasks import task

KEPT = timedelta(days=30)


@task()
def forget_finished_tasks():
    """Delete what is known of tasks that ended more than a month ago, failed ones too."""
    Task.objects.filter(stopped__lt=timezone.now() - KEPT).delete()
