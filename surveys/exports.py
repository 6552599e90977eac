"""The totals as a file: a line for each option and each text, never one for each person: together they are a face."""

import csv
import io

from django.utils.translation import gettext as _

from people.sheets import harmless
from webinars.spreadsheets import written


def heads():
    return [_("Question"), _("Answer"), _("Number"), _("Percent")]


def rows(totals):
    for total in totals:
        yield [total.text, _("Answers altogether"), total.number, None]
        if total.mean is not None:
            yield [total.text, _("Mean"), round(total.mean, 2), None]
        for line in total.lines:
            yield [total.text, line.label, line.number, line.percent]
        for text in total.texts:
            yield [total.text, text, None, None]


def as_csv(totals):
    """UTF-8 with a byte-order mark: without it Excel reads Ukrainian as gibberish."""
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in [heads(), *rows(totals)]])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(totals):
    return written(title=_("Survey"), heads=heads(), rows=rows(totals))
