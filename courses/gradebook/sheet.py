"""The gradebook as plain rows: who, the cohort, marks, overall; chosen and sorted by what stands in the address."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from courses import grading
from courses.models import Enrollment
from people.alphabet import alphabetical

from .access import places_in
from .marks import Cell, empty, items_of, marks_of, overall, reaches, so_far

SHOWN = {
    "": _("Everybody"),
    "missing": _("Something is missing"),
    "waiting": _("Something is to be marked"),
    "below": _("Below the overall mark needed"),
}
SORTED = {"": _("By name"), "lowest": _("The lowest overall mark first"), "highest": _("The highest first")}


@dataclass
class Row:
    """One person of the gradebook."""

    enrollment: Enrollment
    cells: list[Cell]
    reaches: bool

    @property
    def person(self):
        return self.enrollment.person

    @property
    def name(self):
        return self.person.legal_name

    @property
    def exact(self):
        return overall(self.cells)

    @property
    def overall(self):
        return grading.readable(self.exact)

    @property
    def so_far(self):
        return grading.readable(so_far(self.cells))

    def is_shown(self, what):
        """Whether the filter ``what`` leaves the row in."""
        match what:
            case "missing":
                return any(cell.is_missing and cell.item.weight for cell in self.cells)
            case "waiting":
                return any(cell.waits for cell in self.cells)
            case "below":
                return not self.reaches
        return True


def sheet_of(course, *, cohort=None, show="", sort=""):
    """(items, rows) of ``course``, or of one cohort. A person in two cohorts is one row, by the latest place."""
    places = places_in(course)
    if cohort:
        places = places.filter(cohort=cohort)
    items = items_of(course)
    marks = marks_of(items=items, people=places.order_by().values("person"))
    latest = {}
    for place in places:
        latest.setdefault(place.person_id, place)
    rows = [row_of(place, marks.get(person) or empty(items), course) for person, place in latest.items()]
    return items, in_order([row for row in rows if row.is_shown(show)], sort)


def row_of(place, cells, course):
    return Row(place, cells, reaches(cells=cells, course=course))


def in_order(rows, sort):
    rows = sorted(rows, key=lambda row: alphabetical(row.name))
    if sort in ("lowest", "highest"):
        rows.sort(key=lambda row: row.exact or 0, reverse=sort == "highest")
    return rows
