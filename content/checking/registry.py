"""The checks, by the types of pages they look at. An app adds its own, and the words of what they find, when it loads.

A check is a function from a ``Reading`` to findings::

    declare("lesson-short", Kind(_("The lesson has only %(words)s words."), _("Write more, or join two lessons.")))

    @check(LessonPage)
    def length(reading):
        if reading.words < 20:
            yield Finding("lesson-short", {"words": reading.words})
"""

from wagtail.models import get_page_models

from .findings import KINDS
from .reading import Reading, reading_fields

CHECKS = []


def declare(code, kind):
    """Say what findings of ``code`` mean."""
    KINDS[code] = kind


def check(*models):
    """Register a check for pages of these types; for every page that holds a text, if none is named."""

    def register(function):
        if (function, models) not in CHECKS:
            CHECKS.append((function, models))
        return function

    return register


def is_checked(model):
    """True if pages of that type are looked over."""
    return bool(reading_fields(model)) or any(models and issubclass(model, models) for _check, models in CHECKS)


def checked_models():
    return [model for model in get_page_models() if is_checked(model)]


def examine(page):
    """(what there is to read, what was found): grave findings first, else in the order of the page."""
    reading, found = Reading(page), []
    for function, models in CHECKS:
        if isinstance(page, models or type(page)):
            found += function(reading)
    return reading, sorted(found, key=lambda finding: not finding.grave)
