"""Marks of Moodle's attendance: the export has a column for each session, a list of marks one for all. No models.

A mark is a letter, with the points it is worth: «P (2/2)». Schools choose letters of their own; then points tell.
"""

import re
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _

from .moments import moment
from .tables import NotATable

NEAR = timedelta(hours=1)  # between the session and the start that its column names
STARTS = re.compile(r"(?P<when>\d{1,2} \S+ \d{4},? \d{1,2}[.:]\d{2}\s*(?:[ap]m|[дп]п)?)(?:\s|$)", re.IGNORECASE)
MARK = re.compile(r"(?P<letter>[^(]+?)\s*(?:\(\s*(?P<points>[\d.,]+)\s*/\s*[\d.,]+\s*\))?$")
PRESENT, LATE = {"p", "present", "п", "присутній", "присутня"}, {"l", "late", "з", "запізнення"}
EXCUSED = {"e", "excused", "пп", "поважна причина"}
ABSENT = {"a", "absent", "в", "н", "відсутній", "відсутня"}


def column_of(heading, *, zone, starts, ends):
    """``heading`` with the column of this session as its marks. Raises ``NotATable`` where no column is of it."""
    if heading.has("mark") and heading.has("joined"):
        return heading
    named = {place: _start(cell, zone=zone, starts=starts, ends=ends) for place, cell in enumerate(heading.cells)}
    near = {place: abs(when - starts) for place, when in named.items() if when and abs(when - starts) <= NEAR}
    if near:
        return replace(heading, places={**heading.places, "mark": min(near, key=near.get)})
    if heading.has("mark"):
        return heading
    raise NotATable(_("No column of this file is about a session that begins when this one does."))


def _start(cell, **session):
    found = STARTS.match(cell)
    return moment(re.sub(r"(\d)\.(\d\d)", r"\1:\2", found["when"]), **session) if found else None


def meaning_of(mark):
    """(was there, what the person should know of it): a letter, or points where the letter is the school's own."""
    found = MARK.match(mark.strip())
    if not found or mark.strip() in ("?", "-", "–"):
        return False, ""
    letter, points = found["letter"].casefold(), found["points"]
    if letter in PRESENT:
        return True, ""
    if letter in LATE:
        return True, _("It says “late”, but not by how much: it counts for the whole session unless you correct it.")
    if letter in EXCUSED:
        return False, _("It says “excused”: correct the attendance by hand if that holds here too.")
    if letter in ABSENT:
        return False, ""
    if points is None:
        return False, _("The mark “%(mark)s” is not known.") % {"mark": mark[:20]}
    return float(points.replace(",", ".")) > 0, ""
