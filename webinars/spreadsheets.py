"""Excel workbooks, read and written; the only module that knows openpyxl."""

import io
import zipfile
from datetime import datetime, time

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from content.archives import grows_too_large

MOST_UNPACKED = 25_000_000  # bytes of all parts together
MOST_PARTS = 300


class NotAWorkbook(ValueError):
    """The file is no workbook that we read; says why, for the person."""


def read(data, *, most_rows, most_columns):
    """(number, cells as text) of each row of the first sheet that holds anything. Formulas are refused, not computed.

    At most one row more than ``most_rows`` comes back, empty ones among them: so the caller sees that it is too long.
    """
    try:
        _look_inside(data)
        book = load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=most_rows + 1, max_col=most_columns)
        return [(number, [_text(cell, number) for cell in cells]) for number, cells in enumerate(rows, start=1)]
    except NotAWorkbook:
        raise
    except Exception as error:  # a stranger's file in another's parser: whatever it stumbles over, it is the file
        raise NotAWorkbook(_("The workbook is damaged and cannot be read.")) from error


def _look_inside(data):
    """Refuse what would grow beyond measure when unpacked, or hold programs."""
    if grows_too_large(data, most_unpacked=MOST_UNPACKED, most_parts=MOST_PARTS):
        raise NotAWorkbook(_("Unpacked, the workbook is too large. Save only its sheet of participants."))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lower() for name in archive.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NotAWorkbook(_("The workbook holds macros. Save it as an ordinary .xlsx."))
    if "xl/workbook.xml" not in names:
        raise NotAWorkbook(_("This archive is no Excel workbook."))


def _text(cell, number):
    if cell.data_type == "f":
        raise NotAWorkbook(_("Line %(line)d holds a formula. Save the file with values only.") % {"line": number})
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def written(*, title, heads, rows):
    """A workbook of one sheet as bytes. Text is text, whatever it begins with: nobody's name is a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for row in [heads, *rows]:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
