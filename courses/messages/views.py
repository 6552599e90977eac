"""A trainer writes to those who are behind: fill in, look over who gets it and how it reads, send."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.confirming import digest
from courses.behind.asking import people_of
from courses.exceptions import MessageRefused
from courses.models import CohortMessage
from courses.progress import progress_of
from courses.trainer_views import cohorts_of, state_of

from .emails import body_of
from .forms import MessageForm
from .sending import behind, foretold, refusal_to_write, send_message


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message(request, pk):
    """Nothing is sent before it was looked over as it will be."""
    cohort = get_object_or_404(cohorts_of(request.user), pk=pk)
    form, rows, now = MessageForm(request.POST or None), None, timezone.now()
    people = people_of(cohort, path=progress_of(person=None, course=cohort.course), now=now)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        rows = behind(people, who=data["who"], steps=data["steps"] or 0)
        words = {"subject": data["subject"], "text": data["text"]}
        if "send" in request.POST and _sent(request, form, cohort=cohort, rows=rows, now=now, **words):
            return redirect("trainer_cohort", pk)
        if refusal := refusal_to_write(cohort, rows, now=now):
            form.add_error(None, refusal)
        form.data = {**form.data.dict(), "shown": digest(foretold(rows, **words))}
    context = {"cohort": cohort, "course": cohort.course, "form": form, "rows": rows, "ready": rows and not form.errors}
    if context["ready"]:
        draft = CohortMessage(cohort=cohort, written_by=request.user, **words)
        context |= {"subject": words["subject"], "sample": body_of(draft, person=rows[0].person)}
        context["getting"] = [(row, state_of(row, now=now)) for row in rows]
    return render(request, "courses/message.html", context, status=422 if form.errors else 200)


def _sent(request, form, **what):
    """Whether it is sent; a refusal stands on top of the form, with what is true now to be looked over."""
    try:
        made = send_message(shown=form.cleaned_data["shown"], by=request.user, **what)
    except MessageRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    number = made.copies.count()
    words = ngettext("The mail goes to %(number)d person.", "The mail goes to %(number)d people.", number)
    messages.success(request, words % {"number": number})
    return True
