"""Marking on a trainer's phone: what waits, the oldest first, and one submission with the rubric."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.discussion.digests import key_of, wants_digests
from courses.exceptions import MarkRefused
from courses.peers.reviewing import advice_of, seen_by_trainer
from people.accounts import person_of

from .marking import mark, marked_by
from .marking_forms import MarkForm

A_PAGE = 30


@never_cache
@login_required
def queue(request):
    """What others handed in and waits to be marked, the oldest first."""
    waiting = marked_by(request.user).to_be_marked().exclude(person=person_of(request.user))
    waiting = waiting.select_related("person", "assignment")
    page_obj = Paginator(waiting.order_by("submitted_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    person = person_of(request.user)
    mails = {"digests": wants_digests(person), "key": key_of(person)} if person else {}
    return render(request, "courses/submissions.html", {"page_obj": page_obj, **mails})


@never_cache
@login_required
def marking(request, pk):
    """One submission: what was handed in, and the form. Marked meanwhile, it says by whom and changes nothing."""
    found = marked_by(request.user).select_related("person", "assignment", "mark")
    submission = get_object_or_404(found.prefetch_related("files"), pk=pk)
    form = MarkForm(request.POST or None, assignment=submission.assignment)
    if form.is_valid() and _mark(request, submission, form):
        messages.success(request, _("The submission is marked."))
        return redirect(reverse("submissions"))
    submission.refresh_from_db()
    reviews = seen_by_trainer(submission, request.user)
    context = {
        "submission": submission,
        "assignment": submission.assignment,
        "form": form,
        "reviews": reviews,
        "advice": advice_of(reviews),
    }
    return render(request, "courses/submission_mark.html", context, status=422 if form.errors else 200)


def _mark(request, submission, form):
    """Whether it is marked; a refusal stands on top, or beside the field it is about."""
    accepted = "accept" in request.POST
    try:
        mark(submission=submission, by=request.user, accepted=accepted, now=timezone.now(), **form.chosen())
    except MarkRefused as refusal:
        form.add_error(refusal.field, str(refusal))
    return not form.errors
