"""What one has to read of others, and the page one writes on. Neither says whose work it is."""

import mimetypes

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.assignments.marking import marked_by
from courses.exceptions import MarkRefused
from courses.models import PeerReview
from courses.windows import WordsChanged, version_of
from people.accounts import person_for
from people.signing_in import signed_in

from .forms import ReviewForm
from .reviewing import give, give_back, reviews_of, save, show_or_hide


@never_cache
@signed_in
def my_reviews(request):
    """What waits to be written, then what is given."""
    reviews = sorted(reviews_of(person_for(request)), key=lambda review: review.given_at is not None)
    return render(request, "courses/my_reviews.html", {"reviews": reviews, "now": timezone.now()})


@never_cache
@signed_in
def review(request, pk):
    """One work to read: keep a draft, give the review, or give the work back."""
    found = reviews_of(person_for(request)).prefetch_related("submission__files")
    review = get_object_or_404(found, pk=pk)
    form, other = ReviewForm(request.POST if request.method == "POST" else None, review=review), None
    if request.method == "POST":
        valid = form.is_valid()
        try:
            if done := _work(request, review, form, valid):
                return done
        except MarkRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except WordsChanged as changed:
            other = changed.kept
    if request.method == "POST":  # another window may have gone further
        review.refresh_from_db(fields=["saved_at", "given_at", "points", "rubric", "comment", "notes"])
    context = {
        "review": review,
        "submission": review.submission,
        "assignment": review.submission.assignment,
        "files": [name_of(number, file) for number, file in enumerate(review.submission.files.all(), start=1)],
        "form": form,
        "other": other and "\n\n".join(filter(None, [other.comment, *other.notes.values()])),
        "version": version_of(review),
        "late": review.due_at <= timezone.now(),
    }
    return render(request, "courses/peer_review.html", context, status=409 if other else 422 if form.errors else 200)


def _work(request, review, form, valid):
    """Do what the button says, and answer; None where something is missing – what is there is kept all the same."""
    now = timezone.now()
    if "back" in request.POST:
        give_back(review=review, now=now)
        messages.success(request, _("You have given the work back. Somebody else will read it."))
        return redirect("my_reviews")
    written = {**form.chosen(), "version": request.POST.get("version", "")}
    if valid and "give" in request.POST:
        give(review=review, now=now, **written)
        messages.success(request, _("Your review is given. Thank you."))
        return redirect("my_reviews")
    save(review=review, now=now, **written)
    if not valid:
        return None
    messages.success(request, _("Your draft is kept."))
    return redirect("peer_review", review.pk)


def name_of(number, file):
    """What a reader gets to see of a file's name: nothing of what its sender called it."""
    ending = mimetypes.guess_extension(file.content_type) or ""
    return {"number": number, "size": file.size, "name": _("File %(number)s") % {"number": number} + ending}


@never_cache
@signed_in
def review_file(request, pk, number):
    """A file of a work that one reads, under a name that tells nothing; for everybody else it is not there."""
    review = get_object_or_404(reviews_of(person_for(request)), pk=pk)
    files = list(review.submission.files.all())
    if not 1 <= number <= len(files):
        raise Http404
    file = files[number - 1]
    name = name_of(number, file)["name"]
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=name, content_type=file.content_type)


@signed_in
@require_POST
def hide(request, pk):
    """Hide what a peer wrote from its author, or show it again."""
    review = get_object_or_404(PeerReview.objects.given().filter(submission__in=marked_by(request.user)), pk=pk)
    try:
        show_or_hide(review=review, by=request.user, hidden="hide" in request.POST, now=timezone.now())
    except MarkRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("submission_mark", review.submission_id)
