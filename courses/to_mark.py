"""How much waits for a trainer's mark in one course, in two queries: for the daily mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from .assignments.marking import marked_by
from .marking import attempts_to_mark


@dataclass(frozen=True)
class Waiting:
    """Works handed in and quizzes with essays; when (UTC) the oldest and the newest came, None for none."""

    works: int = 0
    essays: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None


def waiting_for(user, *, course, until):
    """What others handed in by ``until`` in ``course`` and ``user`` may mark."""
    works = marked_by(user).to_be_marked().filter(assignment__path__startswith=course.path, submitted_at__lte=until)
    essays = attempts_to_mark(user).filter(quiz__path__startswith=course.path, finished_at__lte=until)
    counted = [_counted(works.exclude(person__user=user), "submitted_at"), _counted(essays, "finished_at")]
    moments = [one for row in counted for one in (row["oldest"], row["newest"]) if one]
    return Waiting(*(row["number"] for row in counted), min(moments, default=None), max(moments, default=None))


def _counted(rows, moment):
    return rows.order_by().aggregate(number=Count("pk"), oldest=Min(moment), newest=Max(moment))
