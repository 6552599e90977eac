"""Light pages for a trainer's phone: my cohorts, and who is where."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from people.accounts import person_of

from .models import Cohort, LessonCompletion, LessonPage


def cohorts_of(user):
    """Cohorts ``user`` teaches; coordinators see all of them."""
    cohorts = Cohort.objects.exclude(state=Cohort.State.DRAFT).select_related("course")
    if user.has_perm("courses.change_cohort"):
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
    lessons = LessonPage.objects.live().descendant_of(found.course)
    done = (
        LessonCompletion.objects.filter(person=OuterRef("person"), lesson__in=lessons)
        .order_by()
        .values("person")
        .annotate(number=Count("pk", filter=Q(lesson__live=True)))
        .values("number")
    )
    enrollments = found.enrollments.active().select_related("person").annotate(done=Subquery(done))
    rows = [
        (row.person.legal_name, row.done or 0, _("completed") if row.completed_at else "")
        for row in sorted(enrollments, key=lambda row: (row.done or 0, row.person.legal_name))
    ]
    columns = [_("Name"), _("Lessons done"), _("State")]
    context = {"cohort": found, "course": found.course, "rows": rows, "columns": columns, "total": lessons.count()}
    return render(request, "courses/trainer_cohort.html", context)
