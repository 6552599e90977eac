"""A quiz passed, or done with the mark that the rule names: the mark that counts in the gradebook."""

from collections import defaultdict

from courses.gradebook.marks import NOTHING, Item, empty, marks_of
from courses.models import Enrollment, QuizAttempt
from people.models import Person

from .verdicts import Verdict


def candidates(*, rule, cohort=None):
    """Everybody with a place in the course; without a cohort also who did the quiz and left."""
    places = Enrollment.objects.active().filter(
        **({"cohort": cohort} if cohort else {"cohort__course": rule.course_id})
    )
    found = Person.objects.filter(pk__in=places.values("person"))
    if cohort:
        return found
    return found | Person.objects.filter(
        pk__in=QuizAttempt.objects.finished().filter(quiz=rule.quiz_id).values("person")
    )


def judge(*, rule, keys, now, cohort=None):
    items = [as_item(rule.quiz)]
    marks, attempts = marks_of(items=items, people=keys), defaultdict(list)
    finished = QuizAttempt.objects.finished().filter(quiz=rule.quiz_id, person__in=keys)
    for attempt in finished.only("pk", "person_id", "passed").order_by("number"):
        attempts[attempt.person_id].append(attempt)
    return {key: _done((marks.get(key) or empty(items))[0], attempts[key], rule) for key in keys}


def as_item(quiz):
    """The quiz as the gradebook reads it, published or not."""
    return Item(quiz.pk, quiz.title, quiz.path, "", weight=0, share=NOTHING, counts=quiz.counts)


def _done(cell, attempts, rule):
    asked = rule.min_mark or rule.quiz.pass_percent
    by_itself = not rule.min_mark and cell.override is None
    passed = by_itself and any(attempt.passed for attempt in attempts)  # by the pass mark of its day
    if passed or (cell.percent is not None and cell.percent >= asked):
        keys, by_trainer = [attempt.pk for attempt in attempts], {"by_trainer": True} if cell.override else {}
        return Verdict(True, evidence={"attempts": keys, "mark": str(cell.shown), **by_trainer})
    if cell.waits and not cell.override:
        return Verdict(False, "waits_for_mark")
    if cell.percent is None:
        return Verdict(False, "not_tried")
    return Verdict(False, "mark", {"done": str(cell.shown), "asked": asked})
