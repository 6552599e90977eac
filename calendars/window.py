"""The time that a calendar holds: what is long over or far away stays out, so that feeds stay small."""

from datetime import datetime, time, timedelta

from django.db.models import DateTimeField

from people.prepared import Asked

from .kyiv import KYIV

DAYS_BACK = timedelta(days=60)
DAYS_AHEAD = timedelta(days=400)
AROUND = {name: Asked(name, DateTimeField()) for name in ("since", "until", "today")}  # for prepared questions


def limits(now):
    """The time around ``now`` that a calendar holds, and the beginning of the day in Kyiv."""
    today = datetime.combine(now.astimezone(KYIV).date(), time(0), tzinfo=KYIV)
    return {"since": now - DAYS_BACK, "until": now + DAYS_AHEAD, "today": today}
