"""Lists of the admin as spreadsheets that are safe to open and read the same everywhere."""

from codecs import BOM_UTF8
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from wagtail.admin.views.generic import IndexView
from wagtail.search.index import class_is_indexed

from .alphabet import Alphabetically

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def in_kyiv(moment):
    """The clock of Kyiv without a zone: cells of a spreadsheet have none."""
    return timezone.make_naive(moment, timezone.get_default_timezone()) if timezone.is_aware(moment) else moment


def clock_in_kyiv(moment):
    """As a spreadsheet takes it for a date, and everybody else too."""
    return f"{in_kyiv(moment):%Y-%m-%d %H:%M}"


class ReadableSheets:
    """A view of the admin whose download holds no formulas, and moments as Kyiv’s clock shows them."""

    custom_value_preprocess = {
        **IndexView.custom_value_preprocess,
        datetime: {IndexView.FORMAT_CSV: clock_in_kyiv, IndexView.FORMAT_XLSX: in_kyiv},
        str: {IndexView.FORMAT_CSV: harmless},
    }

    def stream_csv(self, queryset):
        """With a byte-order mark: without it Excel reads Ukrainian as gibberish."""
        yield BOM_UTF8
        yield from super().stream_csv(queryset)


class SheetIndexView(ReadableSheets, IndexView):
    """The list of a ``ModelViewSet`` that can be downloaded, by names as the alphabet has them."""

    def order_queryset(self, queryset):
        asked = self.ordering or ""
        field, by_words = asked.removeprefix("-"), asked.endswith(("name", "title"))
        if not (by_words or (asked and self.is_searching and class_is_indexed(queryset.model))):
            return super().order_queryset(queryset)
        order = Alphabetically(field) if by_words else F(field)  # by mere name the index would have to know the field
        return queryset.order_by(order.desc() if asked.startswith("-") else order.asc(), F("pk").asc())
