"""Questions of every kind for property tests, with an answer that fits their form."""

from decimal import Decimal

from hypothesis import strategies as st

from courses.questions.asking import choices_of
from courses.questions.values import (
    Cloze,
    Description,
    Essay,
    File,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)

WORDS = st.sampled_from(["рада", "Голова", "об’єднання", "об'єднання", "1", "дві  громади", "x-1", "*", "є", "ґ"])
HTML = WORDS.map(lambda word: f"<p>{word}</p>")
SHARES = st.integers(-300, 300).map(lambda thirds: Decimal(thirds) / 3)
NUMBERS = st.integers(-1000, 1000).map(lambda number: Decimal(number) / 8)
POINTS = st.integers(1, 9).map(lambda quarters: Decimal(quarters) / 4)
COMMON = {
    "text": HTML,
    "feedback": st.just("") | HTML,
    "tags": st.sampled_from([(), ("бюджет", "рада")]),
    "points": POINTS,
}
OPTION = st.builds(Option, text=WORDS, share=SHARES, feedback=st.sampled_from(["", "<p>Так.</p>"]))


def several(strategy, *, least=1, most=5, **options):
    return st.lists(strategy, min_size=least, max_size=most, **options).map(tuple)


SINGLE = st.builds(SingleChoice, **COMMON, options=several(OPTION, least=2), shuffle=st.booleans())
MULTIPLE = st.builds(
    MultipleChoice,
    **COMMON,
    options=several(OPTION, least=2),
    scoring=st.sampled_from(Scoring),
    files=st.lists(st.builds(File, name=WORDS, content=st.binary(max_size=9)), max_size=1).map(tuple),
)
TRUE_FALSE = st.builds(TrueFalse, **COMMON, right=st.booleans(), feedback_true=HTML)
SHORT = st.builds(ShortText, **COMMON, answers=several(OPTION), case_matters=st.booleans())
NUMERIC = st.builds(
    Numeric,
    **COMMON,
    answers=several(st.builds(NumericOption, value=NUMBERS, tolerance=POINTS, share=SHARES)),
    units=several(st.builds(Unit, name=WORDS, factor=POINTS), least=0, most=3, unique_by=lambda unit: unit.name),
    unit_needed=st.booleans(),
)
MATCHING = st.builds(
    Matching,
    **COMMON,
    pairs=several(st.builds(Pair, prompt=HTML, match=WORDS), least=2),
    distractors=st.lists(WORDS, max_size=2).map(tuple),
)
ORDERING = st.builds(Ordering, **COMMON, items=several(WORDS, least=2, unique=True))
GAPS = st.one_of(SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERIC, MATCHING, ORDERING)
CLOZE = st.builds(Cloze, **COMMON, gaps=several(GAPS, most=3))
ESSAY = st.builds(Essay, **COMMON, guidance=HTML)
DESCRIPTION = st.builds(Description, text=HTML)
GRADED = GAPS | CLOZE
QUESTIONS = GRADED | ESSAY | DESCRIPTION


def answers_to(question):
    """A strategy of answers to ``question``, also of none."""
    match question.kind:
        case "single":
            given = st.integers(0, len(question.options) - 1).map(lambda place: [place])
        case "multiple":
            given = st.lists(st.integers(0, len(question.options) - 1), unique=True, min_size=1).map(sorted)
        case "truefalse":
            given = st.booleans()
        case "short":
            given = WORDS | st.sampled_from([answer.text for answer in question.answers])
        case "numeric":
            right = st.sampled_from([f"{answer.value:f}" for answer in question.answers])
            unit = st.sampled_from(["", *(unit.name for unit in question.units)])
            given = st.fixed_dictionaries({"number": right | NUMBERS.map("{:f}".format), "unit": unit})
        case "matching":
            match = st.sampled_from(["", *choices_of(question)])
            given = st.lists(match, min_size=len(question.pairs), max_size=len(question.pairs)).filter(any)
        case "ordering":
            given = st.permutations(question.items)
        case "cloze":
            given = st.tuples(*map(answers_to, question.gaps)).map(list).filter(lambda gaps: gaps != [None] * len(gaps))
        case "essay":
            given = WORDS
        case _:
            return st.none()
    return st.none() | given


@st.composite
def answered(draw, questions=GRADED):
    """(question, an answer to it)."""
    question = draw(questions)
    return question, draw(answers_to(question))
