"""Until when an assignment is handed in, and how late something is."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from courses.models import AssignmentDue
from courses.progress import active_enrollments

DAY = timedelta(days=1)


def due_of(*, assignment, person):
    """When ``assignment`` is due for ``person``: by the cohort they entered last, or later. None is without end."""
    enrollment = active_enrollments(person=person, course=assignment.course).select_related("cohort").first()
    due = due_for(assignment=assignment, cohort=enrollment.cohort) if enrollment else None
    more = due and enrollment.extensions.filter(page=assignment.pk, until__gt=due).first()
    return more.until if more else due


def due_for(*, assignment, cohort):
    """The cohort's own moment, else the last minute in Kyiv of the day so many days after its start."""
    own = AssignmentDue.objects.filter(assignment=assignment, cohort=cohort).first()
    if own:
        return own.due_at
    if assignment.due_days is None:
        return None
    last = cohort.starts_on + timedelta(days=assignment.due_days)
    return datetime.combine(last, time(23, 59), tzinfo=timezone.get_default_timezone())


def days_late(*, due, now):
    """Days begun since ``due``; 0 in time."""
    return max(-((due - now) // DAY), 0) if due else 0
