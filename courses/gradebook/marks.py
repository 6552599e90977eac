"""The marks of a course: items × people, in as many queries for five hundred people as for one."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from courses import grading
from courses.models import AssignmentPage, GradeOverride, ModulePage, QuizAttempt, QuizPage, Submission

NOTHING, ALL = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Item:
    """A quiz or an assignment. ``counts``: which attempt does; empty for an assignment, whose last mark does."""

    pk: int
    title: str
    path: str
    url: str
    weight: int
    share: Decimal  # of the overall mark, in percent
    counts: str = ""

    @property
    def is_quiz(self):
        return bool(self.counts)


@dataclass(slots=True)
class Cell:
    """The mark of one person for one item. ``measured``, in percent, is None while there is none."""

    item: Item
    measured: Decimal | None = None
    waits: bool = False
    returned: bool = False
    override: GradeOverride | None = None

    @property
    def percent(self):
        """What counts: the mark a trainer set, else the measured one."""
        return self.override.percent if self.override else self.measured

    @property
    def shown(self):
        return grading.readable(self.percent)

    @property
    def is_missing(self):
        """Nothing was done, and nobody set a mark."""
        return self.percent is None and not self.waits

    @property
    def adds(self):
        """Percentage points of the overall mark that come from here."""
        return self.item.share * (self.percent or NOTHING) / ALL


def items_of(course):
    """The published quizzes and assignments of ``course`` in its order; those in no published module are left out."""
    modules = dict(ModulePage.objects.live().child_of(course).order_by().values_list("path", "slug"))
    fields = ("pk", "title", "path", "slug", "grade_weight")
    quizzes = QuizPage.objects.live().descendant_of(course).order_by().values_list(*fields, "counts")
    assignments = AssignmentPage.objects.live().descendant_of(course).order_by().values_list(*fields)
    found = [row for row in [*quizzes, *((*row, "") for row in assignments)] if row[2][: -course.steplen] in modules]
    total, base = sum(row[4] for row in found), course.url or "/"
    return [
        Item(
            pk=pk,
            title=title,
            path=path,
            url=f"{base}{modules[path[: -course.steplen]]}/{slug}/",
            weight=weight,
            share=weight * ALL / total if total else NOTHING,
            counts=counts,
        )
        for pk, title, path, slug, weight, counts in sorted(found, key=lambda row: row[2])
    ]


def marks_of(*, items, people):
    """The cells of each of ``people`` (keys, or a queryset of them) in the order of ``items``, by key of the person.

    Somebody without any mark is not in it: ``empty`` says how their row looks.
    """
    rows = defaultdict(lambda: empty(items))
    places = {item.pk: place for place, item in enumerate(items)}
    measure_quizzes(rows, places, people)
    measure_assignments(rows, places, people)
    overrides = GradeOverride.objects.in_force().filter(item__in=places, person__in=people)
    for override in overrides.select_related("by__person"):
        rows[override.person_id][places[override.item_id]].override = override
    return rows


def empty(items):
    return [Cell(item) for item in items]


def measure_quizzes(rows, places, people):
    """The percentage that counts of each quiz; an attempt with an unread essay waits."""
    percents = defaultdict(list)
    attempts = QuizAttempt.objects.finished().filter(quiz__in=places, person__in=people).order_by("number")
    for person, quiz, score, possible in attempts.values_list("person", "quiz", "score", "max_score"):
        cell = rows[person][places[quiz]]
        if score is None:
            cell.waits = True
        else:
            percents[person, quiz].append(grading.percent(score=score, max_score=possible))
    for (person, quiz), values in percents.items():
        cell = rows[person][places[quiz]]
        cell.measured = grading.counted(cell.item.counts, values)


def measure_assignments(rows, places, people):
    """The last mark of each assignment; work handed in after it waits."""
    submissions = Submission.objects.submitted().filter(assignment__in=places, person__in=people).order_by("number")
    fields = ("person", "assignment", "mark__points", "mark__accepted", "assignment__max_points")
    for person, assignment, points, accepted, possible in submissions.values_list(*fields):
        cell = rows[person][places[assignment]]
        cell.waits = points is None
        if points is not None:
            cell.returned = not accepted
            cell.measured = min(grading.percent(score=Decimal(points), max_score=possible), ALL)


def overall(cells):
    """The overall mark in percent; what has no mark counts as nothing. None where nothing counts."""
    weights = sum(cell.item.weight for cell in cells)
    return weighed(cells) / weights if weights else None


def so_far(cells):
    """The overall mark of what has a mark alone, in percent; None before the first one."""
    return overall([cell for cell in cells if cell.percent is not None])


def weighed(cells):
    return sum((cell.item.weight * (cell.percent or NOTHING) for cell in cells), NOTHING)


def reaches(*, cells, course):
    """Whether the overall mark is what ``course`` asks for; also where it asks for none, or nothing counts."""
    whole = overall(cells)
    return course.pass_mark is None or whole is None or whole >= course.pass_mark


def cells_of(*, person, course):
    """One person’s marks in the order of the course."""
    items = items_of(course)
    return marks_of(items=items, people=[person.pk]).get(person.pk) or empty(items)


def has_passed(*, person, course):
    """Whether ``person`` has the overall mark that ``course`` asks for; takes no query where it asks for none."""
    return course.pass_mark is None or reaches(cells=cells_of(person=person, course=course), course=course)
