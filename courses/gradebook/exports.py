"""The gradebook as a file, with the numbers of its page."""

import csv
import io

from django.utils.translation import gettext as _

from courses import grading
from webinars.exports import harmless
from webinars.spreadsheets import written


def heads(items):
    titles = [
        _("%(title)s (%(share)s %%)") % {"title": item.title, "share": grading.readable(item.share)} for item in items
    ]
    return [_("Full name"), _("E-mail"), _("Cohort"), *titles, _("Overall, %"), _("Of what is marked, %")]


def lines(rows):
    """A mark is a number; what waits or is missing says so in a word, as the page does."""
    for row in rows:
        marks = [cell.shown if cell.shown is not None else word_of(cell) for cell in row.cells]
        yield [row.name, row.person.email, row.enrollment.cohort.label, *marks, row.overall, row.so_far]


def word_of(cell):
    return _("to be marked") if cell.waits else ""


def as_csv(items, rows):
    """UTF-8 with a byte-order mark: without it Excel reads Ukrainian as gibberish."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(head) for head in heads(items)])
    writer.writerows([[harmless(cell) for cell in line] for line in lines(rows)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(items, rows):
    return written(title=_("Gradebook"), heads=heads(items), rows=lines(rows))
