"""Enroll, leave, mark a lesson done, follow a course in a calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendars.feeds import answer
from content import wording
from people.accounts import person_for
from people.addresses import absolute, page_paths

from .access import course_around, paths_to, visible_cohorts
from .admission.queue import refusal_to_queue
from .enrollment import enroll as enroll_person
from .enrollment import is_held_for, place_of, refusal_to_enroll
from .enrollment import withdraw as withdraw_person
from .entries import COHORT, COURSE
from .exceptions import EnrollmentRefused, LearningRefused, NotYetDone
from .models import Cohort, LessonPage
from .opening.words import all_said
from .progress import complete_lesson


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enroll(request, pk):
    """Check what one agrees to, then one button. Who is sent to sign in comes back to the question."""
    cohort = get_object_or_404(visible_cohorts(request.user).select_related("course__locale"), pk=pk)
    person, now = person_for(request), timezone.now()
    if request.method == "POST":
        try:
            enroll_person(person=person, cohort=cohort, now=now)
        except EnrollmentRefused as error:
            return check_answers(request, cohort, person, refusal=str(error), status=409)
        messages.success(request, _("You are enrolled. We have sent the details by e-mail."))
        return redirect(cohort.course.url)
    if place_of(person, cohort):
        return redirect(cohort.course.url)
    if cohort.is_by_application and not is_held_for(person, cohort):
        return redirect("application", pk)
    return check_answers(request, cohort, person, refusal=refusal_to_enroll(person, cohort, now=now))


def check_answers(request, cohort, person, *, refusal, status=200):
    """What one agrees to by taking a place, or why there is none."""
    context = {"cohort": cohort, "course": cohort.course, "rows": answers(cohort, person), "refusal": refusal}
    context["queue"] = bool(refusal) and not refusal_to_queue(person, cohort, now=timezone.now())
    return render(request, "courses/enroll.html", context, status=status)


def answers(cohort, person):
    """Rows of the check page: label, value, where to change it. ``person`` is None for who has to sign in yet."""
    dates = wording.days(cohort.starts_on, cohort.ends_on, now=timezone.now())
    rows = [
        {"label": _("Course"), "value": cohort.course.title},
        {"label": _("Cohort"), "value": f"{cohort.label}, {dates}"},
    ]
    if person:
        rows.append({"label": _("Name on the certificate"), "value": person.legal_name, "url": reverse("profile")})
    return rows


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Leave a cohort; what was learned stays. Leaving twice is as good as once."""
    person = person_for(request)
    mine = Cohort.objects.filter(enrollments__person=person).select_related("course__locale").distinct()
    cohort = get_object_or_404(mine, pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            left = withdraw_person(person=person, cohort=cohort, now=timezone.now())
        except EnrollmentRefused as error:
            refusal = str(error)
        else:
            if left:
                messages.success(request, _("You have left the cohort. Your progress is kept."))
            return redirect(cohort.course.url if cohort.course.live else "my_learning")
    context = {"cohort": cohort, "course": cohort.course, "refusal": refusal}
    return render(request, "courses/withdraw.html", context, status=409 if refusal else 200)


@require_POST
def lesson_done(request, pk):
    """«Done, next»: keep it, then on to the next step of the path. Who has to sign in comes back to the lesson."""
    lesson = get_object_or_404(LessonPage.objects.live().select_related("locale"), pk=pk)
    if not request.user.is_authenticated:
        return redirect_to_login(lesson.url)
    course = course_around(lesson, user=request.user)
    if course and course.is_published and course.closings:
        return redirect(lesson.url)  # which says what opens it
    if course is None or not (course.is_published and course.may_read):
        raise Http404
    person = person_for(request)
    try:
        complete_lesson(person=person, lesson=lesson, now=timezone.now())
    except LearningRefused as error:
        messages.error(request, str(error))
        return redirect(lesson.url if isinstance(error, NotYetDone) else course.url)
    return onward(request, course, lesson)


def onward(request, course, lesson):
    """To the step after ``lesson``, or to the course, which says why there is none."""
    now = timezone.now()
    progress = paths_to(request.user, courses=[course], now=now)[course.pk]
    place = progress.place_of(lesson)
    following = progress.items[place + 1] if place + 1 < progress.total else None
    if following is None:
        messages.success(request, _("That was the last step of the course."))
    elif why := progress.closed.get(following.pk):
        words = _("Done. Next comes “%(title)s”.") % {"title": following.title}
        messages.success(request, f"{words} {all_said(why, now=now)}")
    else:
        return redirect(following.url)
    return redirect(course.url)


@require_safe
def course_feed(request, pk, slug):
    """The live sessions of a course; the same calendar under any name, as the course may be renamed."""
    return _feed(request, COURSE, pk)


@require_safe
def cohort_feed(request, pk, slug):
    """The live sessions of one cohort, for who follows no other."""
    return _feed(request, COHORT, pk)


def _feed(request, followed, pk):
    """The calendar of one of ``followed``. A number too large for the database is nobody's."""
    told, entries = followed.ask(asked=min(pk, BigIntegerField.MAX_BIGINT), now=timezone.now())
    if told is None:
        raise Http404
    name, number = told["title"], told.get("number")
    if number:
        name = f"{name}, {Cohort(number=number).label}"
    return answer(request, entries, name=name, url=absolute(page_paths()(told["url_path"])), public=True)
