"""A question as ``<question>`` of Moodle XML."""

from decimal import Decimal, localcontext
from xml.etree.ElementTree import Element

from courses.questions.values import MultipleChoice, Scoring

from . import cloze
from .moodle_texts import write_file, write_html
from .texts import digits
from .xml import child

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "short": "shortanswer",
    "numeric": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "essay": "essay",
    "description": "description",
}


def element_of(question):
    """``question`` as an element, its pictures within."""
    exact = isinstance(question, MultipleChoice) and question.scoring is Scoring.EXACT
    made = Element("question", type="multichoiceset" if exact else TYPES[question.kind])
    files = {file.name: file.content for file in question.files}
    child(child(made, "name"), "text", question.name)
    text = cloze.put_together(question.text, question.gaps) if question.kind == "cloze" else question.text
    asked = write_html(made, "questiontext", text, files)
    write_html(made, "generalfeedback", question.feedback, files)
    child(made, "defaultgrade", digits(question.points))
    child(made, "idnumber", question.idnumber)
    if question.hint:
        write_html(made, "hint", question.hint, files)
    PARTS[question.kind](made, question, files)
    if question.tags:
        tags = child(made, "tags")
        for tag in question.tags:
            child(child(tags, "tag"), "text", tag)
    _leave_no_picture(made, asked, files)
    return made


def _leave_no_picture(made, asked, files):
    """A picture that no text shows stays with the question."""
    written = {file.get("name") for file in made.iter("file")}
    for name, content in files.items():
        if name not in written:
            write_file(asked, name, content)


def _yes(value):
    return "true" if value else "false"


def _choice(made, question, files):
    child(made, "single", _yes(question.kind == "single"))
    child(made, "shuffleanswers", _yes(question.shuffle))
    child(made, "answernumbering", "none")
    for option in question.options:
        answer = write_html(made, "answer", option.text, files, fraction=digits(option.share))
        write_html(answer, "feedback", option.feedback, files)


def _truefalse(made, question, files):
    for name, right, note in (
        ("true", question.right, question.feedback_true),
        ("false", not question.right, question.feedback_false),
    ):
        answer = child(made, "answer", fraction="100" if right else "0", format="moodle_auto_format")
        child(answer, "text", name)
        write_html(answer, "feedback", note, files)


def _plain_answer(made, text, option, files):
    answer = child(made, "answer", fraction=digits(option.share), format="moodle_auto_format")
    child(answer, "text", text)
    write_html(answer, "feedback", option.feedback, files)
    return answer


def _short(made, question, files):
    child(made, "usecase", "1" if question.case_matters else "0")
    for option in question.answers:
        _plain_answer(made, option.text, option, files)


def _numeric(made, question, files):
    for option in question.answers:
        answer = _plain_answer(made, digits(option.value), option, files)
        child(answer, "tolerance", digits(option.tolerance))
    child(made, "unitgradingtype", "1" if question.unit_needed else "0")
    child(made, "unitpenalty", "1.0")
    child(made, "showunits", "0" if question.units else "3")
    child(made, "unitsleft", "0")
    if question.units:
        units = child(made, "units")
        for unit in question.units:
            made_unit = child(units, "unit")
            with localcontext(prec=25):
                child(made_unit, "multiplier", digits(Decimal(1) / unit.factor))
            child(made_unit, "unit_name", unit.name)


def _matching(made, question, files):
    child(made, "shuffleanswers", _yes(question.shuffle))
    for prompt, match in [
        *((pair.prompt, pair.match) for pair in question.pairs),
        *(("", one) for one in question.distractors),
    ]:
        sub = write_html(made, "subquestion", prompt, files)
        child(child(sub, "answer"), "text", match)


def _ordering(made, question, _files):
    child(made, "layouttype", "VERTICAL")
    child(made, "selecttype", "ALL")
    child(made, "gradingtype", "ABSOLUTE_POSITION")
    for place, item in enumerate(question.items, 1):
        answer = child(made, "answer", fraction=digits(Decimal(place)), format="plain_text")
        child(answer, "text", item)


def _essay(made, question, files):
    child(made, "responseformat", "plain")
    child(made, "responserequired", "1")
    child(made, "attachments", "0")
    write_html(made, "graderinfo", question.guidance, files)
    child(child(made, "responsetemplate", format="plain_text"), "text", question.template)


def _nothing(_made, _question, _files):
    """Its text says all."""


PARTS = {
    "single": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _nothing,
    "essay": _essay,
    "description": _nothing,
}
