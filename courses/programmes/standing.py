"""How far somebody is in programmes: the courses of each with their state, in two queries for three as for one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from courses.models import CoursePage, Enrollment, ProgrammeCompletion, ProgrammeCourse, ProgrammePage
from people.models import Person
from people.prepared import Asked, Prepared

PERSON = Asked("person", Person._meta.pk)


@dataclass(frozen=True)
class Place:
    """A course of a programme as it stands for one person: completed, begun, or neither."""

    course: CoursePage
    completed_at: datetime | None = None
    begun: bool = False


@dataclass(frozen=True)
class Standing:
    """A programme as it stands for one person."""

    programme: ProgrammePage
    places: list
    completed_at: datetime | None = None

    @property
    def done(self):
        return sum(place.completed_at is not None for place in self.places)

    @property
    def total(self):
        return len(self.places)

    @property
    def next(self):
        """The first course not completed, or None."""
        return next((place.course for place in self.places if place.completed_at is None), None)


def standing_in(programme, rows, enrollments, *, completed_at=None):
    """The standing by ``rows`` of the programme and ``enrollments``, (course, completed_at) of one person."""
    begun = {course for course, _completed in enrollments}
    completed = {course: at for course, at in enrollments if at}
    places = [Place(row.course, completed.get(row.course_id), row.course_id in begun) for row in rows]
    return Standing(programme, places, completed_at)


def enrollments_of(person):
    """(course, completed_at) of each place of ``person``."""
    return places_of_somebody.all(person=person.pk) if person else []


@Prepared
def places_of_somebody():
    kept = Q(withdrawn_at__isnull=True) | Q(completed_at__isnull=False)
    return Enrollment.objects.filter(kept, person_id=PERSON).order_by().values_list("cohort__course", "completed_at")


def programmes_of(person):
    """The programmes of which ``person`` takes or has taken a course, as they stand, the unfinished first."""
    rows = rows_of_somebody.all(person=person.pk)
    if not rows:
        return []
    enrollments, completed = enrollments_of(person), dict(completions_of_somebody.all(person=person.pk))
    by_programme = {}
    for row in rows:
        by_programme.setdefault(row.programme, []).append(row)
    standings = [
        standing_in(programme, mine, enrollments, completed_at=completed.get(programme.pk))
        for programme, mine in by_programme.items()
    ]
    return sorted(standings, key=lambda one: one.completed_at is not None)


@Prepared
def rows_of_somebody():
    mine = Enrollment.objects.active().filter(person_id=PERSON)
    touched = ProgrammeCourse.objects.filter(course__cohorts__enrollments__in=mine).order_by()
    rows = ProgrammeCourse.objects.filter(programme__live=True, programme__in=touched.values("programme"))
    rows = rows.filter(course__live=True).select_related("programme", "course")
    long_texts = ("programme__body", "course__body", "course__faq", "course__outcomes")
    return rows.defer(*long_texts).order_by("programme__path", "sort_order")


@Prepared
def completions_of_somebody():
    mine = ProgrammeCompletion.objects.filter(person_id=PERSON).order_by()
    return mine.values_list("programme", "completed_at")
