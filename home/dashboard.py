"""«My learning»: where one stopped, what comes next, what is done – in as many queries for three courses as for one."""

from dataclasses import dataclass

from django.utils.translation import get_language

from certificates.models import Certificate
from courses.models import Enrollment
from courses.progress import CourseProgress, progress_of_many
from webinars.models import Registration, Session, WaitingPlace
from webinars.translations import in_language

SHOWN = 5


@dataclass(frozen=True)
class LearningCourse:
    enrollment: Enrollment
    progress: CourseProgress

    @property
    def course(self):
        return self.enrollment.cohort.course

    @property
    def is_completed(self):
        return self.enrollment.completed_at is not None


def learning_courses(person):
    """The person's courses with their progress: unfinished ones first, each group the latest first.

    A course taken in two cohorts is one course; the enrollment that is completed, or else the latest, speaks for it.
    """
    enrollments = Enrollment.objects.active().filter(person=person).select_related("cohort__course")
    latest_first = sorted(enrollments.order_by("-enrolled_at", "-pk"), key=lambda row: row.completed_at is None)
    by_course = {row.cohort.course_id: row for row in reversed(latest_first)}
    progress = progress_of_many(person=person, courses=[row.cohort.course for row in by_course.values()])
    rows = [LearningCourse(row, progress[course]) for course, row in by_course.items()]
    rows.sort(key=lambda row: row.enrollment.enrolled_at, reverse=True)
    return sorted(rows, key=lambda row: row.is_completed)


def upcoming_registrations(person, *, now):
    """The next sessions the person has a seat in, also cancelled ones, in the reader's language."""
    found = (
        Registration.objects.active()
        .filter(person=person, session__ends_at__gt=now)
        .exclude(session__state=Session.State.DRAFT)
        .select_related("session__event__locale")
        .order_by("session__starts_at", "pk")[:SHOWN]
    )
    registrations = list(found)
    in_language([row.session for row in registrations], get_language())
    return registrations


def places_in_queues(person, *, now):
    """The sessions the person waits for, those with a seat that is held for them first; in the reader's language."""
    open_places = WaitingPlace.objects.open().filter(person=person, session__starts_at__gt=now).with_ahead()
    found = open_places.select_related("session__event__locale").order_by("offer_ends_at", "session__starts_at", "pk")
    places = list(found.filter(session__state=Session.State.SCHEDULED)[:SHOWN])
    in_language([place.session for place in places], get_language())
    return sorted(places, key=lambda place: not place.is_offered)


def valid_certificates(person):
    """The latest certificates, as they were issued."""
    return Certificate.objects.valid().filter(person=person)[:SHOWN]
