"""«My learning»: where one stopped, what comes next, what is done – in a constant number of queries a course."""

from dataclasses import dataclass

from certificates.models import Certificate
from courses.models import Enrollment
from courses.progress import CourseProgress, progress_of
from webinars.models import Registration


@dataclass(frozen=True)
class LearningCourse:
    enrollment: Enrollment
    progress: CourseProgress

    @property
    def course(self):
        return self.enrollment.cohort.course


def learning_courses(person):
    """The person's active enrollments with their progress, unfinished ones first."""
    enrollments = (
        Enrollment.objects.active()
        .filter(person=person)
        .select_related("cohort__course")
        .order_by("completed_at", "-enrolled_at")
    )
    rows = [LearningCourse(row, progress_of(person=person, course=row.cohort.course)) for row in enrollments]
    return sorted(rows, key=lambda row: row.enrollment.completed_at is not None)


def upcoming_registrations(person, *, now):
    return (
        Registration.objects.active()
        .filter(person=person, session__ends_at__gt=now)
        .exclude(session__state="draft")
        .select_related("session__event")
        .order_by("session__starts_at")[:5]
    )


def valid_certificates(person):
    return Certificate.objects.valid().filter(person=person)[:5]
