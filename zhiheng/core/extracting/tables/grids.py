"""Tables as grids: what stands in each row and column, merged cells in every place that they cover."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from zhiheng.core.extracting.folding import THOUSANDS, one_width
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block

_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_WIDEST = 60  # columns; wider, and it is no table of duties or goals


class Cell(Struct, frozen=True, kw_only=True):
    """One cell; `start:end` in the raw text, `text` in one width, a blank where a line ended in the cell."""

    start: int
    end: int
    text: str
    down: int = 1
    across: int = 1
    page: int | None = None


class Row(Struct, frozen=True):
    """`places[k]` is what stands in column k, None for nothing; `own` are the columns where a cell begins in this row."""

    places: tuple[Cell | None, ...]
    own: frozenset[int]

    def cells(self) -> list[Cell]:
        """The cells that begin here, from left to right."""
        return [cell for k, cell in enumerate(self.places) if cell and k in self.own]


class Grid(Struct, frozen=True):
    """One table; `spanned` where merged cells are known, so that an empty cell is an empty one.

    `start:end` in the raw text, from the first cell to the last.
    """

    rows: tuple[Row, ...]
    start: int
    end: int
    spanned: bool

    @property
    def width(self) -> int:
        return len(self.rows[0].places)


def grids_of(cleaned: Cleaned) -> Iterator[Grid]:
    """Every table of the file that has at least two columns and two rows."""
    for _, blocks in groupby(cleaned.cells, key=lambda block: block.table):
        grid = _grid(cleaned, [block for block in blocks if block.row is not None and block.column is not None])
        if grid is not None:
            yield grid


def grid_of_rows(rows: Iterable[Iterable[Cell | None]]) -> Grid | None:
    """A grid of cells that cover one place each, as text alone can give them."""
    held = [tuple(cell for cell in row) for row in rows]
    width = max((len(row) for row in held), default=0)
    cells = [cell for row in held for cell in row if cell]
    if len(held) < 2 or not 2 <= width <= _WIDEST or not cells:
        return None
    padded = [row + (None,) * (width - len(row)) for row in held]
    return Grid(
        tuple(Row(row, frozenset(k for k, cell in enumerate(row) if cell)) for row in padded),
        min(cell.start for cell in cells),
        max(cell.end for cell in cells),
        False,
    )


def _grid(cleaned: Cleaned, blocks: list[Block]) -> Grid | None:
    width = max(((block.column or 0) + block.across for block in blocks), default=0)
    numbers = sorted({block.row or 0 for block in blocks})
    if len(numbers) < 2 or not 2 <= width <= _WIDEST:
        return None
    last = numbers[-1]
    places: dict[int, list[Cell | None]] = {row: [None] * width for row in numbers}
    own: dict[int, set[int]] = {row: set() for row in numbers}
    for block in blocks:
        row, column = block.row or 0, block.column or 0
        text = said(cleaned, block.start, block.end)
        cell = Cell(
            start=block.start, end=block.end, text=text, down=block.down, across=block.across, page=block.page
        )
        own[row].add(column)
        for covered in range(row, min(row + block.down, last + 1)):
            for beside in range(column, column + block.across):
                if covered in places and places[covered][beside] is None:
                    places[covered][beside] = cell
    return Grid(
        tuple(Row(tuple(places[row]), frozenset(own[row])) for row in numbers),
        blocks[0].start,
        blocks[-1].end,
        any(block.down > 1 for block in blocks),
    )


def said(cleaned: Cleaned, start: int, end: int) -> str:
    """What a cell says: its repaired characters, with a blank where the raw text has one."""
    raw = cleaned.raw[start:end]
    first, last = cleaned.slice_of(start, end)
    if last - first < 0.8 * len("".join(raw.split())):  # the row was left out of the body
        return _with_commas(" ".join(raw.split()))
    said, at = [], start
    for k in range(first, last):
        if at < cleaned.starts[k] and cleaned.raw[at : cleaned.starts[k]].isspace():
            said.append(" ")
        if cleaned.text[k] != "\n":
            said.append(cleaned.text[k])
        at = max(at, cleaned.ends[k])
    return _with_commas(" ".join("".join(said).split()))


def _with_commas(text: str) -> str:
    """The same length in one width; the comma of 1,200 stays what it is."""
    return one_width(_GROUPED.sub(THOUSANDS, text)).replace(THOUSANDS, ",")


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `start:end` touches one of the ordered spans."""
    k = bisect_left(spans, (end, 0)) - 1
    return k >= 0 and spans[k][1] > start
