"""Light pages for a trainer's phone: essays that wait for a mark, and what a quiz says of its questions and people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .admin_steps import may_withdraw
from .exceptions import LearningRefused
from .forms import MarkForm
from .gains import gains_of
from .grading import readable
from .marking import attempts_to_mark, essays_of, mark_attempt, taught_quizzes
from .models import QuizAttempt
from .questions.markup import shown
from .quiz_statistics import statistics_of

A_PAGE = 30


@never_cache
@login_required
def queue(request):
    """What waits, the oldest first, and the quizzes whose numbers one may look at."""
    finished = Count("attempts", filter=Q(attempts__finished_at__isnull=False))
    quizzes = taught_quizzes(request.user).annotate(taken=finished).filter(taken__gt=0).order_by("path")
    attempts = Paginator(attempts_to_mark(request.user).defer("snapshot"), A_PAGE)
    context = {"page_obj": attempts.get_page(request.GET.get("page")), "quizzes": quizzes}
    return render(request, "courses/marking_queue.html", context)


@never_cache
@login_required
def mark(request, pk):
    """All essays of one attempt; nobody's whom one does not teach. POST marks them."""
    attempts = QuizAttempt.objects.finished().filter(quiz__in=taught_quizzes(request.user))
    attempt = get_object_or_404(attempts.select_related("person", "quiz"), pk=pk)
    if not attempt.waits_for_mark:
        messages.info(request, _("Somebody has marked this meanwhile."))
        return redirect("quiz_marking")
    rows = [
        {
            "question": shown(question.text),
            "guidance": shown(question.guidance),
            "answer": answer.given,
            "position": answer.position,
            "form": MarkForm(
                request.POST if request.method == "POST" else None,
                prefix=f"answer-{answer.position}",
                possible=readable(question.points),
                number=number,
            ),
        }
        for number, (answer, question) in enumerate(essays_of(attempt), start=1)
    ]
    valid = [row["form"].is_valid() for row in rows]  # each of them, so that all errors show
    if request.method == "POST" and all(valid):
        return _marked(request, attempt, rows)
    invalid = request.method == "POST"
    context = {"attempt": attempt, "rows": rows, "forms": [row["form"] for row in rows], "invalid": invalid}
    return render(request, "courses/marking.html", context, status=422 if invalid else 200)


def _marked(request, attempt, rows):
    marks = {row["position"]: (row["form"].cleaned_data["points"], row["form"].cleaned_data["comment"]) for row in rows}
    try:
        mark_attempt(attempt=attempt, marks=marks, by=request.user, now=timezone.now())
    except LearningRefused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Marked. The participant sees the result."))
    return redirect("quiz_marking")


@never_cache
@login_required
def statistics(request, pk):
    """How questions of a quiz did, and how much was learned since the test before it."""
    quiz = get_object_or_404(taught_quizzes(request.user).select_related("pre_test"), pk=pk)
    taught_before = taught_quizzes(request.user).filter(pk=quiz.pre_test_id).exists()
    people, cohorts = gains_of(quiz) if taught_before else ([], [])
    context = {
        "quiz": quiz,
        "items": statistics_of(quiz),
        "columns": [_("Question"), _("Answers"), _("Facility, %"), _("Discrimination"), _("Chosen")],
        "is_paired": taught_before,
        "gains": people,
        "cohort_gains": cohorts,
        "gain_columns": [_("Name"), _("Before, %"), _("After, %"), _("Gain")],
        "cohort_columns": [_("Cohort"), _("Before, %"), _("After, %"), _("Gain")],
        "may_regrade": may_withdraw(request.user),
    }
    return render(request, "courses/quiz_statistics.html", context)
