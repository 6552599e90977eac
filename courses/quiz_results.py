"""The result of a quiz as its participant sees it: each answer given and, when it may be seen, the right one."""

from decimal import Decimal
from math import ceil

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.accounts import person_of

from . import grading
from .models import QuizPage
from .questions.codec import from_json
from .questions.explaining import explained
from .questions.marking import points_of
from .questions.markup import numbered, plain, split_heading
from .questions.values import ALL, Scoring
from .quizzes import attempts_left, pause_ends
from .reading import for_readers, reader_context

WHOLE = {"single", "multiple", "truefalse", "short", "numeric"}


@for_readers
def quiz_result(page, request, course):
    """The last finished attempt."""
    person, now = person_of(request.user), timezone.now()
    attempt = page.attempts.finished().filter(person=person).order_by("-finished_at").first() if person else None
    if attempt is None:
        return redirect(page.get_url(request))
    left = attempts_left(person=person, quiz=page)
    open_now = shows_answers(page, left=left, now=now)
    context = reader_context(page, request, course) | {
        "page": page,
        "attempt": attempt,
        "rows": rows_of(attempt, with_answers=open_now),
        "answers_shown": open_now,
        "needed": needed_words(attempt),
        "may_try_again": left != 0 and not pause_ends(person=person, quiz=page, now=now),
        "left": left,
    }
    return render(request, "courses/quiz_result.html", context)


def shows_answers(quiz, *, left, now):
    """Whether the right answers may be seen; ``left`` is how many attempts are, None without limit."""
    match quiz.answers_shown:
        case QuizPage.AnswersShown.AFTER_LAST:
            return left == 0
        case QuizPage.AnswersShown.FROM_DATE:
            return quiz.answers_from is not None and quiz.answers_from <= now
        case QuizPage.AnswersShown.NEVER:
            return False
    return True


def rows_of(attempt, *, with_answers):
    """A row for each question, in one query; without what is right where that is not shown yet."""
    answers = {answer.position: answer for answer in attempt.answers.all()}
    return [
        result_row(entry, answers.get(place), with_answers=with_answers)
        for place, entry in enumerate(attempt.snapshot)
        if entry["kind"] != "description"
    ]


def result_row(entry, answer, *, with_answers):
    question = from_json(entry)
    given, mark, comment = (answer.given, answer.mark, answer.comment) if answer else (None, None, "")
    said = explained(question, given, share=mark)
    text = numbered(question.text) if question.kind == "cloze" else question.text
    heading = split_heading(text)[0] or plain(text)
    row = {"question": heading, "given": said.given, "comment": comment, "right": None}
    if said.share is not None and (with_answers or mark is not None):
        row |= {
            "right": said.share >= ALL,
            "partly": 0 < said.share < ALL,
            "points": points_words(question, said.share),
        }
    row["hidden"] = not with_answers and row["right"] is None and said.share is not None
    return row | ({"correct": said.right, "why": said.why} if with_answers else {})


def points_words(question, share):
    """«0,5 of 1», where points are not all or nothing of one."""
    if question.points == 1 and share in (0, ALL):
        return ""
    points = localize(grading.readable(points_of(question, share)))
    return _("%(points)s of %(possible)s") % {
        "points": points,
        "possible": localize(grading.readable(question.points)),
    }


def earns_all_or_nothing(question):
    """Whether the question earns one point, all or nothing; one of no points is no matter."""
    if question.points == 0:
        return True
    if question.kind == "multiple" and question.scoring != Scoring.EXACT:
        return False
    rows = getattr(question, "options", ()) if question.kind == "single" else getattr(question, "answers", ())
    return question.points == 1 and question.kind in WHOLE and all(row.share in (0, ALL) for row in rows)


def needed_words(attempt):
    """In whole points where only whole ones can be earned."""
    needed = Decimal(attempt.pass_percent) * attempt.max_score / 100
    if all(map(earns_all_or_nothing, map(from_json, attempt.snapshot))):
        whole = ceil(needed)
        return ngettext("%(number)d is needed.", "%(number)d are needed.", whole) % {"number": whole}
    return _("Points needed: %(points)s.") % {"points": localize(grading.readable(needed))}
