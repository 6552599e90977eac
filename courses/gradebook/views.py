"""The gradebook for who teaches the course and for coordinators: people × items, one mark, and the file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import is_own
from courses.exceptions import MarkRefused
from courses.models import Cohort, GradeOverride, QuizAttempt, Submission

from .access import graded_courses, places_in
from .exports import as_csv, as_xlsx
from .forms import OverrideForm
from .marks import cells_of
from .overriding import override_mark, withdraw_override
from .sheet import SHOWN, SORTED, sheet_of

A_PAGE = 25
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@never_cache
@login_required
@require_safe
def gradebook(request, pk):
    """Everybody’s marks, 25 people a page; filters and order stand in the address."""
    course = get_object_or_404(graded_courses(request.user), pk=pk)
    cohorts, asked = asked_for(request, course)
    items, rows = sheet_of(course, **asked)
    context = {
        "course": course,
        "items": items,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "cohorts": cohorts,
        "shown": {key: name for key, name in SHOWN.items() if key != "below" or course.pass_mark},
        "sorted": SORTED,
        **asked,
    }
    return render(request, "courses/gradebook.html", context)


def asked_for(request, course):
    """(cohorts to choose from, what the address asks for); what it cannot mean is left out."""
    cohorts = list(course.cohorts.exclude(state=Cohort.State.DRAFT).order_by("-starts_on", "number"))
    wanted, show, sort = (request.GET.get(name, "") for name in ("cohort", "show", "sort"))
    cohort = next((one for one in cohorts if str(one.pk) == wanted), None)
    return cohorts, {
        "cohort": cohort,
        "show": show if show in SHOWN else "",
        "sort": sort if sort in SORTED else "",
    }


@never_cache
@login_required
@require_safe
def download(request, pk, kind):
    """The same rows as the page, all of them, as a file."""
    course = get_object_or_404(graded_courses(request.user), pk=pk)
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    _cohorts, asked = asked_for(request, course)
    response = HttpResponse(write(*sheet_of(course, **asked)), content_type=content_type)
    name = f"grades-{timezone.localdate():%Y-%m-%d}-{slugify(course.slug)}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@login_required
def grade(request, pk, person, item):
    """One mark: where it comes from, what was set before, and the form that sets another or withdraws it."""
    course = get_object_or_404(graded_courses(request.user), pk=pk)
    place = places_in(course).filter(person=person).first()
    cell = place and next((one for one in cells_of(person=place.person, course=course) if one.item.pk == item), None)
    if not cell:
        raise Http404
    withdrawing = "withdraw" in request.POST
    form = OverrideForm(request.POST if request.method == "POST" and not withdrawing else None)
    if (withdrawing or form.is_valid()) and _carry_out(request, form, person=place.person, course=course, item=item):
        return redirect("grade", pk, person, item)
    work = QuizAttempt.objects.finished().defer("snapshot") if cell.item.is_quiz else Submission.objects.submitted()
    overrides = GradeOverride.objects.filter(person=person, item=item)
    context = {
        "course": course,
        "place": place,
        "cell": cell,
        "form": form,
        "own": is_own(place, request.user),
        "work": work.filter(**{"quiz" if cell.item.is_quiz else "assignment": item}, person=person).order_by("number"),
        "overrides": overrides.select_related("by__person", "withdrawn_by__person"),
    }
    return render(request, "courses/grade.html", context, status=422 if form.errors else 200)


def _carry_out(request, form, **whose):
    """Whether it is done; a refusal stands beside the reason."""
    now = timezone.now()
    try:
        if "withdraw" in request.POST:
            withdraw_override(**whose, by=request.user, now=now)
            messages.success(request, _("The measured mark counts again."))
        else:
            override_mark(**whose, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("The mark is set. The participant sees it with the reason."))
    except MarkRefused as refusal:
        if not form.is_bound:
            messages.info(request, str(refusal))
            return True
        form.add_error("reason", str(refusal))
    return not form.errors
