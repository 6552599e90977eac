"""Light pages for a trainer's phone: my cohorts, and who is where."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from people.accounts import person_of

from .access import may_read_everything
from .models import Cohort, LessonCompletion, QuizAttempt, Submission
from .progress import progress_of


def cohorts_of(user):
    """Cohorts ``user`` teaches; coordinators see all of them."""
    cohorts = Cohort.objects.exclude(state=Cohort.State.DRAFT).select_related("course__locale")
    if may_read_everything(user):
        return cohorts
    person = person_of(user)
    if person is None:
        return cohorts.none()
    return cohorts.filter(course__trainer_rows__speaker__person=person).distinct()


@never_cache
@login_required
def home(request):
    """The cohorts one teaches, the newest first."""
    cohorts = cohorts_of(request.user).with_taken().order_by("-starts_on")
    return render(request, "courses/trainer_home.html", {"cohorts": cohorts})


@never_cache
@login_required
def cohort(request, pk):
    """Progress of everybody in the cohort, those who are behind first; in a constant number of queries."""
    found = get_object_or_404(cohorts_of(request.user), pk=pk)
    path = progress_of(person=None, course=found.course)
    people = sorted(with_done(found, path), key=lambda row: (row.done, row.person.legal_name))
    rows = [(row.person.legal_name, row.done, _("completed") if row.completed_at else "") for row in people]
    context = {
        "cohort": found,
        "course": found.course,
        "rows": rows,
        "columns": [_("Name"), _("Steps done"), _("State")],
        "total": path.total,
        "may_enroll": may_read_everything(request.user),
    }
    return render(request, "courses/trainer_cohort.html", context)


def with_done(cohort, path):
    """The active enrollments of a cohort, each with how many steps of the course are ``done``."""
    lessons = LessonCompletion.objects.filter(lesson__in=[item.pk for item in path.items if not item.is_quiz])
    passed = QuizAttempt.objects.filter(quiz__in=[item.pk for item in path.items if item.is_quiz], passed=True)
    assigned = [item.pk for item in path.items if item.is_assignment]
    accepted = Submission.objects.accepted().filter(assignment__in=assigned)
    enrollments = cohort.enrollments.active().select_related("person")
    done = number_of(lessons, "lesson") + number_of(passed, "quiz") + number_of(accepted, "assignment")
    return enrollments.annotate(done=done)


def number_of(rows, what):
    """How many different ``what`` a person of the outer query has among ``rows``."""
    mine = rows.filter(person=OuterRef("person")).order_by().values("person")
    counted = mine.annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)
