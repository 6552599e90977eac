"""QTI 2.1 as an archive of one item for each question: https://www.imsglobal.org/question/qtiv2p1/imsqti_implv2p1.html

In an archive the ``line`` of a problem is the number of the item, as the manifest lists them.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from content.archives import BROKEN, grows_too_large
from courses.exceptions import ImportRefused
from courses.questions.markup import GAP, plain
from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
    Description,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Scoring,
    ShortText,
    TrueFalse,
)

from . import qti_writing
from .base import LARGEST, MOST_QUESTIONS, Collector, Trouble, Written, checked_size, losses
from .qti_reading import question_of
from .qti_texts import in_flow, shown_in, words
from .xml import tree_of

MOST_PARTS = 3 * MOST_QUESTIONS
ITEM = "imsqti_item_xmlv2"
MANIFEST = "imsmanifest.xml"
TAG = re.compile(r"<[^>]*>")
BLOCKS = {"multiple", "matching", "ordering"}  # gaps that stand between paragraphs
NO_PLACE = {"hint": "", "feedback": "", "category": (), "tags": (), "idnumber": ""}


def read(data):
    """The questions of ``data`` (bytes): an archive, or one item by itself."""
    found = Collector()
    if not checked_size(data).startswith(b"PK"):
        _take(1, tree_of(data), lambda name: b"", found)
        return found.parsed()
    try:
        if grows_too_large(data, most_unpacked=4 * LARGEST, most_parts=MOST_PARTS):
            raise ImportRefused(_("Unpacked, the archive is too large."))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _take_all(archive, found)
    except BROKEN as trouble:
        raise ImportRefused(_("The archive is damaged and cannot be read.")) from trouble
    return found.parsed()


def _take_all(archive, found):
    names = set(archive.namelist())
    manifest = min((name for name in names if posixpath.basename(name) == MANIFEST), key=len, default=None)
    if manifest is None:
        raise ImportRefused(_("This archive is no QTI package: it has no imsmanifest.xml."))
    items = [one for one in tree_of(archive.read(manifest)).iter("resource") if one.get("type", "").startswith(ITEM)]
    if len(items) > MOST_QUESTIONS:  # also broken ones take time
        raise ImportRefused(_("The file has more than %(number)d questions.") % {"number": MOST_QUESTIONS})
    for number, resource in enumerate(items, 1):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(manifest), resource.get("href", "")))
        if path not in names:
            found.problem(number, "item", resource.get("href", ""))
            continue

        try:
            root = tree_of(archive.read(path))
        except ImportRefused:
            found.problem(number, "item", path)
        else:
            _take(number, root, _beside(archive, path, names), found)


def _beside(archive, path, names):
    """What gives the bytes of a file by its address in the item at ``path``."""
    folder = posixpath.dirname(path)

    def part(name):
        whole = posixpath.normpath(posixpath.join(folder, name))
        return archive.read(whole) if whole in names else b""

    return part


def _take(number, root, part, found):
    if root.tag != "assessmentItem":
        found.problem(number, "unknown_type", root.tag)
        return
    problems = []
    try:
        question = question_of(root, part, problems, found.budget)
    except Trouble as trouble:
        found.problem(number, trouble.problem.code, trouble.problem.text)
    else:
        found.add(number, question)
    for code, text in problems:
        found.problem(number, code, text)


def write(questions):
    """An archive of ``questions``."""
    kept, problems = losses(questions, carried, odd_gaps=odd_gaps)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in qti_writing.parts_of([question for _number, question in kept]):
            archive.writestr(zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return Written(file.getvalue(), problems)


def carried(question):
    """``question`` as it would come back, or None."""
    if isinstance(question, Cloze) and (odd_gaps(question) or not _stands_whole(question)):
        return None
    shown = shown_in(question)
    files = tuple(file for file in question.files if file.name in shown)
    back = replace(question, **NO_PLACE, files=files, points=question.points or Decimal(1))
    match back:
        case Description():
            return replace(back, points=NOTHING)
        case TrueFalse():
            return replace(back, feedback_true="", feedback_false="")
        case ShortText(answers=answers):
            return replace(back, answers=_mute(answers))
        case Numeric(answers=answers):
            return replace(back, answers=_mute(answers), units=(), unit_needed=False)
        case Matching(pairs=pairs, distractors=distractors):
            matches = {pair.match for pair in pairs}
            return replace(back, distractors=tuple(one for one in dict.fromkeys(distractors) if one not in matches))
        case MultipleChoice(scoring=Scoring.EXACT, options=options):
            rights = [replace(one, share=ALL if one.share > 0 else NOTHING) for one in options]
            return replace(back, options=_mute(rights))
        case Cloze(gaps=gaps):
            return replace(back, gaps=tuple(map(_gap, gaps)))
        case Essay():
            return replace(back, template="")
    return replace(back, options=_mute(back.options)) if hasattr(back, "options") else back


def odd_gaps(question):
    """Kinds of its gaps that are blocks and stand where no block may, as in italics."""
    gaps = [(number, gap.kind) for number, gap in enumerate(getattr(question, "gaps", ()), 1) if gap.kind in BLOCKS]
    placed = in_flow(question.text) if gaps else ()
    return [kind for number, kind in gaps if number not in placed]


def _stands_whole(question):
    """Whether each gap stands in the text, once."""
    named = GAP.findall(TAG.sub("|", question.text))
    return sorted(map(int, named)) == list(range(1, len(question.gaps) + 1))


def _gap(gap):
    """A gap as it would come back: it has a weight, and its choices are words."""
    back = carried(replace(gap, text="", name=""))
    if back.kind == "single":
        return replace(back, options=tuple(replace(one, text=words(plain(one.text))) for one in back.options))
    return back


def _mute(answers):
    return tuple(replace(answer, feedback="") for answer in answers)
