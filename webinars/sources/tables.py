"""Any file that holds a table – CSV of any encoding and separator, or a workbook – as numbered rows of text. No models.

What is not a table, is too large or could do harm is refused with a word for the person.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from webinars import spreadsheets

LARGEST = 3_000_000  # bytes; a list of 5,000 people takes half a megabyte
MOST_ROWS = 5_000
MOST_COLUMNS = 80  # BigBlueButton adds one for each poll
LONGEST_CELL = 500
SEPARATORS = ("\t", ";", ",")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DOUBTFUL = ("cp1251", "utf-16-le", "utf-16-be")
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
# How files of other kinds begin, whatever their name says.
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"{", b"<")


class NotATable(ValueError):
    """The file cannot be read as a table; says why, for the person."""


@dataclass(frozen=True)
class Row:
    """``number`` is the line of the file, or the row of the sheet, as the person counts them: from 1."""

    number: int
    cells: list

    @property
    def filled(self):
        return [cell for cell in self.cells if cell]


def readings(data):
    """The ways to read ``data`` (bytes), as lists of rows: a workbook in one, text in one for each separator it holds.

    Which of them makes sense only the headings tell; the caller then has that one ``checked``.
    """
    if not data.strip():
        raise NotATable(_("The file is empty."))
    if len(data) > LARGEST:
        raise NotATable(_("The file is larger than 3 MB. A list of participants is smaller."))
    if data.startswith(b"PK\x03\x04"):
        try:
            rows = spreadsheets.read(data, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        except spreadsheets.NotAWorkbook as trouble:
            raise NotATable(str(trouble)) from trouble
        return [
            [Row(number, [_tidy(cell) for cell in cells]) for number, cells in rows if any(cells) or number > MOST_ROWS]
        ]
    if data.lstrip().startswith(OTHERS):
        raise NotATable(_("This is neither a CSV file nor an Excel workbook (.xlsx)."))
    text = decoded(data)
    return [_separated(text, separator) for separator in SEPARATORS if separator in text] or [_separated(text, ",")]


def decoded(data):
    """Text of ``data``: by its mark, else as UTF-16, UTF-8 or Windows’ Cyrillic, whichever gives letters."""
    encodings = [encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)]
    if not encodings and b"\x00" in data:
        encodings = ["utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"]
    for encoding in encodings or ["utf-8", "cp1251"]:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if _is_text(text, doubtful=encoding in DOUBTFUL):
            return text
    raise NotATable(_("The letters of the file cannot be read. Save it as “CSV UTF-8”."))


def _is_text(text, *, doubtful):
    """No control characters; where any bytes at all make letters, enough of them must be Ukrainian."""
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in text):
        return False
    strange = [sign for sign in text.lower() if ord(sign) > 127]
    return not doubtful or sum(sign in CYRILLIC for sign in strange) * 2 > len(strange)


def _separated(text, separator):
    """Rows that hold anything; of what is no table with this separator, as far as it can be read."""
    rows, before = [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cells):
                rows.append(Row(before + 1, [_tidy(cell) for cell in cells[:MOST_COLUMNS]]))
            before = reader.line_num
    except csv.Error:
        rows.append(Row(before + 1, ["x" * (LONGEST_CELL + 1)]))
    return rows


def _tidy(cell):
    """One line without odd spaces, and without signs that are not seen but turn the text around."""
    return " ".join("".join(sign for sign in cell if unicodedata.category(sign) != "Cf").split())


def checked(rows):
    """``rows``, or a word about the first of them that has no place in a list of people."""
    for row in rows:
        if row.number > MOST_ROWS:
            words = _("The file has more than %(number)d lines. Leave only the participants of this session.")
            raise NotATable(words % {"number": MOST_ROWS})
        if any(cell.startswith("=") for cell in row.cells):
            raise NotATable(_("Line %(line)d holds a formula. Save the file with values only.") % {"line": row.number})
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise NotATable(_("Line %(line)d is too long for a list of participants.") % {"line": row.number})
    return [row for row in rows if row.filled]
