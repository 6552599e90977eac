"""The door of lessons, quizzes and assignments, and what stands around them: bar, contents of the module, way on."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from content import wording
from people.accounts import person_of
from people.signing_in import to_sign_in

from .access import course_around
from .models import Enrollment
from .opening.ruling import keep_open
from .opening.words import all_said, said, way_on
from .presentation import module_steps, step_of
from .progress import active_enrollments, progress_of


def is_preview(request):
    """An editor looks at a draft: Wagtail has asked whether they may, and the page need not be published."""
    return getattr(request, "is_preview", False)


def for_readers(view):
    """``view(page, request, course, …)`` for those who may read; the others learn how, or find nothing."""

    @wraps(view)
    def gated(page, request, *arguments):
        request.navigation_page = page
        course = course_around(page, user=request.user)
        if course is None or not (is_preview(request) or course.is_published):
            raise Http404
        if is_preview(request) or course.may_read:
            remember(page, request, course)
            return view(page, request, course, *arguments)
        return still_closed(page, request, course) if course.closings else turned_away(request, course)

    return gated


def remember(page, request, course):
    """What somebody has opened under a rule stays open to them: it is written down at their first reading."""
    path = course.progress
    if path is None or is_preview(request) or page.pk in path.kept or page.pk not in path.bound:
        return
    keep_open({(person_of(request.user).pk, page.pk)}, now=timezone.now())


def still_closed(page, request, course):
    """Enrolled, but it has not opened yet: what opens it and when, instead of what it says."""
    now = timezone.now()
    reasons = [(said(closing, now=now), way_on(closing)) for closing in course.closings]
    context = {"page": page, "course": course, "course_url": course.get_url(request), "reasons": reasons}
    return render(request, "courses/closed.html", context, status=403)


def turned_away(request, course):
    """Who is not signed in may be enrolled; who is signed in can enroll. The course itself is no secret."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    messages.info(request, why_not(person_of(request.user), course))
    return redirect(course.get_url(request))


def why_not(person, course):
    """Why somebody who is signed in may not read: their cohort's time is over, or they have no place."""
    places = active_enrollments(person=person, course=course) if person else Enrollment.objects.none()
    if ended := places.filter(cohort__reads_until__isnull=False).select_related("cohort").first():
        day = wording.day(ended.cohort.reads_until - timedelta(days=1), now=timezone.now())
        return _("The lessons of your cohort were open until %(day)s. What you wrote yourself stays yours.") % {
            "day": day
        }
    return _("The lessons of this course are for those who are enrolled.")


def reader_context(page, request, course):
    """What a lesson or quiz shows around itself."""
    person = person_of(request.user)
    progress = course.progress or progress_of(person=person, course=course)
    if is_preview(request):
        progress = progress.with_draft(page)
    place = progress.place_of(page)
    item = progress.items[place]
    following = progress.items[place + 1] if place + 1 < progress.total else None
    return {
        "course": course,
        "course_url": course.get_url(request),
        "enrolled": course.is_enrolled,
        "progress": progress,
        "item": item,
        "current": place + 1,
        "done_places": [number for number, one in enumerate(progress.items, start=1) if one.done],
        "place": _("Step %(place)s of %(total)s") % {"place": place + 1, "total": progress.total},
        "steps": module_steps(progress, item.module, current=page),
        "following": following,
        "following_note": step_of(following).note if following else "",
        "following_why": all_said(progress.closed.get(following.pk, ()), now=timezone.now()) if following else "",
    }
