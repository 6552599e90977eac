"""Questions from files of other systems: brought, looked over, confirmed. Nothing is kept before it is confirmed."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from content.brought import printable

from .bank import category_at, keep_question
from .bank_access import questions_open_to
from .exceptions import ImportRefused
from .formats.catalog import FORMATS
from .models import BankQuestion, QuestionCategory, QuestionImport
from .question_pictures import kept_in_school, without_pictures
from .questions.codec import to_json
from .questions.markup import plain
from .questions.values import Question

LONGEST_NAME, LONGEST_IDNUMBER, LONGEST_CATEGORY, LONGEST_TAG = 200, 100, 120, 100
MOST_POINTS, CENT = Decimal("999.99"), Decimal("0.01")
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Row:
    """A question of the file: ``known`` is the one of the bank that it changes or equals."""

    line: int
    value: Question
    path: tuple
    state: str
    known: BankQuestion | None = None

    @property
    def title(self):
        return self.value.name or plain(self.value.text)[:100]

    @property
    def kind(self):
        return BankQuestion.Kind(self.value.kind).label


@transaction.atomic
def bring(*, name, data, form, category, by, now):
    """Keep the file ``data`` (bytes) to be looked over; the same file twice is one while it waits."""
    digest = hashlib.sha256(data).hexdigest()
    _one_at_a_time()
    waiting = QuestionImport.objects.filter(digest=digest, form=form, category=category, confirmed_at=None)
    if known := waiting.first():
        return known
    parsed = FORMATS[form].read(data)
    if not parsed.questions:
        problem = parsed.problems[0]
        words = _("No question of this file can be read. Line %(line)d: %(why)s")
        raise ImportRefused(words % {"line": problem.line, "why": problem})
    return QuestionImport.objects.create(
        form=form,
        category=category,
        file_name=printable(name),
        digest=digest,
        content=data,
        uploaded_by=by,
        uploaded_at=now,
    )


def look_over(imported, *, by=None):
    """(rows, problems) of a waiting file, as the bank is now; questions that ``by`` may not see are not known."""
    parsed = FORMATS[imported.form].read(bytes(imported.content))
    values = [fitted(question) for question in parsed.questions]
    root, paths = _path_of(imported.category), _paths()
    theirs = questions_open_to(by) if by else BankQuestion.objects.all()
    known_ones = theirs.filter(idnumber__in={value.idnumber for value in values} - {""})
    named = {question.idnumber: question for question in known_ones}
    alike = _alike({paths[path] for value in values if (path := root + value.category) in paths})
    rows, seen = [], set()
    for line, value in zip(parsed.lines, values, strict=True):
        path, likeness = root + value.category, _likeness(value)
        known = named.get(value.idnumber) if value.idnumber else None
        state = NEW
        if known is not None:
            state = SAME if _likeness(known.as_value()) == likeness else CHANGED
        elif (path, likeness) in seen or (paths.get(path), likeness) in alike:
            state, known = SAME, alike.get((paths.get(path), likeness))
        seen.add((path, likeness))
        rows.append(Row(line, value, path, state, known))
    return rows, parsed.problems


@transaction.atomic
def confirm(*, imported, by, now):
    """Keep what is new and what changed. Twice is once, and what is in the bank already is not doubled."""
    _one_at_a_time()
    imported = _waiting_or_confirmed(imported)
    if not imported.waits:
        return imported
    if imported.category is None:
        raise ImportRefused(_("The category of this import is gone. Bring the file again."))
    rows, _problems = look_over(imported, by=by)
    categories = {path: category_at(path) for path in {row.path for row in rows if row.state != SAME}}
    counts = defaultdict(int)
    for row in rows:
        if row.state == SAME:
            continue
        question = row.known if row.state == CHANGED else None
        category = question.category if question else categories[row.path]
        keep_question(value=kept_in_school(row.value, by=by), category=category, by=by, question=question)
        counts[row.state] += 1
    imported.added, imported.changed = counts[NEW], counts[CHANGED]
    imported.confirmed_at, imported.content = now, b""
    imported.save(update_fields=["added", "changed", "confirmed_at", "content"])
    return imported


@transaction.atomic
def discard(*, imported):
    """Forget a file that was never confirmed."""
    imported = _waiting_or_confirmed(imported)
    if not imported.waits:
        raise ImportRefused(_("This import is confirmed already."))
    imported.delete()


def _one_at_a_time():
    """Wait until whoever brings or confirms a file now is done: what one adds, the next finds in the bank.

    Questions may be added meanwhile: no key of a category changes.
    """
    roots = QuestionCategory.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk")
    list(roots.values_list("pk", flat=True))


def _waiting_or_confirmed(imported):
    found = QuestionImport.objects.select_for_update(of=("self",)).filter(pk=imported.pk).first()
    if found is None:
        raise ImportRefused(_("This file was thrown away meanwhile."))
    return found


def fitted(value):
    """``value`` with names no longer, and points no finer, than the bank keeps them."""
    return replace(
        value,
        name=value.name[:LONGEST_NAME].strip(),
        idnumber=value.idnumber[:LONGEST_IDNUMBER].strip(),
        category=tuple(name[:LONGEST_CATEGORY].strip() for name in value.category),
        tags=tuple(tag[:LONGEST_TAG].strip() for tag in value.tags),
        points=min(max(value.points, Decimal(0)), MOST_POINTS).quantize(CENT),
    )


def _alike(categories):
    """(category, likeness) → question, of what these categories hold."""
    questions = BankQuestion.objects.filter(category__in=categories)
    return {(question.category_id, _likeness(question.as_value())): question for question in questions}


def _likeness(value):
    """Equal for questions that ask and mark the same, whatever their names and whichever pictures they show."""
    points = value.points.quantize(CENT)
    bare = replace(without_pictures(value), name="", category=(), tags=(), idnumber="", points=points)
    data = json.dumps(to_json(_normal(bare)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()


def _normal(value):
    """Numbers written one way: 50 and 50.00 are alike."""
    match value:
        case tuple():
            return tuple(map(_normal, value))
        case Decimal():
            return Decimal(format(value.normalize(), "f"))
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: _normal(getattr(value, name)) for name in value.__dataclass_fields__})
    return value


def _paths():
    """Path of names → key, of every category; one query."""
    rows = {key: (name, parent) for key, name, parent in QuestionCategory.objects.values_list("pk", "name", "parent")}

    def path(key):
        names = []
        while key is not None:
            name, key = rows[key]
            names.insert(0, name)
        return tuple(names)

    return {path(key): key for key in rows}


def _path_of(category):
    return next((path for path, key in _paths().items() if category and key == category.pk), ())
