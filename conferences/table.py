"""The programme of a day as the rows of a table: times down, rooms across."""

from dataclasses import dataclass, field
from itertools import groupby

WIDEST = 4  # more rooms than this are a list at every width


@dataclass
class Cell:
    """The items that start in one room at one time; ``rows`` is how many rows the cell stands for."""

    room: object
    talks: list = field(default_factory=list)
    rows: int = 1


@dataclass
class Row:
    """A start. ``whole`` are the items in all rooms; they have a row of their own, and ``cells`` is then empty."""

    starts_at: object
    whole: list = field(default_factory=list)
    cells: list = field(default_factory=list)


def rows_of(talks, rooms):
    """Rows for ``talks``, which are in the order of their start, under the headings ``rooms``."""
    rows = []
    for starts_at, group in groupby(talks, key=lambda talk: talk.starts_at):
        group = list(group)
        if whole := [talk for talk in group if talk.room is None]:
            rows.append(Row(starts_at, whole=whole))
        if rest := [talk for talk in group if talk.room is not None]:
            rows.append(Row(starts_at, cells=_cells(rest, rooms)))
    _stretch(rows, len(rooms))
    return rows


def _cells(talks, rooms):
    return [Cell(room, [talk for talk in talks if talk.room.key == room.key]) for room in rooms]


def _stretch(rows, columns):
    """A long item reaches down over the empty cells below it, as far as it lasts and never across all rooms."""
    for column in range(columns):
        above = None
        for row in rows:
            if row.whole:
                above = None
                continue
            cell = row.cells[column]
            if cell.talks:
                above = cell
            elif above and max(talk.ends_at for talk in above.talks) > row.starts_at:
                above.rows += 1
                row.cells[column] = None
            else:
                above = None
    for row in rows:
        row.cells = [cell for cell in row.cells if cell is not None]
