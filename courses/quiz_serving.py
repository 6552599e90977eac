"""How a quiz answers a request: its rules, one question a page, the result. Each answer is kept by a verb."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.accounts import person_of

from . import grading
from .exceptions import LearningRefused
from .forms import AnswerForm
from .quizzes import as_asked, attempts_left, finish_attempt, first_unanswered, save_answer, start_attempt
from .reading import for_readers, reader_context


@for_readers
def quiz_start(page, request, course):
    """Before an attempt: the rules and what was tried so far. POST starts or goes on."""
    person = person_of(request.user)
    if request.method == "POST":
        return _start(page, request, person)
    finished = page.attempts.finished().defer("snapshot").filter(person=person) if person and page.pk else []
    left = attempts_left(person=person, quiz=page) if person and page.pk else None
    context = reader_context(page, request, course) | {
        "attempts": finished,
        "open_attempt": open_attempt(page, person),
        "left": left,
        "used_up": left == 0,
    }
    return render(request, page.template, page.get_context(request) | context)


def _start(page, request, person):
    if not request.user.is_authenticated:
        return redirect_to_login(page.get_url(request))
    if person is None:
        raise PermissionDenied
    try:
        attempt = start_attempt(person=person, quiz=page, now=timezone.now())
    except LearningRefused as error:
        messages.error(request, str(error))
        return redirect(page.get_url(request))
    return redirect(question_url(page, request, first_unanswered(attempt) or 0))


def open_attempt(page, person):
    """The attempt ``person`` has begun, or None. Nobody reaches anybody else's."""
    return page.attempts.open().filter(person=person).first() if person and page.pk else None


def question_url(page, request, position):
    return f"{page.get_url(request)}q/{position + 1}/"


@for_readers
def quiz_question(page, request, course, number):
    """One question; POST keeps the answer and goes on, after the last one the attempt is graded."""
    attempt = open_attempt(page, person_of(request.user))
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" and (attempt is None or request.POST.get("attempt") != str(attempt.pk)):
        return _too_late(page, request)
    if attempt is None:
        return redirect(page.get_url(request))
    if not 1 <= number <= len(attempt.snapshot):
        raise Http404
    question, known = attempt.snapshot[number - 1], dict(attempt.answers.values_list("position", "chosen"))
    form = AnswerForm(request.POST or None, question=question, chosen=known.get(number - 1))
    if form.is_valid():
        return _keep(page, request, attempt, number - 1, form.chosen())
    context = {
        "page": page,
        "course": course,
        "attempt": attempt,
        "question": question,
        "number": number,
        "form": form,
        "total": len(attempt.snapshot),
        "answered": [position + 1 for position in known],
        "previous": number - 1,
        "place": _("Question %(number)s of %(total)s") % {"number": number, "total": len(attempt.snapshot)},
    }
    return render(request, "courses/quiz_question.html", context, status=422 if form.errors else 200)


def _too_late(page, request):
    """An answer to an attempt that is not open: one's own that was finished meanwhile, else one that is not there."""
    own = page.attempts.finished().filter(person=person_of(request.user)).values_list("pk", flat=True)
    if request.POST.get("attempt") not in {str(pk) for pk in own}:
        raise Http404
    messages.info(request, _("This attempt is finished already."))
    return redirect(f"{page.get_url(request)}result/")


def _keep(page, request, attempt, position, chosen):
    """Keep the answer, then on to the next question, to one left out, or to the result."""
    now = timezone.now()
    try:
        save_answer(attempt=attempt, position=position, chosen=chosen, now=now)
    except LearningRefused as error:  # finished in another tab meanwhile
        messages.info(request, str(error))
        return redirect(f"{page.get_url(request)}result/")
    if position + 1 < len(attempt.snapshot):
        return redirect(question_url(page, request, position + 1))
    left_out = first_unanswered(attempt)
    if left_out is not None:
        messages.info(request, _("This question has no answer yet."))
        return redirect(question_url(page, request, left_out))
    finish_attempt(attempt=attempt, now=now)
    return redirect(f"{page.get_url(request)}result/")


@for_readers
def quiz_result(page, request, course):
    """The last finished attempt: each question with the answer given, the right one and why."""
    person = person_of(request.user)
    attempt = page.attempts.finished().filter(person=person).order_by("-finished_at").first() if person else None
    if attempt is None:
        return redirect(page.get_url(request))
    known = dict(attempt.answers.values_list("position", "chosen"))
    needed = -(-attempt.pass_percent * attempt.max_score // 100)
    context = reader_context(page, request, course) | {
        "page": page,
        "attempt": attempt,
        "rows": [result_row(question, known.get(place, [])) for place, question in enumerate(attempt.snapshot)],
        "needed": ngettext("%(number)d is needed.", "%(number)d are needed.", needed) % {"number": needed},
        "may_try_again": attempts_left(person=person, quiz=page) != 0,
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


@for_readers
def quiz_preview(page, request, course):
    """All questions of a draft with their answers, for who writes it."""
    questions = [as_asked(question) for question in page.questions.all()]
    context = reader_context(page, request, course) | {"questions": questions}
    return render(request, "courses/quiz_preview.html", page.get_context(request) | context)
