"""Pure grading of attempts: what was asked and what was answered in, points out. Reads no database and no clock."""

from decimal import Decimal

from .questions.codec import from_json
from .questions.marking import points_of, share_of

NOTHING = Decimal(0)


def share(entry, given, mark=None):
    """The share of one question of a snapshot, in percent; None while nobody has marked it. A mark goes before all."""
    return share_of(from_json(entry), given) if mark is None else mark


def score(snapshot, answers, marks=None):
    """Points of a whole attempt, never below nothing, or None while something waits for its mark.

    ``answers`` and ``marks`` map positions of questions to what was given and to trainers’ shares.
    """
    marks, earned = marks or {}, NOTHING
    for position, entry in enumerate(snapshot):
        part = points_of(from_json(entry), share(entry, answers.get(position), marks.get(position)))
        if part is None:
            return None
        earned += part
    return max(earned, NOTHING)


def max_score(snapshot):
    return sum((Decimal(entry["points"]) for entry in snapshot), NOTHING)


def is_passed(*, score, max_score, pass_percent):
    """Whether ``score`` reaches the pass mark; exact, so that 70 % of 10 is exactly 7."""
    return max_score > 0 and score * 100 >= pass_percent * max_score


def percent(*, score, max_score):
    return score * 100 / max_score if max_score else NOTHING


def passes(counts, *, score, max_score, pass_percent, before):
    """Whether an attempt passes; where the average counts, together with the percentages ``before`` it."""
    if counts == "average":
        score, max_score = counted(counts, [*before, percent(score=score, max_score=max_score)]), 100
    return is_passed(score=score, max_score=max_score, pass_percent=pass_percent)


def counted(counts, percents):
    """The percentage that counts of several attempts in their order: the best, the last, the average; or None."""
    if not percents:
        return None
    match counts:
        case "last":
            return percents[-1]
        case "average":
            return sum(percents, NOTHING) / len(percents)
    return max(percents)


def readable(points):
    """Points without digits that say nothing: 2, 2.5, 0.33; None stays None."""
    if points is None:
        return None
    short = Decimal(points).quantize(Decimal("0.01")).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short
