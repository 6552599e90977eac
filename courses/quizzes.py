"""Take a quiz: start, answer, finish. Each answer is kept at once; past attempts never change."""

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person

from . import grading
from .exceptions import LearningRefused
from .models import QuizAttempt
from .progress import active_enrollments, complete_courses_of


def snapshot_of(quiz):
    """What is asked, as plain values in order; grading reads this and nothing else."""
    questions = quiz.questions.prefetch_related("choices").order_by("sort_order", "pk")
    return [as_asked(question) for question in questions]


def as_asked(question):
    return {
        "text": question.text,
        "kind": question.kind,
        "hint": question.hint,
        "explanation": question.explanation,
        "choices": [{"text": choice.text, "right": choice.right} for choice in question.choices.all()],
    }


def attempts_left(*, person, quiz):
    """How many attempts may still be started, or None without limit."""
    if not quiz.attempts_allowed:
        return None
    return max(quiz.attempts_allowed - QuizAttempt.objects.finished().filter(person=person, quiz=quiz).count(), 0)


@transaction.atomic
def start_attempt(*, person, quiz, now):
    """Start an attempt, or go on with the open one. Raises ``LearningRefused``."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if attempt := QuizAttempt.objects.open().filter(person=person, quiz=quiz).first():
        return attempt
    if not active_enrollments(person=person, course=quiz.course).exists():
        raise LearningRefused(_("Enroll in the course first, then your progress is kept."))
    if attempts_left(person=person, quiz=quiz) == 0:
        raise LearningRefused(_("All attempts at this quiz are used."))
    snapshot = snapshot_of(quiz)
    if not snapshot:
        raise LearningRefused(_("This quiz has no questions yet."))
    number = QuizAttempt.objects.filter(person=person, quiz=quiz).count() + 1
    return QuizAttempt.objects.create(
        person=person,
        quiz=quiz,
        number=number,
        snapshot=snapshot,
        pass_percent=quiz.pass_percent,
        started_at=now,
        max_score=len(snapshot),
    )


def first_unanswered(attempt):
    """The position of the first question without an answer, from 0, or None when all have one."""
    answered = set(attempt.answers.values_list("position", flat=True))
    return next((position for position in range(len(attempt.snapshot)) if position not in answered), None)


@transaction.atomic
def save_answer(*, attempt, position, chosen, now, person=None):
    """Keep the answer to one question of an open attempt. Raises ``LearningRefused``; then nothing is written."""
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if person is not None and attempt.person_id != person.pk:
        raise LearningRefused(_("This is not your attempt."))
    if attempt.finished_at:
        raise LearningRefused(_("This attempt is finished already."))
    if not 0 <= position < len(attempt.snapshot):
        raise LearningRefused(_("This quiz has no such question."))
    question = attempt.snapshot[position]
    if not set(chosen) <= set(range(len(question["choices"]))):
        raise LearningRefused(_("This is not one of the answers."))
    if question["kind"] == "single" and len(chosen) > 1:
        raise LearningRefused(_("Choose one answer."))
    answer, _made = attempt.answers.update_or_create(
        position=position, defaults={"chosen": sorted(set(chosen)), "saved_at": now}
    )
    return answer


@transaction.atomic
def finish_attempt(*, attempt, now, person=None):
    """Grade the attempt; finishing twice changes nothing. It may complete the course."""
    attempt = QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "person").get(pk=attempt.pk)
    if person is not None and attempt.person_id != person.pk:
        raise LearningRefused(_("This is not your attempt."))
    if attempt.finished_at:
        return attempt
    answers = dict(attempt.answers.values_list("position", "chosen"))
    attempt.score = grading.score(attempt.snapshot, answers)
    attempt.passed = grading.is_passed(
        score=attempt.score, max_score=attempt.max_score, pass_percent=attempt.pass_percent
    )
    attempt.finished_at = now
    attempt.save(update_fields=["score", "passed", "finished_at"])
    if attempt.passed:
        complete_courses_of(person=attempt.person, now=now, course=attempt.quiz.course)
    return attempt
