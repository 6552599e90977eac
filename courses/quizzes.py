"""Take a quiz: start, answer, finish. Each answer is kept at once; past attempts never change."""

from datetime import timedelta
from random import SystemRandom

from django.db import transaction
from django.utils.translation import gettext as _

from content import wording
from people.models import Person

from . import grading
from .drawing import snapshot_of
from .exceptions import LearningRefused
from .models import QuizAttempt, QuizPage
from .more_time import minutes_for
from .progress import active_enrollments, complete_courses_of
from .signals import quiz_graded

GRACE = timedelta(minutes=2)  # for an answer that a lost line holds up
CHANCE = SystemRandom()


def attempts_left(*, person, quiz):
    """How many attempts may still be started, or None without limit."""
    if not quiz.attempts_allowed:
        return None
    return max(quiz.attempts_allowed - QuizAttempt.objects.finished().filter(person=person, quiz=quiz).count(), 0)


def pause_ends(*, person, quiz, now):
    """When the next attempt may be started, or None where it may be at once."""
    if not quiz.pause_hours:
        return None
    finished = QuizAttempt.objects.finished().filter(person=person, quiz=quiz).order_by("-finished_at")
    last = finished.values_list("finished_at", flat=True).first()
    ends = last and last + timedelta(hours=quiz.pause_hours)
    return ends if ends and ends > now else None


def is_expired(attempt, *, now):
    """Whether its time and the grace after it are over."""
    return attempt.due_at is not None and now > attempt.due_at + GRACE


@transaction.atomic
def start_attempt(*, person, quiz, now, chance=CHANCE):
    """Start an attempt, or go on with the open one. Raises ``LearningRefused``."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if attempt := QuizAttempt.objects.open().filter(person=person, quiz=quiz).first():
        if not is_expired(attempt, now=now):
            return attempt
        finish_attempt(attempt=attempt, now=now)
    refuse_start(person=person, quiz=quiz, now=now)
    snapshot = snapshot_of(quiz, chance=chance)
    if not snapshot:
        raise LearningRefused(_("This quiz has no questions yet."))
    number = QuizAttempt.objects.filter(person=person, quiz=quiz).count() + 1
    minutes = minutes_for(person=person, quiz=quiz)
    return QuizAttempt.objects.create(
        person=person,
        quiz=quiz,
        number=number,
        snapshot=snapshot,
        pass_percent=quiz.pass_percent,
        started_at=now,
        due_at=now + timedelta(minutes=minutes) if minutes else None,
        max_score=grading.max_score(snapshot),
    )


def refuse_start(*, person, quiz, now):
    if not active_enrollments(person=person, course=quiz.course).exists():
        raise LearningRefused(_("Enroll in the course first, then your progress is kept."))
    if attempts_left(person=person, quiz=quiz) == 0:
        raise LearningRefused(_("All attempts at this quiz are used."))
    if ends := pause_ends(person=person, quiz=quiz, now=now):
        moment = wording.moment(ends, now=now)
        raise LearningRefused(_("The next attempt can be started from %(moment)s on.") % {"moment": moment})


def first_unanswered(attempt):
    """The position of the first question without an answer, from 0, or None when all have one."""
    answered = set(attempt.answers.values_list("position", flat=True))
    return next((position for position in range(len(attempt.snapshot)) if position not in answered), None)


@transaction.atomic
def save_answer(*, attempt, position, given, now, person=None):
    """Keep the answer to one question of an open attempt. Raises ``LearningRefused``; then nothing is written."""
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if person is not None and attempt.person_id != person.pk:
        raise LearningRefused(_("This is not your attempt."))
    if attempt.finished_at:
        raise LearningRefused(_("This attempt is finished already."))
    if is_expired(attempt, now=now):
        raise LearningRefused(_("Time is over. The answers you had saved count."))
    if not 0 <= position < len(attempt.snapshot):
        raise LearningRefused(_("This quiz has no such question."))
    if not fits(attempt.snapshot[position], given):
        raise LearningRefused(_("This is not one of the answers."))
    answer, _made = attempt.answers.update_or_create(position=position, defaults={"given": given, "saved_at": now})
    return answer


def fits(entry, given):
    """Whether ``given`` is an answer that its question can be marked with."""
    try:
        grading.share(entry, given)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return _are_places(entry, given)


def _are_places(entry, given):
    """Whether places of options, also in gaps, are counted from the first one, and one is where one is asked for."""
    if entry["kind"] == "cloze":
        return all(map(_are_places, entry["gaps"], given or []))
    places = given if entry["kind"] in ("single", "multiple") and given else []
    return all(place >= 0 for place in places) and (entry["kind"] != "single" or len(places) <= 1)


@transaction.atomic
def finish_attempt(*, attempt, now, person=None):
    """Grade the attempt; finishing twice changes nothing. It may complete the course, unless an essay waits."""
    attempt = locked(attempt)
    if person is not None and attempt.person_id != person.pk:
        raise LearningRefused(_("This is not your attempt."))
    if attempt.finished_at:
        return attempt
    attempt.finished_at = min(now, attempt.due_at) if attempt.due_at and is_expired(attempt, now=now) else now
    attempt.save(update_fields=["finished_at"])
    return settle(attempt, now=now)


def locked(attempt):
    return QuizAttempt.objects.select_for_update(of=("self",)).select_related("quiz", "person").get(pk=attempt.pk)


def settle(attempt, *, now):
    """Work out the result of a finished attempt, which the caller has locked, from what was asked, given and marked."""
    rows = list(attempt.answers.values_list("position", "given", "mark"))
    answers = {position: given for position, given, _mark in rows}
    marks = {position: mark for position, _given, mark in rows if mark is not None}
    attempt.score = grading.score(attempt.snapshot, answers, marks)
    attempt.max_score = grading.max_score(attempt.snapshot)
    attempt.passed = attempt.score is not None and reaches_mark(attempt)
    attempt.save(update_fields=["score", "max_score", "passed"])
    if attempt.score is not None:  # also one that fails adds to the overall mark
        complete_courses_of(person=attempt.person, now=now, course=attempt.quiz.course)
        quiz_graded.send(sender=QuizAttempt, attempt=attempt, now=now)
    return attempt


def reaches_mark(attempt):
    """Whether the attempt passes; where the average counts, together with those before it."""
    counts = attempt.quiz.counts
    return grading.passes(
        counts,
        score=attempt.score,
        max_score=attempt.max_score,
        pass_percent=attempt.pass_percent,
        before=percents_before(attempt) if counts == QuizPage.Counts.AVERAGE else (),
    )


def own_percent(attempt):
    return grading.percent(score=attempt.score, max_score=attempt.max_score)


def percents_before(attempt):
    graded = QuizAttempt.objects.graded().filter(person=attempt.person_id, quiz=attempt.quiz_id)
    return [own_percent(one) for one in graded.filter(number__lt=attempt.number).defer("snapshot")]


def finish_expired(*, now):
    """The sweep: finish the open attempts whose time is over; what was saved counts. How many."""
    due = QuizAttempt.objects.open().filter(due_at__lt=now - GRACE).defer("snapshot")
    return len([finish_attempt(attempt=attempt, now=now) for attempt in due])
