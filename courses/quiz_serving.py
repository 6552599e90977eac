"""How a quiz answers a request: its rules and one question a page. Each answer is kept by a verb."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from content import wording
from people.accounts import person_of
from people.models import Person
from people.prepared import Asked, Prepared
from people.signing_in import to_sign_in

from .bank_access import categories_open_to
from .exceptions import LearningRefused
from .models import QuizAnswer, QuizAttempt
from .more_time import minutes_for
from .previewing import preview_context, question_context
from .questions.codec import from_json
from .quizzes import (
    attempts_left,
    finish_attempt,
    first_unanswered,
    is_expired,
    pause_ends,
    save_answer,
    start_attempt,
)
from .reading import for_readers, reader_context


@for_readers
def quiz_start(page, request, course):
    """Before an attempt: the rules and what was tried so far. POST starts or goes on."""
    person, now = person_of(request.user), timezone.now()
    if request.method == "POST":
        return _start(page, request, person)
    known = person is not None and page.pk is not None
    begun = open_attempt(page, person)
    pause = pause_ends(person=person, quiz=page, now=now) if known else None
    left = attempts_left(person=person, quiz=page) if known else None
    context = reader_context(page, request, course) | {
        "attempts": page.attempts.finished().defer("snapshot").filter(person=person) if known else [],
        "open_attempt": begun,
        "left": left,
        "used_up": left == 0,
        "minutes": minutes_for(person=person, quiz=page),
        "pause": wording.moment(pause, now=now) if pause else "",
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


@Prepared
def attempt_begun():
    """The database keeps at most one: ``quiz_attempt_one_open``."""
    quiz, person = Asked("quiz", Page._meta.pk), Asked("person", Person._meta.pk)
    return QuizAttempt.objects.open().filter(quiz_id=quiz, person_id=person).order_by()


@Prepared
def answers_of():
    attempt = Asked("attempt", QuizAttempt._meta.pk)
    return QuizAnswer.objects.filter(attempt_id=attempt).order_by("position").values_list("position", "given")


def open_attempt(page, person):
    """The attempt ``person`` has begun, or None; one whose time is over is finished first. Nobody reaches others'."""
    attempt = attempt_begun.first(quiz=page.pk, person=person.pk) if person and page.pk else None
    if attempt and is_expired(attempt, now=timezone.now()):
        finish_attempt(attempt=attempt, now=timezone.now())
        return None
    return attempt


def question_url(page, request, position):
    return f"{page.get_url(request)}q/{position + 1}/"


@for_readers
def quiz_question(page, request, course, number):
    """One question; POST keeps the answer and goes on, after the last one the attempt is graded."""
    attempt = open_attempt(page, person_of(request.user))
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    if request.method == "POST" and (attempt is None or request.POST.get("attempt") != str(attempt.pk)):
        return _too_late(page, request)
    if attempt is None:
        return redirect(page.get_url(request))
    if not 1 <= number <= len(attempt.snapshot):
        raise Http404
    known = dict(answers_of.all(attempt=attempt.pk))
    entry, data = attempt.snapshot[number - 1], request.POST if request.method == "POST" else None
    shown = question_context(from_json(entry), order=entry["order"], given=known.get(number - 1), data=data)
    if shown["form"].is_valid():
        return _keep(page, request, attempt, number - 1, shown["form"].given())
    context = around(page, course, attempt, number, known) | shown
    return render(request, "courses/quiz_question.html", context, status=422 if data is not None else 200)


def around(page, course, attempt, number, known):
    """What stands around one question of an attempt."""
    return {
        "page": page,
        "course": course,
        "attempt": attempt,
        "number": number,
        "total": len(attempt.snapshot),
        "answered": [position + 1 for position in known],
        "previous": number - 1,
        "place": place_of(attempt.snapshot, number),
        "time_ends": wording.clock(attempt.due_at) if attempt.due_at else "",
    }


def place_of(snapshot, number):
    """«Question 2 of 9»; texts between questions are not counted."""
    if snapshot[number - 1]["kind"] == "description":
        return _("A text to read")
    asked = [place for place, entry in enumerate(snapshot, start=1) if entry["kind"] != "description"]
    return _("Question %(number)s of %(total)s") % {"number": asked.index(number) + 1, "total": len(asked)}


def _too_late(page, request):
    """An answer to an attempt that is not open: one's own that was finished meanwhile, else one that is not there."""
    own = page.attempts.finished().filter(person=person_of(request.user)).values_list("pk", "due_at")
    finished = {str(pk): due_at for pk, due_at in own}
    if request.POST.get("attempt") not in finished:
        raise Http404
    due_at = finished[request.POST["attempt"]]
    over = due_at is not None and due_at <= timezone.now()
    said = _("Time is over. The answers you had saved count.") if over else _("This attempt is finished already.")
    messages.info(request, said)
    return redirect(f"{page.get_url(request)}result/")


def _keep(page, request, attempt, position, given):
    """Keep the answer, then on to the next question, to one left out, or to the result."""
    now = timezone.now()
    try:
        save_answer(attempt=attempt, position=position, given=given, now=now)
    except LearningRefused as error:  # finished in another tab meanwhile, or out of time
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
def quiz_preview(page, request, course):
    """All that a draft asks with the answers, for who writes it and may see them; what is drawn by chance is named."""
    open_ones = set(categories_open_to(request.user).values_list("pk", flat=True))
    lines = [
        (
            line,
            preview_context(line.question.as_value(), prefix=f"q{place}")
            if line.question and line.question.category_id in open_ones
            else None,
        )
        for place, line in enumerate(page.draws.all())
    ]
    context = reader_context(page, request, course) | {"lines": lines}
    return render(request, "courses/quiz_preview.html", page.get_context(request) | context)
