"""``/healthz``: is the database there, and does the worker work?"""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_q.models import OrmQ, Schedule

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


@never_cache
def healthz(request):
    """200 while the school works, 503 when the database is away or work waits for more than ten minutes."""
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        age, delay = queue_age(now=now), schedule_delay(now=now)
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    body = {
        "database": "ok",
        "queue_age_seconds": int(age.total_seconds()),
        "schedule_delay_seconds": int(delay.total_seconds()),
    }
    return JsonResponse(body, status=503 if max(age, delay) > TOO_LATE else 200)
