"""Grade finished attempts again after a question was corrected: on purpose, foretold, with the old score kept."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from wagtail.log_actions import log

from content.confirming import confirm
from people.alphabet import Alphabetically

from . import grading
from .models import BankQuestion, QuizAttempt
from .questions.asking import choices_of
from .questions.codec import from_json, to_json
from .quizzes import settle


@dataclass(frozen=True)
class Regraded:
    """An attempt as it is and what a grading makes of it; ``passes`` together with those before it."""

    attempt: QuizAttempt
    score: Decimal
    snapshot: list
    passes: bool

    @property
    def changes_score(self):
        return (self.score, self.possible) != (self.attempt.score, self.attempt.max_score)

    @property
    def points(self):
        return grading.readable(self.score)

    @property
    def possible(self):
        return grading.max_score(self.snapshot)

    @property
    def points_possible(self):
        return grading.readable(self.possible)

    @property
    def percent(self):
        return grading.percent(score=self.score, max_score=self.possible)


def current_questions(quiz):
    """The questions of the bank that graded attempts were asked, as they are today, by key."""
    asked = {entry["bank"] for attempt in quiz.attempts.graded() for entry in attempt.snapshot if "bank" in entry}
    return BankQuestion.objects.in_bulk(asked)


def corrected(entry, questions):
    """The entry by the bank's version of today, where the answer given still means the same; else as it was."""
    question = questions.get(entry.get("bank"))
    if question is None or question.version == entry["version"]:
        return entry
    former, value = from_json(entry), question.as_value()
    if not is_alike(former, value):
        return entry
    kept = {name: entry[name] for name in ("order", "bank")}
    return to_json(value) | kept | {"version": question.version}


def _same_places(former, texts):
    """Answers are places: texts may be corrected, but not the same texts put in another order."""
    return len(former) == len(texts) and (former == texts or sorted(former) != sorted(texts))


def is_alike(former, value):
    """Whether an answer to one is an answer to the other."""
    if former.kind != value.kind:
        return False
    match value.kind:
        case "single" | "multiple":
            return _same_places([one.text for one in former.options], [one.text for one in value.options])
        case "matching":
            prompts = [pair.prompt for pair in former.pairs] == [pair.prompt for pair in value.pairs]
            return prompts and set(choices_of(former)) == set(choices_of(value))
        case "ordering":
            return set(former.items) == set(value.items)
        case "cloze":
            same = len(former.gaps) == len(value.gaps)
            return same and all(is_alike(one, other) for one, other in zip(former.gaps, value.gaps, strict=True))
    return True


def foretell(quiz):
    """Whose score a grading by today's questions would change; writes nothing.

    Where the average counts, a score that changes may also turn what follows into a pass, or into none.
    """
    questions, before, changes = current_questions(quiz), defaultdict(list), []
    attempts = quiz.attempts.graded().select_related("person").prefetch_related("answers")
    for attempt in attempts.order_by(Alphabetically("person__legal_name"), "person", "number"):
        change = regraded(attempt, questions, counts=quiz.counts, before=before[attempt.person_id])
        before[attempt.person_id].append(change.percent)
        follows = any(one.attempt.person_id == attempt.person_id for one in changes[-1:])
        if change.changes_score or (follows and change.passes != attempt.passed):
            changes.append(change)
    return changes


def regraded(attempt, questions, *, counts, before):
    """``before`` are the percentages of this person's former attempts."""
    snapshot = [corrected(entry, questions) for entry in attempt.snapshot]
    answers = {answer.position: answer.given for answer in attempt.answers.all()}
    marks = {answer.position: answer.mark for answer in attempt.answers.all() if answer.mark is not None}
    score, possible = grading.score(snapshot, answers, marks), grading.max_score(snapshot)
    passes = grading.passes(counts, score=score, max_score=possible, pass_percent=attempt.pass_percent, before=before)
    return Regraded(attempt, score, snapshot, passes)


def plain(changes):
    """What ``foretell`` says in plain values, for a digest."""
    return [
        [change.attempt.pk, str(change.attempt.score), str(change.score), change.passes, change.snapshot]
        for change in changes
    ]


@transaction.atomic
def regrade(*, quiz, by, now, shown=None):
    """Do what ``foretell`` says now; the log keeps the former score and questions. How many results changed.

    Raises ``ChangedMeanwhile`` if that is not what was ``shown``, a digest of its ``plain`` values.
    A course that was completed stays completed; one may become complete.
    """
    list(QuizAttempt.objects.select_for_update().filter(quiz=quiz).order_by("pk").values_list("pk", flat=True))
    changes = foretell(quiz)
    confirm(plain(changes), shown=shown)
    for change in changes:
        attempt = change.attempt
        former = {"score": str(attempt.score), "max_score": str(attempt.max_score), "passed": attempt.passed}
        log(
            attempt,
            "courses.quiz.regrade",
            user=by,
            data={"before": former, "after": {"score": str(change.score)}, "snapshot": attempt.snapshot},
        )
        attempt.snapshot = change.snapshot
        attempt.save(update_fields=["snapshot"])
        settle(attempt, now=now)
    return len(changes)
