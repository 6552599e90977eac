"""When a programme counts as completed: once all of its courses are, in whatever order and cohort; and for ever."""

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from courses.models import Enrollment, ProgrammeCompletion, ProgrammeCourse, ProgrammePage
from courses.signals import programme_completed
from people.models import Person


@transaction.atomic
def complete_programmes_of(*, person, now, programmes=None):
    """Complete what ``person`` has done all courses of – among ``programmes``, or all published ones; how many."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    programmes = ProgrammePage.objects.live() if programmes is None else programmes
    done = Enrollment.objects.filter(person=person, completed_at__isnull=False, cohort__course=OuterRef("course"))
    rows = ProgrammeCourse.objects.filter(programme=OuterRef("pk")).order_by()
    due = programmes.filter(Exists(rows)).exclude(Exists(rows.exclude(Exists(done))))
    due = due.exclude(completions__person=person)
    completed = [
        ProgrammeCompletion.objects.create(
            person=person, programme=programme, completed_at=max(now, _last_of(programme, person))
        )
        for programme in due
    ]
    for completion in completed:
        programme_completed.send(sender=ProgrammeCompletion, completion=completion, now=now)
    return len(completed)


def _last_of(programme, person):
    """When the last of its courses was completed; ``now`` is earlier where an older course is written down later."""
    done = Enrollment.objects.filter(person=person, cohort__course__in=programme.course_rows.values("course"))
    return done.aggregate(last=Max("completed_at"))["last"]


def complete_all(programme, *, now):
    """Complete ``programme``, which has changed, for everybody who has done what it asks now."""
    courses = programme.course_rows.values("course")
    people = Person.objects.filter(enrollments__completed_at__isnull=False, enrollments__cohort__course__in=courses)
    this = ProgrammePage.objects.live().filter(pk=programme.pk)
    return sum(complete_programmes_of(person=one, now=now, programmes=this) for one in people.distinct())
