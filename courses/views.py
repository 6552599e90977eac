"""Enroll, leave, mark a lesson done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from content import wording
from people.accounts import person_of

from .access import can_read
from .enrollment import enroll as enroll_person
from .enrollment import withdraw as withdraw_person
from .exceptions import EnrollmentRefused, LearningRefused
from .models import Cohort, LessonPage
from .progress import complete_lesson, course_of, progress_of


def person_or_404(request):
    person = person_of(request.user)
    if person is None:
        raise Http404
    return person


@never_cache
@login_required
def enroll(request, pk):
    """Check what one agrees to, then one button."""
    cohort = get_object_or_404(Cohort.objects.public().select_related("course"), pk=pk)
    person = person_or_404(request)
    refusal = ""
    if request.method == "POST":
        try:
            enroll_person(person=person, cohort=cohort, now=timezone.now())
        except EnrollmentRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("You are enrolled. We have sent the details by e-mail."))
            return redirect(cohort.course.url)
    context = {"cohort": cohort, "course": cohort.course, "rows": answers(cohort, person), "refusal": refusal}
    return render(request, "courses/enroll.html", context, status=409 if refusal else 200)


def answers(cohort, person):
    """Rows of the check page: label, value, where to change it."""
    now = timezone.now()
    dates = f"{wording.day(cohort.starts_on, now=now)} – {wording.day(cohort.ends_on, now=now)}"
    return [
        {"label": _("Course"), "value": cohort.course.title},
        {"label": _("Cohort"), "value": f"{cohort.label}, {dates}"},
        {"label": _("Name on the certificate"), "value": person.legal_name, "url": reverse("profile")},
    ]


@never_cache
@login_required
def withdraw(request, pk):
    """Leave a cohort; what was learned stays."""
    cohort = get_object_or_404(Cohort.objects.select_related("course"), pk=pk)
    person = person_or_404(request)
    if not cohort.enrollments.active().filter(person=person).exists():
        raise Http404
    if request.method == "POST":
        withdraw_person(person=person, cohort=cohort, now=timezone.now())
        messages.success(request, _("You have left the cohort. Your progress is kept."))
        return redirect(cohort.course.url)
    return render(request, "courses/withdraw.html", {"cohort": cohort, "course": cohort.course})


@require_POST
@login_required
def lesson_done(request, pk):
    """«Done, next»: keep it, then on to the next step of the path."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    course = course_of(lesson)
    if not can_read(user=request.user, course=course):
        raise Http404
    person = person_or_404(request)
    try:
        complete_lesson(person=person, lesson=lesson, now=timezone.now())
    except LearningRefused as error:
        messages.error(request, str(error))
        return redirect(course.url)
    progress = progress_of(person=person, course=course)
    place = progress.place_of(lesson)
    if place is not None and place + 1 < progress.total:
        return redirect(progress.items[place + 1].url)
    messages.success(request, _("That was the last step of the course."))
    return redirect(course.url)
