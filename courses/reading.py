"""The door of lessons, quizzes and assignments, and what stands around them: bar, contents of the module, way on."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people.accounts import person_of
from people.signing_in import to_sign_in

from .access import course_around
from .presentation import step_of
from .progress import progress_of


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
            return view(page, request, course, *arguments)
        return turned_away(request, course)

    return gated


def turned_away(request, course):
    """Who is not signed in may be enrolled; who is signed in can enroll. The course itself is no secret."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    messages.info(request, _("The lessons of this course are for those who are enrolled."))
    return redirect(course.get_url(request))


def reader_context(page, request, course):
    """What a lesson or quiz shows around itself."""
    person = person_of(request.user)
    progress = progress_of(person=person, course=course)
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
        "steps": [step_of(one, current=page) for one in progress.of_module(item.module)],
        "following": following,
        "following_note": step_of(following).note if following else "",
    }
