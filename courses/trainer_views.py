"""Light pages for a trainer's phone: my cohorts, and who is where."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_of
from people.alphabet import alphabetical

from .access import is_own, may_read_everything
from .behind.asking import people_of
from .behind.judging import Why
from .behind.words import said, told
from .exceptions import ExtensionRefused
from .forms import MoreTimeForm
from .models import Cohort
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
    """Progress of everybody in the cohort, who is behind first, and why; in a constant number of queries."""
    found, now = get_object_or_404(cohorts_of(request.user), pk=pk), timezone.now()
    path = progress_of(person=None, course=found.course)
    people = people_of(found, path=path, now=now)
    people.sort(key=lambda row: (row.done, alphabetical(row.person.legal_name)))
    context = {
        "cohort": found,
        "course": found.course,
        "rows": [(link_to(row), row.done, state_of(row, now=now)) for row in people],
        "columns": [_("Name"), _("Steps done"), _("Where they stand")],
        "total": path.total,
        "may_enroll": may_read_everything(request.user),
    }
    return render(request, "courses/trainer_cohort.html", context)


def link_to(enrollment):
    """The name, which leads to the person's path."""
    address = reverse("trainer_person", args=[enrollment.cohort_id, enrollment.pk])
    return format_html('<a href="{}">{}</a>', address, enrollment.person.legal_name)


def state_of(place, *, now):
    """«completed», or what holds somebody up: a line for each reason."""
    if place.completed_at:
        return _("completed")
    return format_html_join(mark_safe("<br>"), "{}", ((line_of(reason, now=now),) for reason in place.reasons))


def line_of(reason, *, now):
    """What waits for a mark leads to where it is given."""
    words = told(reason, now=now)
    if reason.why != Why.TO_MARK:
        return words
    address = reverse("quiz_mark" if reason.step.is_quiz else "submission_mark", args=[reason.key])
    return format_html('<a href="{}">{}</a>', address, words)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk, number):
    """One person's path, what holds them up, and the form for more time; nobody gives it to themselves."""
    found, now = get_object_or_404(cohorts_of(request.user), pk=pk), timezone.now()
    places = found.enrollments.active().select_related("person", "cohort__course")
    enrollment, things = get_object_or_404(places, pk=number), things_for(found)
    own = is_own(enrollment, request.user)
    form = MoreTimeForm(request.POST or None, things=things, cohort=found)
    if request.method == "POST" and not own and form.is_valid():
        try:
            give_more_time(enrollment=enrollment, by=request.user, now=now, **form.given())
        except ExtensionRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved. The person sees it in “My learning”."))
            return redirect("trainer_person", pk, number)
    path = progress_of(person=enrollment.person, course=found.course)
    [enrollment] = people_of(found, path=path, now=now, places=[enrollment])
    context = {
        "cohort": found,
        "course": found.course,
        "enrollment": enrollment,
        "total": path.total,
        "state": state_of(enrollment, now=now),
        "modules": way_of(enrollment, path, now=now),
        "given": enrollment.extensions.select_related("page", "given_by__person").order_by("given_at", "pk"),
        "form": None if own or not (things or found.deadline) else form,
    }
    return render(request, "courses/trainer_person.html", context, status=422 if form.errors else 200)


def way_of(place, path, *, now):
    """The path of one person, and beside each step what holds it up."""
    modules = programme(path, rows=[], linked=True)
    items = [item for module in path.modules for item in path.of_module(module)]
    for step, item in zip((step for module in modules for step in module.steps), items, strict=True):
        reason = place.held.get(item.pk)
        if reason and reason.step == item and reason.why != Why.NEXT:
            step.note = f"{step.note}; {said(reason, now=now)}" if step.note else said(reason, now=now)
    return modules
