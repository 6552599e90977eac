"""A trainer marks essays: the oldest first, of one's own courses alone. The last mark makes the result final."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from people.accounts import person_of

from .access import is_own, may_read_everything
from .exceptions import LearningRefused
from .models import CoursePage, QuizAttempt, QuizPage
from .questions.codec import from_json
from .questions.values import ALL
from .quizzes import locked, settle


def taught_quizzes(user):
    """Quizzes of the courses ``user`` teaches; coordinators see all of them."""
    if may_read_everything(user):
        return QuizPage.objects.all()
    person = person_of(user)
    if person is None:
        return QuizPage.objects.none()
    paths = CoursePage.objects.filter(trainer_rows__speaker__person=person).values_list("path", flat=True).distinct()
    inside = [Q(path__startswith=path) for path in paths]
    return QuizPage.objects.filter(reduce(or_, inside)) if inside else QuizPage.objects.none()


def attempts_to_mark(user):
    """Attempts of others that wait for ``user``'s mark, the oldest first."""
    attempts = QuizAttempt.objects.to_mark().filter(quiz__in=taught_quizzes(user))
    if own := person_of(user):
        attempts = attempts.exclude(person=own)
    return attempts.select_related("person", "quiz").order_by("finished_at", "pk")


def essays_of(attempt):
    """(answer, question) of the essays that were written, in the order asked."""
    answers = attempt.answers.select_related("marked_by").order_by("position")
    rows = [(answer, attempt.snapshot[answer.position]) for answer in answers]
    return [(answer, from_json(entry)) for answer, entry in rows if entry["kind"] == "essay"]


@transaction.atomic
def mark_attempt(*, attempt, marks, by, now):
    """Give essays their points; ``marks`` maps positions to (points, comment). Raises ``LearningRefused``.

    Two who mark at once do not overwrite each other: the second one learns that it is done.
    """
    attempt = locked(attempt)
    if is_own(attempt, by):
        raise LearningRefused(_("This is your own work. Another trainer or a coordinator has to mark it."))
    if not attempt.waits_for_mark:
        raise LearningRefused(_("Somebody has marked this meanwhile."))
    for answer, question in essays_of(attempt):
        if answer.position in marks:
            points, answer.comment = marks[answer.position]
            answer.mark = points * ALL / question.points if question.points else ALL
            answer.marked_at, answer.marked_by = now, by
            answer.save(update_fields=["mark", "comment", "marked_at", "marked_by"])
    log(attempt, "courses.quiz.mark", user=by, data={"points": {str(key): str(mark[0]) for key, mark in marks.items()}})
    return settle(attempt, now=now)
