"""What was answered, in numbers and words, once a survey is closed and enough people answered (decision 0066)."""

from collections import Counter
from dataclasses import dataclass, field

from content.asking import Kind

from .asking import questions_of
from .models.surveys import SCALE

FEWEST = 5
IN_WORDS = (Kind.SHORT, Kind.LONG)


@dataclass(frozen=True)
class Line:
    """How many chose one option. ``percent``: of those who answered the question, rounded."""

    label: str
    number: int
    percent: int


@dataclass(frozen=True)
class Total:
    """All that was said to one question. ``mean`` only on a scale; ``texts`` only where one writes."""

    text: str
    kind: str
    number: int
    mean: float | None = None
    lines: list = field(default_factory=list)
    texts: list = field(default_factory=list)

    @property
    def is_several(self):
        return self.kind == Kind.SEVERAL


def are_shown(survey, *, number, now):
    """Not while answers may still change, when one more would tell what it says; and never of fewer than five."""
    return survey.is_closed(now=now) and number >= FEWEST


def totals_of(survey, *, now):
    """A ``Total`` for each question, or None where totals are not shown."""
    said = list(survey.responses.values_list("answers", flat=True))
    if not are_shown(survey, number=len(said), now=now):
        return None
    return [total_of(question, [row.get(question.key, "") for row in said]) for question in questions_of(survey)]


def total_of(question, said):
    """Pure: the total of one question out of all answers, empty ones among them."""
    given = [text for text in said if text]
    words = {"text": question.text, "kind": question.kind, "number": len(given)}
    if question.kind in IN_WORDS:
        return Total(texts=sorted(given, key=str.casefold), **words)
    chosen = Counter(line for text in given for line in set(text.split("\n")))
    lines = [Line(label, chosen[kept], percent_of(chosen[kept], len(given))) for kept, label in question.choices]
    mean = sum(map(int, given)) / len(given) if question.kind == SCALE and given else None
    return Total(mean=mean, lines=lines, **words)


def percent_of(number, all_of_them):
    """Rounded half up; of nobody it is nothing."""
    return (200 * number + all_of_them) // (2 * all_of_them) if all_of_them else 0
