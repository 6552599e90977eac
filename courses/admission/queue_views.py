"""The queue for a full cohort as its participants see it: join, see one's place, leave or decline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import visible_cohorts
from courses.enrollment import place_of, refusal_by_limit
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort
from courses.views import answers
from people.accounts import person_for

from . import queue as verbs
from .lines import LINES
from .offers import Outcome, open_place_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request, pk):
    """What waiting means here, and a button; for who waits, their place as it is."""
    cohort = get_object_or_404(visible_cohorts(request.user).select_related("course__locale"), pk=pk)
    person, now, refusal = person_for(request), timezone.now(), ""
    if request.method == "POST":
        try:
            verbs.join_queue(person=person, cohort=cohort, now=now)
        except EnrollmentRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("You are in the queue. When a place is held for you, we write to you."))
            return redirect("queue", pk)
    if place_of(person, cohort):
        return redirect(cohort.course.url)
    place = open_place_of(person, cohort)
    status = 409 if refusal else 200
    if place is None and not refusal:
        refusal = verbs.refusal_to_queue(person, cohort, now=now)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "rows": answers(cohort, None),
        "place": place,
        "refusal": refusal,
        "kept_back": refusal_by_limit(person, cohort),
        "waiting": cohort.queue_places.waiting().count(),
        "may_enroll": refusal and not cohort.is_full() and cohort.admission == Cohort.Admission.OPEN,
        **standing_of(place, cohort),
    }
    return render(request, "courses/queue.html", context, status=status)


def standing_of(place, cohort):
    """Where who waits stands; nothing for everybody else."""
    if place is None or place.is_offered:
        return {}
    turn = LINES.turns([cohort]).get(place.pk)  # none, if it was offered a moment ago
    return {"turn": turn, "is_kept_back": turn and turn.full_organization is not None}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    """Wait no longer, or pass the place on that is held; also for a cohort that is not shown any more."""
    person = person_for(request)
    mine = Cohort.objects.filter(queue_places__person=person).select_related("course__locale").distinct()
    cohort = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        if place := verbs.leave_queue(person=person, cohort=cohort, now=timezone.now()):
            messages.success(request, _left(place))
        return redirect(cohort.course.url if cohort.course.live else "my_learning")
    context = {"cohort": cohort, "course": cohort.course, "place": open_place_of(person, cohort)}
    return render(request, "courses/queue_leave.html", context)


def _left(place):
    if place.outcome == Outcome.DECLINED:
        return _("Thank you for telling us. The place goes on.")
    return _("You are not in the queue any more.")
