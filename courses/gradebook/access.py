"""Whose gradebook one may open: of the courses one teaches; coordinators, of all."""

from courses.access import may_read_everything
from courses.models import Cohort, CoursePage, Enrollment
from people.accounts import person_of


def graded_courses(user):
    """Courses whose marks ``user`` may see and set."""
    courses = CoursePage.objects.defer("body", "faq", "outcomes")
    if may_read_everything(user):
        return courses
    person = person_of(user)
    return courses.filter(trainer_rows__speaker__person=person).distinct() if person else courses.none()


def places_in(course):
    """The places held in announced cohorts of ``course``, the latest first."""
    places = Enrollment.objects.active().filter(cohort__course=course).exclude(cohort__state=Cohort.State.DRAFT)
    return places.select_related("person", "cohort").order_by("-enrolled_at", "-pk")
