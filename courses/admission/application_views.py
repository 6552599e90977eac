"""Apply for a place in a cohort, see what became of it, take it back."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.access import visible_cohorts
from courses.enrollment import place_of
from courses.exceptions import EnrollmentRefused
from courses.models import Application
from courses.views import answers
from people.accounts import person_for
from people.signing_in import signed_in

from .applications import apply_for, refusal_to_apply, take_back
from .forms import ApplicationForm


def cohort_for(request, pk):
    """An announced cohort one may know of."""
    return get_object_or_404(visible_cohorts(request.user).select_related("course__locale"), pk=pk)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def application(request, pk):
    """The questions of the cohort; once sent, the answers and the decision."""
    cohort, person, now = cohort_for(request, pk), person_for(request), timezone.now()
    if place_of(person, cohort):
        return redirect(cohort.course.url)
    mine = newest_of(person, cohort)
    stands = mine and mine.state in (Application.State.WAITING, Application.State.DECLINED)
    refusal = "" if stands else refusal_to_apply(person, cohort, now=now)
    form = ApplicationForm(request.POST if request.method == "POST" else None, cohort=cohort)
    if not stands and not refusal and form.is_valid():
        try:
            apply_for(person=person, cohort=cohort, answers=form.answers, now=now)
        except EnrollmentRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Your application is sent. We will write to you when it is decided."))
            return redirect("application", pk)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "rows": answers(cohort, person),
        "application": mine if stands else None,
        "refusal": refusal,
        "form": form,
    }
    status = 409 if refusal and form.is_bound else 422 if form.is_bound and not stands else 200
    return render(request, "courses/application.html", context, status=status)


def newest_of(person, cohort):
    """The last application of ``person`` for a place in ``cohort``, or None."""
    return cohort.applications.filter(person=person).first()


@never_cache
@require_POST
def take_application_back(request, pk):
    """Of a course that is not shown any more one can take it back too. Who has to sign in comes back to it."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("application", args=[pk]))
    person = person_for(request)
    mine = get_object_or_404(person.applications.waiting().select_related("cohort__course__locale"), cohort=pk)
    take_back(person=person, cohort=mine.cohort, now=timezone.now())
    messages.success(request, _("Your application is taken back."))
    return redirect(mine.cohort.course.url if mine.cohort.course.live else "my_learning")
