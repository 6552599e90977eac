"""What reading and writing any format gives, and the bounds that hold for all of them."""

from dataclasses import dataclass, field, fields, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.exceptions import ImportRefused
from courses.questions.markup import plain
from courses.questions.values import Question

from .pictures import Budget

LARGEST = 20_000_000  # bytes; 2,000 questions without pictures take one million
MOST_QUESTIONS = 3_000  # as many as one request keeps in half a minute
MOST_ANSWERS = 200

MESSAGES = {
    "markup": gettext_lazy("A text is too long or has too many tags."),
    "braces": gettext_lazy("A brace { has no partner }, or there are more than one pair of them."),
    "sign": gettext_lazy("An answer begins with neither = nor ~."),
    "no_text": gettext_lazy("The question has no text."),
    "no_answers": gettext_lazy("The question has too few answers."),
    "no_right": gettext_lazy("No answer is right."),
    "too_many": gettext_lazy("The question has more answers than anybody reads."),
    "number": gettext_lazy("“%(text)s” is not a number."),
    "share": gettext_lazy("A share of points lies between -100 and 100 percent, and “%(text)s” does not."),
    "gap": gettext_lazy("The gap “%(text)s” cannot be read."),
    "unknown_type": gettext_lazy("There is no kind of question here for “%(text)s”."),
    "picture": gettext_lazy("The picture “%(text)s” is left out: it is no picture, is broken or too large."),
    "no_picture": gettext_lazy("The picture “%(text)s” is left out: it is not in the file."),
    "letter": gettext_lazy("“%(text)s” is not the letter of an option."),
    "markdown": gettext_lazy("Of Markdown only paragraphs, lists, bold and italics are read."),
    "item": gettext_lazy("“%(text)s” is not in the archive or cannot be read."),
    "other": gettext_lazy("Feedback to “any other number” is left out."),
    "combined": gettext_lazy("Feedback to a whole answer, right, partly right or wrong, is left out."),
    "pair": gettext_lazy("A line with nothing that belongs to it is left out: “%(text)s”."),
    "blank": gettext_lazy("An answer without text is left out."),
    "attachments": gettext_lazy("Files cannot be added to the answer here; an assignment takes them."),
    "no_words": gettext_lazy(
        "An answer is a picture without words: give it an alternative text, for who cannot see it."
    ),
    "lost": gettext_lazy("This format has no place for: %(text)s."),
    "no_kind": gettext_lazy("This format has no such kind of question (%(text)s); it is left out."),
}
FIELDS = {
    "text": gettext_lazy("text"),
    "name": gettext_lazy("name"),
    "hint": gettext_lazy("hint"),
    "feedback": gettext_lazy("general feedback"),
    "category": gettext_lazy("category"),
    "tags": gettext_lazy("tags"),
    "idnumber": gettext_lazy("identifier"),
    "points": gettext_lazy("points"),
    "files": gettext_lazy("pictures"),
    "options": gettext_lazy("feedback or shares of options"),
    "scoring": gettext_lazy("way of scoring"),
    "shuffle": gettext_lazy("shuffling"),
    "feedback_true": gettext_lazy("feedback to “true”"),
    "feedback_false": gettext_lazy("feedback to “false”"),
    "answers": gettext_lazy("feedback or shares of answers"),
    "case_matters": gettext_lazy("whether case matters"),
    "units": gettext_lazy("units"),
    "unit_needed": gettext_lazy("whether a unit is needed"),
    "pairs": gettext_lazy("pairs"),
    "distractors": gettext_lazy("answers that match nothing"),
    "gaps": gettext_lazy("parts of gaps"),
    "guidance": gettext_lazy("guidance for the trainer"),
    "template": gettext_lazy("text to begin with"),
}
KINDS = {
    "single": gettext_lazy("one right answer"),
    "multiple": gettext_lazy("several right answers"),
    "truefalse": gettext_lazy("true or false"),
    "short": gettext_lazy("short text"),
    "numeric": pgettext_lazy("kind of question", "number"),
    "matching": gettext_lazy("matching"),
    "ordering": gettext_lazy("ordering"),
    "cloze": gettext_lazy("text with gaps"),
}


@dataclass(frozen=True)
class Problem:
    """Something that was not taken: ``line`` is that of the file; on export the number of the question, from 1."""

    line: int
    code: str
    text: str = ""

    def __str__(self):
        return MESSAGES[self.code] % {"text": self.text}


class Trouble(Exception):
    """One question cannot be read; carries its ``Problem``."""

    def __init__(self, line, code, text=""):
        super().__init__(code)
        self.problem = Problem(line, code, shortened(text))


@dataclass(frozen=True)
class Parsed:
    """What a file holds. ``lines`` says for each question where it begins."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file for others, and what its format could not carry."""

    content: bytes
    problems: tuple[Problem, ...] = ()


@dataclass
class Collector:
    """Takes questions one by one and never stops for a bad one."""

    questions: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)

    def add(self, line, question):
        if len(self.questions) >= MOST_QUESTIONS:
            raise ImportRefused(_("The file has more than %(number)d questions.") % {"number": MOST_QUESTIONS})
        try:
            check(line, question)
        except Trouble as trouble:
            self.problems.append(trouble.problem)
        else:
            self.questions.append(question)
            self.lines.append(line)
            if any("<img" in option.text and not plain(option.text) for option in options_in(question)):
                self.problem(line, "no_words")

    def problem(self, line, code, text=""):
        self.problems.append(Problem(line, code, shortened(text)))

    def parsed(self):
        if not self.questions and not self.problems:
            raise ImportRefused(_("There is no question in this file."))
        problems = sorted(set(self.problems), key=lambda problem: (problem.line, problem.code, problem.text))
        return Parsed(tuple(self.questions), tuple(problems), tuple(self.lines))


def check(line, question):
    """Raise ``Trouble`` if nobody could answer ``question``, or nobody could answer it right."""
    if not question.text:
        raise Trouble(line, "no_text")
    for name, least in {"options": 2, "answers": 1, "pairs": 1, "items": 2, "gaps": 1}.items():
        answers = getattr(question, name, None)
        if answers is not None and len(answers) < least:
            raise Trouble(line, "no_answers")
        if answers is not None and len(answers) > MOST_ANSWERS:
            raise Trouble(line, "too_many")
    shares = [answer.share for name in ("options", "answers") for answer in getattr(question, name, ())]
    if any(not -100 <= share <= 100 for share in shares):
        raise Trouble(line, "share", str(max(shares, key=abs)))
    if shares and max(shares) <= 0:
        raise Trouble(line, "no_right")
    for gap in getattr(question, "gaps", ()):
        check(line, replace(gap, text="."))


def options_in(question):
    """The options of ``question`` and of its gaps."""
    return [option for one in (question, *getattr(question, "gaps", ())) for option in getattr(one, "options", ())]


def checked_size(data):
    """``data`` unless it is empty or larger than any file of questions; asked before anything is read."""
    if len(data) > LARGEST:
        raise ImportRefused(_("The file is larger than 20 MB. Export fewer questions at once."))
    if not data.strip():
        raise ImportRefused(_("The file is empty."))
    return data


def losses(questions, carried, *, odd_gaps=lambda question: ()):
    """(number, question as carried) of those that a format takes, and problems that name what it does not.

    ``carried`` is the format's own word: a question as it would come back, or None where it has no such kind.
    ``odd_gaps`` gives kinds of gaps in a question that it cannot carry although it has texts with gaps.
    """
    kept, problems = [], []
    for number, question in enumerate(questions, 1):
        question = replace(question, files=tuple(sorted(question.files, key=lambda file: file.name)))
        back = carried(question)
        if back is None:
            words = ", ".join(str(KINDS[kind]) for kind in dict.fromkeys(odd_gaps(question)))
            kind = f"{KINDS[question.kind]}: {words}" if words else str(KINDS[question.kind])
            problems.append(Problem(number, "no_kind", kind))
            continue
        kept.append((number, back))
        lost = [one.name for one in fields(question) if getattr(question, one.name) != getattr(back, one.name)]
        if lost:
            problems.append(Problem(number, "lost", ", ".join(str(FIELDS[name]) for name in lost)))
    return kept, tuple(problems)


def shortened(text, longest=60):
    text = " ".join(str(text).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
