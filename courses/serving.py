"""How the pages of courses answer a request: gate, context, template. The page models call in here, lazily."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from content import wording
from content.restrictions import pages_open_to
from people.accounts import person_of

from .access import can_read, paths_to
from .beside import beside
from .forms import CatalogForm
from .lesson_rules import refusal_to_complete
from .models import Cohort, CoursePage, LessonPage, ProgrammePage
from .presentation import course_context, module_steps, why_closed
from .reading import for_readers, is_preview, reader_context
from .weight import lessons_weight

COURSES_A_PAGE = 12


def catalog_context(request):
    """The courses of the catalog, filtered and paged, each with the cohort that enrolls now."""
    form = CatalogForm(request.GET)
    courses = pages_open_to(request.user, CoursePage.objects.live()).filter(locale__language_code="uk")
    if form.is_valid():
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        courses = courses.filter(**chosen)
    cohorts = Cohort.objects.with_taken().enrolling(now=timezone.now())
    courses = courses.select_related("topic", "locale").annotate(weight=lessons_weight()).order_by("path")
    courses = courses.prefetch_related(Prefetch("cohorts", queryset=cohorts, to_attr="enrolling"))
    page_obj = Paginator(courses, COURSES_A_PAGE).get_page(request.GET.get("page"))
    for course in page_obj:
        course.address = course.get_url(request)
        course.cohort = course.enrolling[0] if course.enrolling else None
    programmes = pages_open_to(request.user, ProgrammePage.objects.live()).order_by("path").only("title", "url_path")
    chosen = form.is_valid() and any(form.cleaned_data.values())
    shown = [] if chosen or page_obj.number > 1 else list(programmes)
    return {"form": form, "page_obj": page_obj, "foreign": get_language() != "uk", "programmes": shown}


def serve_course(page, request):
    request.navigation_page = page
    context = page.get_context(request) | course_context(page, user=request.user, now=timezone.now())
    return render(request, page.template, context)


def serve_module(page, request):
    """The lessons and quizzes of one module by their titles; links for those who may read them."""
    request.navigation_page = page
    course = CoursePage.objects.filter(path=page.path[: -page.steplen]).first()
    if course is None or not (course.live or is_preview(request)):
        raise Http404
    progress = paths_to(request.user, courses=[course], now=timezone.now())[course.pk]
    steps = module_steps(progress, page, linked=can_read(user=request.user, course=course))
    context = {"steps": steps, "why": why_closed(progress, page), "crumbs": [course]}
    return render(request, page.template, page.get_context(request) | context)


@for_readers
def serve_lesson(page, request, course):
    context = page.get_context(request) | reader_context(page, request, course)
    more = {} if is_preview(request) else beside(course=course, user=request.user)
    more["not_yet"] = not_yet(page, request, course, done=context["item"].done)
    return render(request, page.template, context | more | {"length": wording.duration(page.minutes)})


def not_yet(page, request, course, *, done):
    """Why one cannot say yet that a lesson is done; nothing is asked about a lesson without a rule of its own."""
    ruled = page.least_minutes or page.done_by == LessonPage.DoneBy.SESSION
    if not ruled or done or not course.is_enrolled or is_preview(request):
        return ""
    return refusal_to_complete(person=person_of(request.user), lesson=page, now=timezone.now())
