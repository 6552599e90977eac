"""``/healthz``: is the database there, and does the queue move?"""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_q.models import OrmQ
from django_q.status import Stat

TOO_OLD = timedelta(minutes=10)


def queue_age(*, now):
    """How long the oldest waiting task has waited; zero when nothing waits or the queue lives in Redis."""
    if settings.REDIS_URL:
        return timedelta(0)
    oldest = OrmQ.objects.filter(lock__lte=now).order_by("lock").values_list("lock", flat=True).first()
    return now - oldest if oldest else timedelta(0)


@never_cache
def healthz(request):
    """200 while the school works, 503 when the database is away or tasks wait for more than ten minutes."""
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        age = queue_age(now=now)
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    stuck = age > TOO_OLD
    body = {"database": "ok", "queue_age_seconds": int(age.total_seconds()), "workers": len(Stat.get_all())}
    return JsonResponse(body, status=503 if stuck else 200)
