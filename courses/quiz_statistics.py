"""What answers say about questions: how easy each is, whether it tells the able from others, what was chosen."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import sqrt

from django.utils.translation import gettext as _

from . import grading
from .models import QuizAnswer
from .questions.codec import from_json
from .questions.explaining import given_text
from .questions.marking import is_empty, right_answer
from .questions.markup import numbered, plain


@dataclass
class Item:
    """One question in numbers. ``facility`` is the mean share in percent, ``discrimination`` from -1 to 1 or None."""

    text: str
    shares: list = field(default_factory=list)
    others: list = field(default_factory=list)  # what the same attempt earned without this question, in percent
    choices: Counter = field(default_factory=Counter)  # (gap or 0, words), also what nobody chose
    rights: set = field(default_factory=set)

    @property
    def words(self):
        return plain(self.text)

    @property
    def count(self):
        return len(self.shares)

    @property
    def facility(self):
        return round(float(sum(self.shares)) / self.count) if self.shares else None

    @property
    def discrimination(self):
        return correlation([float(share) for share in self.shares], self.others)

    @property
    def chosen(self):
        """(words, how often, whether it is right), gap by gap, what was chosen most first."""
        rows = sorted(self.choices.most_common(), key=lambda row: row[0][0])
        return [
            (f"{gap}) {words}" if gap else words, number, (gap, words) in self.rights) for (gap, words), number in rows
        ]


def correlation(first, second):
    """Pearson's, to two digits; None where one of the two never varies."""
    if len(first) < 2:
        return None
    middles = sum(first) / len(first), sum(second) / len(second)
    pairs = [(one - middles[0], other - middles[1]) for one, other in zip(first, second, strict=True)]
    spread = sqrt(sum(one * one for one, _other in pairs) * sum(other * other for _one, other in pairs))
    return round(sum(one * other for one, other in pairs) / spread, 2) if spread > 1e-9 else None


def statistics_of(quiz):
    """An ``Item`` for each question that graded attempts asked, the hardest first; in two queries."""
    given = defaultdict(dict)
    answers = QuizAnswer.objects.filter(attempt__quiz=quiz, attempt__score__isnull=False)
    for attempt, position, answer, mark in answers.values_list("attempt", "position", "given", "mark"):
        given[attempt][position] = (answer, mark)
    items = {}
    for attempt in quiz.attempts.graded().order_by("pk").iterator(chunk_size=200):
        count_attempt(items, attempt.snapshot, given[attempt.pk])
    return sorted(items.values(), key=lambda item: item.facility)


def count_attempt(items, snapshot, answers):
    """Add one attempt to ``items``, which are kept by the question's key in the bank, or its text of former days."""
    asked = [(entry, *answers.get(place, (None, None))) for place, entry in enumerate(snapshot)]
    asked = [row for row in asked if row[0]["kind"] != "description"]
    shares = [grading.share(entry, given, mark) for entry, given, mark in asked]
    whole = sum(shares)
    for (entry, given, _mark), share in zip(asked, shares, strict=True):
        item = items.setdefault(entry.get("bank") or entry["text"], Item(text_of(entry)))
        item.shares.append(share)
        item.others.append(float(whole - share) / max(len(shares) - 1, 1))
        question = from_json(entry)
        item.rights = set(choices_made(question, right_answer(question)))  # the newest attempt says it
        item.choices.update(dict.fromkeys([*choices_to_make(question), *item.rights], 0))
        item.choices.update(choices_made(question, given))


def text_of(entry):
    return numbered(entry["text"]) if entry["kind"] == "cloze" else entry["text"]


def choices_to_make(question):
    """(gap or 0, words) of all that may be ticked: what nobody takes for right says as much."""
    match question.kind:
        case "single" | "multiple":
            return choices_made(question, range(len(question.options)))
        case "truefalse":
            return [(0, given_text(question, value)) for value in (True, False)]
        case "cloze":
            gaps = enumerate(question.gaps, 1)
            return [(place, words) for place, gap in gaps for _none, words in choices_to_make(gap)]
    return []


def choices_made(question, given):
    """(gap or 0, words) of what was chosen where there are choices; what was written stays with who wrote it."""
    if is_empty(given):
        return []
    match question.kind:
        case "single" | "multiple":
            return [(0, plain(question.options[place].text) or _("a picture")) for place in given]
        case "matching":
            pairs = zip(question.pairs, given, strict=True)
            return [(0, f"{plain(pair.prompt)} – {match}") for pair, match in pairs if match]
        case "truefalse" | "ordering":
            return [(0, given_text(question, given))]
        case "cloze":
            gaps = enumerate(zip(question.gaps, given, strict=True), 1)
            return [(place, words) for place, (gap, said) in gaps for _none, words in choices_made(gap, said)]
    return []
