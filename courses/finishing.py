"""The rules by which a course is completed: how many of its steps, which mark, how much of its live sessions.

They ask what was done, so that one who has completed it stays so: ``Enrollment.completed_at`` is set once.
"""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webinars.models import Attendance

from .models import CohortSession


def enough_steps(progress, course):
    """Whether as many of the steps that are needed are done as ``course`` asks; without any, whatever is done is."""
    needed = [item for item in progress.items if item.required]
    done = sum(item.done for item in needed)
    return done >= min(course.steps_needed or len(needed), len(needed))


def attended_enough(enrollment):
    """Whether attendance of each session that is needed is credited, or of the share of them that the course asks."""
    required = CohortSession.objects.filter(cohort=enrollment.cohort_id, required=True)
    required = required.exclude(session__state="cancelled")
    credited = Attendance.objects.credited().filter(person=enrollment.person_id, session=OuterRef("session"))
    share = enrollment.cohort.course.attendance_share
    if share is None:
        return not required.exclude(Exists(credited)).exists()
    return required.filter(Exists(credited)).count() * 100 >= required.count() * share


def needs_of(course):
    """What completing ``course`` takes, beyond all its steps and sessions, in sentences."""
    said = []
    if course.steps_needed:
        words = ngettext(
            "To complete the course, %(number)d of the steps that are needed is enough.",
            "To complete the course, %(number)d of the steps that are needed are enough.",
            course.steps_needed,
        )
        said.append(words % {"number": course.steps_needed})
    if course.pass_mark:
        said.append(_("An overall mark of %(percent)s %% or more is needed.") % {"percent": course.pass_mark})
    if course.attendance_share:
        words = _("Of the live sessions that are needed, %(percent)s %% have to be attended.")
        said.append(words % {"percent": course.attendance_share})
    return said
