"""Blocks as they travel: of each only what its kind knows, written one way, without ids. Both ways go through here.

``hand`` says what becomes of a text, a picture or a document on its way, and whether rows are wrapped as Wagtail
keeps them (see ``hands``). What a block cannot hold is ``Unfit``; what is missing is what an editor begins with.
"""

from functools import singledispatch
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.sanitizing import TooMuchMarkup, printable

WRITTEN = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock)
MOST_ROWS = 2_000  # of a list, a stream or a table


class Unfit(ValueError):
    """Something that its block cannot hold; says why, for the person."""


def fit_stream(block, raw, hand):
    """The rows of a page's stream; one that does not fit is told of and left out, the others stay."""
    kept = []
    for number, row in enumerate(_list(raw), 1):
        try:
            kept += fit(block, [row], hand)
        except Unfit as trouble:
            hand.trouble(_("Block %(number)d is left out. %(why)s") % {"number": number, "why": trouble})
    return kept


@singledispatch
def fit(block, raw, hand):
    """What ``block`` may hold of ``raw``, plain JSON. Raises ``Unfit``."""
    raise TypeError(f"{type(block).__name__} cannot travel yet")


@fit.register
def fit_field(block: blocks.FieldBlock, raw, hand):
    if raw is None or raw == "":
        raw = block.get_prep_value(block.get_default())
    if raw is None or raw == "":
        return "" if isinstance(block, WRITTEN) else None
    if isinstance(raw, dict | list):
        raise Unfit(_("It holds something else than it should."))
    try:
        value = block.clean(block.to_python(printable(raw) if isinstance(raw, str) else raw))
    except ValidationError as trouble:
        raise Unfit(f"{block.label}: {trouble.messages[0]}") from trouble
    except (ValueError, TypeError, ArithmeticError) as trouble:
        raise Unfit(_("It holds something else than it should.")) from trouble
    prepared = block.get_prep_value(value)
    return prepared if isinstance(prepared, bool | int | None) else str(prepared)


@fit.register
def fit_rich_text(block: blocks.RichTextBlock, raw, hand):
    if raw is not None and not isinstance(raw, str):
        raise Unfit(_("It holds something else than it should."))
    try:
        return hand.html(raw or "")
    except TooMuchMarkup as trouble:
        raise Unfit(_("Its text is too long.")) from trouble


@fit.register
def fit_image(block: ImageChooserBlock, raw, hand):
    return hand.image(_key(raw))


@fit.register
def fit_document(block: DocumentChooserBlock, raw, hand):
    return hand.document(_key(raw))


@fit.register
def fit_struct(block: blocks.BaseStructBlock, raw, hand):
    if not isinstance(raw, dict | None):
        raise Unfit(_("It holds something else than it should."))
    return {name: fit(child, (raw or {}).get(name), hand) for name, child in block.child_blocks.items()}


@fit.register
def fit_list(block: blocks.ListBlock, raw, hand):
    rows = (row["value"] if _is_wrapped(row) else row for row in _list(raw))
    kept = [fit(block.child_block, row, hand) for row in rows]
    return [{"type": "item", "value": row, "id": str(uuid4())} for row in kept] if hand.wraps else kept


@fit.register
def fit_rows(block: blocks.BaseStreamBlock, raw, hand):
    rows = []
    for row in _list(raw):
        kind = row.get("type") if isinstance(row, dict) else None
        child = block.child_blocks.get(kind) if isinstance(kind, str) else None
        if child is None:
            raise Unfit(_("It is of a kind that is not known here."))
        rows.append({"type": kind, "value": fit(child, row.get("value"), hand)})
    return [row | {"id": str(uuid4())} for row in rows] if hand.wraps else rows


@fit.register
def fit_table(block: BaseTypedTableBlock, raw, hand):
    if not isinstance(raw, dict | None):
        raise Unfit(_("It holds something else than it should."))
    raw = raw or {}
    columns = [column for column in _list(raw.get("columns")) if isinstance(column, dict)]
    children = [block.child_blocks.get(str(column.get("type"))) for column in columns]
    if None in children:
        raise Unfit(_("It is of a kind that is not known here."))
    rows = [_list(row.get("values")) for row in _list(raw.get("rows")) if isinstance(row, dict)]
    if any(len(row) != len(columns) for row in rows):
        raise Unfit(_("Rows of a table have as many cells as it has columns."))
    return {
        "columns": [{"type": column["type"], "heading": _line(column.get("heading"))} for column in columns],
        "rows": [{"values": [fit(*cell, hand) for cell in zip(children, row, strict=True)]} for row in rows],
        "caption": _line(raw.get("caption")),
    }


def _list(raw):
    if not isinstance(raw, list | None):
        raise Unfit(_("It holds something else than it should."))
    if raw and len(raw) > MOST_ROWS:
        raise Unfit(_("It has too many rows."))
    return raw or []


def _line(raw):
    return printable(raw)[:255] if isinstance(raw, str) else ""


def _key(raw):
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def _is_wrapped(row):
    return isinstance(row, dict) and row.get("type") == "item" and {"id", "value"} <= row.keys()
