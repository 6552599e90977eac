"""Enroll people from a file: bring it, look over who is who, confirm, see what became of each line. For planners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.access import may_read_everything
from courses.exceptions import ListRefused
from courses.models import Cohort, ListedPerson
from people.accounts import person_for
from people.models import Person
from webinars.import_forms import FileForm

from .forms import ListMatchForm
from .lists import confirm, decide_rest, decide_row, discard, upload

How = ListedPerson.How
LEFT_ARE = {"new": How.NEW, "skip": How.SKIPPED}
STEPS = ("confirm", "discard", *LEFT_ARE)
AT_ONCE = 20  # questions on one page
PROBLEMS_SHOWN = 50
A_PAGE = 100


def cohort_for(request, pk):
    """Any cohort, also a draft: its people may be put in before it is announced. Only for who plans cohorts."""
    if not may_read_everything(request.user):
        raise PermissionDenied
    return get_object_or_404(Cohort.objects.select_related("course__locale"), pk=pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request, pk):
    """The files of this cohort, and the way to bring another."""
    cohort = cohort_for(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        file, who = form.cleaned_data["file"], {"by": person_for(request), "now": timezone.now()}
        try:
            listed = upload(cohort=cohort, name=file.name, data=file.read(), **who)
        except ListRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("enrollment_list", pk, listed.pk)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "form": form,
        "lists": cohort.lists.select_related("uploaded_by").annotate(number=Count("people")),
    }
    return render(request, "courses/lists.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request, pk, number):
    """What was read, who is who, what became of each line; a POST answers some of the open questions."""
    cohort = cohort_for(request, pk)
    listed = get_object_or_404(cohort.lists.select_related("uploaded_by", "confirmed_by"), pk=number)
    asked = _asked(request, listed)
    people = Person.objects.in_bulk({pk for row in asked for pk in row.suggestions})
    form = ListMatchForm(request.POST if request.method == "POST" else None, rows=asked, people=people)
    if form.is_valid():
        return _answer(request, listed, form)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "listed": listed,
        "form": form,
        "problems": listed.problems[:PROBLEMS_SHOWN],
        "page_obj": Paginator(_shown(request, listed), A_PAGE).get_page(request.GET.get("page")),
        "only_refused": "refused" in request.GET,
        **_figures(listed),
    }
    return render(request, "courses/list.html", context, status=422 if form.is_bound else 200)


def _asked(request, listed):
    """The questions of this page: the one whose answer is to change, else the next open ones."""
    if not listed.waits:
        return []
    wanted = request.GET.get("change", "")
    known = wanted.isdecimal() and len(wanted) < 18
    return list((listed.people.filter(pk=wanted) if known else listed.people.undecided())[:AT_ONCE])


def _shown(request, listed):
    rows = listed.people.exclude(how="").select_related("person")
    return rows.filter(outcome=ListedPerson.Outcome.REFUSED) if "refused" in request.GET else rows


def _figures(listed):
    """How many lines there are, how many are open, done and refused."""
    refused = Q(outcome=ListedPerson.Outcome.REFUSED)
    return listed.people.aggregate(
        number=Count("pk"),
        open=Count("pk", filter=Q(how="")),
        new=Count("pk", filter=Q(how=How.NEW)),
        done=Count("pk", filter=~Q(outcome="")),
        refused=Count("pk", filter=refused),
    )


def _answer(request, listed, form):
    try:
        for row, who in form.answers:
            decide_row(row=row, who=who)
    except ListRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("enrollment_list", listed.cohort_id, listed.pk)


@never_cache
@login_required
@require_POST
def step(request, pk, number, name):
    """Confirm, throw away; also «new» and «left out» for all who are still open."""
    if name not in STEPS:
        raise Http404
    listed = get_object_or_404(cohort_for(request, pk).lists, pk=number)
    try:
        if name == "confirm":
            confirm(listed=listed, by=person_for(request), now=timezone.now())
        elif name == "discard":
            discard(listed=listed)
            return redirect("enrollment_lists", pk)
        else:
            nameless = decide_rest(listed=listed, who=LEFT_ARE[name])
            if nameless:
                messages.warning(request, _("A new person needs a name: decide about the lines without one."))
    except ListRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("enrollment_list", pk, number)
