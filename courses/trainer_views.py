"""Light pages for a trainer's phone: my cohorts, and who is where."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_of

from .access import is_own, may_read_everything
from .exceptions import ExtensionRefused
from .forms import MoreTimeForm
from .models import Cohort, LessonCompletion, QuizAttempt, Submission
from .more_time import give_more_time, things_for
from .presentation import programme
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
    """The cohorts one teaches, the newest first; those that have ended stand apart."""
    now, going, ended = timezone.now(), [], []
    for cohort in cohorts_of(request.user).with_taken().order_by("-starts_on"):
        (ended if cohort.is_over(now=now) else going).append(cohort)
    return render(request, "courses/trainer_home.html", {"cohorts": going, "ended": ended})


@never_cache
@login_required
def cohort(request, pk):
    """Progress of everybody in the cohort, those who are behind first; in a constant number of queries."""
    found = get_object_or_404(cohorts_of(request.user), pk=pk)
    path = progress_of(person=None, course=found.course)
    people = sorted(with_done(found, path), key=lambda row: (row.done, row.person.legal_name))
    rows = [(link_to(row), row.done, _("completed") if row.completed_at else "") for row in people]
    context = {
        "cohort": found,
        "course": found.course,
        "rows": rows,
        "columns": [_("Name"), _("Steps done"), _("State")],
        "total": path.total,
        "may_enroll": may_read_everything(request.user),
    }
    return render(request, "courses/trainer_cohort.html", context)


def link_to(enrollment):
    """The name, which leads to the person's path."""
    address = reverse("trainer_person", args=[enrollment.cohort_id, enrollment.pk])
    return format_html('<a href="{}">{}</a>', address, enrollment.person.legal_name)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk, number):
    """One person's path, and the form that gives them more time; nobody gives it to themselves."""
    found = get_object_or_404(cohorts_of(request.user), pk=pk)
    places = found.enrollments.active().select_related("person", "cohort__course")
    enrollment, things = get_object_or_404(places, pk=number), things_for(found)
    own = is_own(enrollment, request.user)
    form = MoreTimeForm(request.POST or None, things=things, cohort=found)
    if request.method == "POST" and not own and form.is_valid():
        try:
            give_more_time(enrollment=enrollment, by=request.user, now=timezone.now(), **form.given())
        except ExtensionRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved. The person sees it in “My learning”."))
            return redirect("trainer_person", pk, number)
    context = {
        "cohort": found,
        "course": found.course,
        "enrollment": enrollment,
        "modules": programme(progress_of(person=enrollment.person, course=found.course), rows=[], linked=True),
        "given": enrollment.extensions.select_related("page", "given_by__person").order_by("given_at", "pk"),
        "form": None if own or not (things or found.deadline) else form,
    }
    return render(request, "courses/trainer_person.html", context, status=422 if form.errors else 200)


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
