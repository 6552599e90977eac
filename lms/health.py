"""``/healthz``: is the database there, and does the worker work?"""

from datetime import timedelta

from django.conf import settings
from django.db import Error
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_q.models import Failure, OrmQ, Schedule

from .schedules import JOBS

TOO_LATE = timedelta(minutes=10)


def since(moment, *, now):
    """How long ago ``moment`` was; zero when there is none or it is still to come."""
    return max(now - moment, timedelta(0)) if moment else timedelta(0)


def queue_age(*, now):
    """How long the oldest waiting task has waited; zero when nothing waits or the queue lives in Redis."""
    if settings.REDIS_URL:
        return timedelta(0)
    return since(OrmQ.objects.order_by("lock").values_list("lock", flat=True).first(), now=now)


def schedule_delay(*, now):
    """How late the most overdue periodic job is: the worker starts them, so a silent worker shows here in minutes."""
    jobs = Schedule.objects.exclude(repeats=0).order_by("next_run")
    return since(jobs.values_list("next_run", flat=True).first(), now=now)


def missing_jobs():
    """How many periodic jobs the cluster was never told of: nothing would be late, and nothing would be done."""
    return len({job.name for job in JOBS} - set(Schedule.objects.values_list("name", flat=True)))


def failed_tasks(*, now):
    """How many tasks of the last day have failed and not succeeded since. For the operator to look at: no alarm."""
    return Failure.objects.filter(stopped__gt=now - timedelta(days=1)).count()


@never_cache
def healthz(request):
    """200 while the school works; 503 when the database is away, work waits for ten minutes or jobs are missing."""
    now = timezone.now()
    try:
        age, delay, missing = queue_age(now=now), schedule_delay(now=now), missing_jobs()
        body = {
            "database": "ok",
            "queue_age_seconds": int(age.total_seconds()),
            "schedule_delay_seconds": int(delay.total_seconds()),
            "missing_jobs": missing,
            "failed_tasks": failed_tasks(now=now),
        }
    except Error:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse(body, status=503 if missing or max(age, delay) > TOO_LATE else 200)
