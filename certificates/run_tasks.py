"""Works off lists of certificates. A task may run twice, be killed, and run beside another: see ``run_work``."""

import time
from datetime import timedelta

from django.db.models import Max, Q
from django.utils import timezone
from django_tasks import task

from .models import IssueRun
from .run_work import finish, settle_some

WORK_FOR = 60.0  # seconds; then the task hands on to another, so that others have their turn in the queue
SILENT_FOR = timedelta(minutes=5)  # a list on which nothing happened for so long has lost its worker


@task()
def issue_run(run_pk):
    """Issue what is left of a list, some people at a time."""
    run = (
        IssueRun.objects.running()
        .select_related("rule__template", "rule__quiz", "rule__programme", "cohort", "approved_by")
        .filter(pk=run_pk)
        .first()
    )
    if run is None:
        return
    until = time.monotonic() + WORK_FOR
    while settle_some(run=run, now=timezone.now()):
        if time.monotonic() >= until:
            issue_run.enqueue(run_pk)
            return
    finish(run=run, now=timezone.now())


@task()
def resume_runs():
    """Go on with lists whose worker was lost, say in a power cut."""
    silent = timezone.now() - SILENT_FOR
    running = IssueRun.objects.running().annotate(last=Max("rows__done_at"))
    for run in running.filter(Q(last=None) | Q(last__lt=silent), approved_at__lt=silent):
        issue_run.enqueue(run.pk)
