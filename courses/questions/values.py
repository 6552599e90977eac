"""What a question is, as plain values: what the bank keeps, an attempt freezes, formats carry and grading reads.

Texts are HTML of the few tags that ``content`` lets into a question, or plain text where a field says so. A ``share``
is the part of a question's points that an answer earns, in percent from -100 to 100; points themselves are the bank's.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ALL = Decimal(100)
NOTHING = Decimal(0)


class Scoring(StrEnum):
    """How several right answers make points."""

    EXACT = "exact"  # all right ones and no wrong one, else nothing
    PARTIAL = "partial"  # shares added up, never below nothing
    NEGATIVE = "negative"  # shares added up, down to minus the question's points


@dataclass(frozen=True, kw_only=True)
class File:
    """A picture that a text shows as ``<img src="file:name">``; ``content`` are its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer one may choose (HTML) or write (plain text, ``*`` stands for anything)."""

    text: str
    share: Decimal = NOTHING
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class NumericOption:
    """A number with how far off one may be, both ends included."""

    value: Decimal
    tolerance: Decimal = NOTHING
    share: Decimal = ALL
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit one may write after the number; the number times ``factor`` is in the unit of the right answer."""

    name: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A prompt (HTML) and what belongs to it (plain text: it stands in a select)."""

    prompt: str
    match: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all kinds have. ``name`` and ``idnumber`` are for those who keep the bank, plain text."""

    kind = ""
    text: str
    name: str = ""
    hint: str = ""
    feedback: str = ""  # shown with the result, whatever was answered
    category: tuple[str, ...] = ()  # from the top down
    tags: tuple[str, ...] = ()
    idnumber: str = ""
    points: Decimal = Decimal(1)
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    kind = "single"
    options: tuple[Option, ...]
    shuffle: bool = True


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Question):
    kind = "multiple"
    options: tuple[Option, ...]
    scoring: Scoring = Scoring.PARTIAL
    shuffle: bool = True


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    kind = "truefalse"
    right: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """A word or a few; apostrophes are one and spaces collapse before it is compared."""

    kind = "short"
    answers: tuple[Option, ...]
    case_matters: bool = False


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    kind = "numeric"
    answers: tuple[NumericOption, ...]
    units: tuple[Unit, ...] = ()
    unit_needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Matching(Question):
    kind = "matching"
    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()  # plain text, belongs to no prompt
    shuffle: bool = True


@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """``items`` (plain text) stand in the right order; each in its right place earns its part."""

    kind = "ordering"
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cloze(Question):
    """``text`` has ``{{1}}``, ``{{2}}`` … where ``gaps`` stand: questions whose own text is "", each of its weight."""

    kind = "cloze"
    gaps: tuple[SingleChoice | MultipleChoice | TrueFalse | ShortText | Numeric | Matching | Ordering, ...]


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """Written at length and marked by a trainer, who reads ``guidance`` (HTML) beside it."""

    kind = "essay"
    guidance: str = ""
    template: str = ""  # plain text the answer begins with


@dataclass(frozen=True, kw_only=True)
class Description(Question):
    """A text between questions; nothing is asked, so it has no points."""

    kind = "description"
    points: Decimal = NOTHING


KINDS = {
    kind.kind: kind
    for kind in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        ShortText,
        Numeric,
        Matching,
        Ordering,
        Cloze,
        Essay,
        Description,
    )
}
