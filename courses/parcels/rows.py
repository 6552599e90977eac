"""Which values of a page, a question or a row travel, and how they are read back. New fields travel by themselves."""

import json
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import get_field_value
from wagtail.fields import StreamField
from wagtail.models import Page

from content.sanitizing import printable
from courses.models import AssignmentPage, CoursePage, LessonPage, ModulePage, QuizPage

from .fitting import Unfit, fit_stream

KINDS = {"course": CoursePage, "module": ModulePage, "lesson": LessonPage, "quiz": QuizPage}
KINDS |= {"assignment": AssignmentPage}
STEPS = ("lesson", "quiz", "assignment")
OF_PAGES = {field.name for field in Page._meta.concrete_fields}
CARRIED_OF_PAGES = ("title", "slug", "seo_title", "search_description", "show_in_menus")
PLAIN = str | int | float | None  # a bool is an int


def fields_of(model):
    """The fields of ``model`` that travel: what an editor writes, but for what leads to other rows."""
    own = [field for field in model._meta.concrete_fields if field.editable and not field.is_relation]
    if not issubclass(model, Page):
        return [field for field in own if not field.primary_key]
    return [field for field in own if field.name in CARRIED_OF_PAGES or field.name not in OF_PAGES]


def values_of(row, hand):
    """Plain JSON of the fields of ``row`` that travel."""
    return {field.name: _value(field, row, hand) for field in fields_of(type(row))}


def _value(field, row, hand):
    value = get_field_value(field, row)
    if isinstance(field, StreamField):
        return fit_stream(field.stream_block, json.loads(value), hand)
    if isinstance(value, str):
        return printable(value)
    return value if isinstance(value, bool | int | None) else str(value)


def read_values(model, data, hand):
    """Fields of ``model`` by name out of ``data``; what it cannot hold is told of, and left as it is with a new row."""
    fields, values = {field.name: field for field in fields_of(model)}, {}
    if unknown := sorted(str(name) for name in data.keys() - fields.keys())[:5]:
        hand.trouble(_("Not known here, so left out: %(names)s.") % {"names": ", ".join(unknown)})
    for name in fields.keys() & data.keys():
        try:
            values[name] = _read(fields[name], data[name], hand)
        except ValidationError as trouble:
            hand.trouble(f"{fields[name].verbose_name}: {trouble.messages[0]}")
        except (Unfit, ValueError, TypeError, ArithmeticError):
            hand.trouble(f"{fields[name].verbose_name}: {_('It holds something else than it should.')}")
    return values


def _read(field, value, hand):
    if isinstance(field, StreamField):
        return json.dumps(fit_stream(field.stream_block, value, hand))
    if not isinstance(value, PLAIN):
        raise Unfit
    value = field.clean(printable(value) if isinstance(value, str) else value, None)
    if isinstance(value, datetime) and timezone.is_naive(value):
        raise Unfit
    return value
