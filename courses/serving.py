"""How the pages of courses answer a request: gate, verb, template. The page models call in here, lazily."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from content import wording
from content.models import Topic
from people.accounts import person_of

from . import grading
from .access import can_read
from .exceptions import LearningRefused
from .forms import AnswerForm, CatalogForm
from .models import Cohort, CoursePage
from .presentation import course_context, step_of
from .progress import active_enrollments, course_of, progress_of
from .quizzes import attempts_left, finish_attempt, save_answer, start_attempt

COURSES_A_PAGE = 12


def catalog_context(request):
    """The courses of the catalog, filtered and paged, each with the cohort that enrolls now."""
    now = timezone.now()
    form = CatalogForm(request.GET)
    courses = CoursePage.objects.live().filter(locale__language_code="uk").select_related("topic").order_by("path")
    if form.is_valid():
        if form.cleaned_data["topic"]:
            courses = courses.filter(topic=form.cleaned_data["topic"])
        if form.cleaned_data["format"]:
            courses = courses.filter(format=form.cleaned_data["format"])
    enrolling = Prefetch("cohorts", queryset=Cohort.objects.with_taken().enrolling(now=now), to_attr="enrolling")
    page_obj = Paginator(courses.prefetch_related(enrolling), COURSES_A_PAGE).get_page(request.GET.get("page"))
    for course in page_obj:
        course.address = course.get_url(request)
        course.cohort = course.enrolling[0] if course.enrolling else None
    return {"form": form, "page_obj": page_obj, "foreign": get_language() != "uk", "topics": Topic.objects.all()}


def reader(request, page):
    """(course, person) of a lesson or quiz that this reader may read; 404 for others."""
    course = course_of(page)
    if course is None or not course.live or not can_read(user=request.user, course=course):
        raise Http404
    request.navigation_page = page
    return course, person_of(request.user)


def reader_context(page, course, person):
    """The bar, the contents of the module and the way on, for a lesson or a quiz."""
    progress = progress_of(person=person, course=course)
    place = progress.place_of(page)
    if place is None:
        raise Http404
    item = progress.items[place]
    following = progress.items[place + 1] if place + 1 < progress.total else None
    enrolled = bool(person) and active_enrollments(person=person, course=course).exists()
    return {
        "course": course,
        "course_url": course.url,
        "enrolled": enrolled,
        "progress": progress,
        "item": item,
        "current": place + 1,
        "done_places": [number for number, one in enumerate(progress.items, start=1) if one.done],
        "place": gettext("Step %(place)s of %(total)s") % {"place": place + 1, "total": progress.total},
        "steps": [step_of(one, current=page) for one in progress.of_module(item.module)],
        "following": following,
        "following_note": step_of(following).note if following else "",
    }


def serve_course(page, request):
    request.navigation_page = page
    person = person_of(request.user)
    context = page.get_context(request) | course_context(page, person=person, now=timezone.now())
    return render(request, page.template, context)


def serve_module(page, request):
    """The lessons and quizzes of one module; which of them one may read is their own matter."""
    request.navigation_page = page
    course = page.get_parent().specific
    progress = progress_of(person=person_of(request.user), course=course)
    steps = [step_of(item) for item in progress.of_module(page)]
    return render(request, page.template, page.get_context(request) | {"steps": steps, "crumbs": [course]})


def serve_lesson(page, request):
    course, person = reader(request, page)
    context = page.get_context(request) | reader_context(page, course, person)
    return render(request, page.template, context | {"length": wording.duration(page.minutes)})


def quiz_start(page, request):
    """Before an attempt: the rules and what was tried so far. POST starts or goes on."""
    course, person = reader(request, page)
    context = reader_context(page, course, person)
    if request.method == "POST":
        if person is None:
            return redirect("account_login")
        try:
            start_attempt(person=person, quiz=page, now=timezone.now())
        except LearningRefused as error:
            messages.error(request, str(error))
            return redirect(page.url)
        return redirect(f"{page.url}q/1/")
    attempts = page.attempts.finished().filter(person=person) if person else []
    left = attempts_left(person=person, quiz=page) if person else None
    context |= {
        "attempts": attempts,
        "open_attempt": page.attempts.open().filter(person=person).first() if person else None,
        "left": left,
        "used_up": left == 0,
    }
    return render(request, page.template, page.get_context(request) | context)


def quiz_question(page, request, number):
    """One question; POST keeps the answer and goes on, after the last one the attempt is graded."""
    course, person = reader(request, page)
    attempt = page.attempts.open().filter(person=person).first() if person else None
    if attempt is None:
        return redirect(page.url)
    if not 1 <= number <= len(attempt.snapshot):
        raise Http404
    question = attempt.snapshot[number - 1]
    known = dict(attempt.answers.values_list("position", "chosen"))
    form = AnswerForm(request.POST or None, question=question, chosen=known.get(number - 1))
    if request.method == "POST":
        if request.POST.get("attempt") != str(attempt.pk):
            raise Http404
        if form.is_valid():
            now = timezone.now()
            save_answer(attempt=attempt, position=number - 1, chosen=form.chosen(), now=now)
            if number < len(attempt.snapshot):
                return redirect(f"{page.url}q/{number + 1}/")
            finish_attempt(attempt=attempt, now=now)
            return redirect(f"{page.url}result/")
    context = {
        "page": page, "course": course, "attempt": attempt, "question": question, "number": number, "form": form,
        "total": len(attempt.snapshot), "answered": [position + 1 for position in known],
        "previous": number - 1,
        "place": gettext("Question %(number)s of %(total)s") % {"number": number, "total": len(attempt.snapshot)},
    }  # fmt: skip
    return render(request, "courses/quiz_question.html", context, status=400 if form.errors else 200)


def quiz_result(page, request):
    """The last finished attempt: each question with the answer given, the right one and why."""
    course, person = reader(request, page)
    attempt = page.attempts.finished().filter(person=person).order_by("-finished_at").first() if person else None
    if attempt is None:
        return redirect(page.url)
    known = dict(attempt.answers.values_list("position", "chosen"))
    rows = [result_row(question, known.get(place, [])) for place, question in enumerate(attempt.snapshot)]
    needed = -(-attempt.pass_percent * attempt.max_score // 100)
    context = reader_context(page, course, person) | {
        "page": page,
        "attempt": attempt,
        "rows": rows,
        "needed": ngettext("%(number)d is needed.", "%(number)d are needed.", needed) % {"number": needed},
    }
    return render(request, "courses/quiz_result.html", context)


def result_row(question, chosen):
    texts = [choice["text"] for choice in question["choices"]]
    return {
        "question": question["text"],
        "right": bool(grading.points(question, chosen)),
        "given": "; ".join(texts[place] for place in chosen),
        "correct": "; ".join(texts[place] for place in sorted(grading.right_places(question))),
        "why": question["explanation"],
    }
