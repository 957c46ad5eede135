"""Tables whose columns or rows are years: the years move on, each takes the numbers printed for it, the newest is measured."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from zhiheng.core.values.extracted import Block
from zhiheng.core.values.renewing import Swap

_HEAD = re.compile(r"\s*(?P<y>(?:19|20)\d\d)\s*(?P<tail>(?:年.{0,12})?)")
_HEADS_IN = 2  # rows, or columns, from the edge in which years may stand as heads
_NUMBER = re.compile(r"\d")
_Table = Mapping[tuple[int, int], Block]


class YearTables(NamedTuple):
    """The years of heads, the numbers that move to the place of the year before, and the stretches of those cells.

    Shape: `numbers` counts the cells with a number among those that move; the newest year's are not among them.
    """

    heads: tuple[Swap, ...] = ()
    moving: tuple[Swap, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()
    numbers: int = 0


def year_tables(raw: str, cells: Sequence[Block], year: int, step: int) -> YearTables:
    """What becomes of tables that print several years side by side, of a document of `year` that moves on by `step` years.

    Shape: two years at least, one after the other, the newest `year` or the one before. Elsewhere nothing.
    """
    tables: dict[int, dict[tuple[int, int], Block]] = {}
    for cell in cells:
        if cell.table is not None:
            tables.setdefault(cell.table, {})[cell.row or 0, cell.column or 0] = cell
    heads: list[Swap] = []
    moving: list[Swap] = []
    stretches: list[tuple[int, int]] = []
    numbers = 0
    for table in tables.values() if step > 0 else ():
        for across in (True, False):
            run = _run(raw, table, across, year)
            if len(run) <= step:
                continue
            heads += [_of_head(raw, one, step) for one in run]
            for old, new in _pairs(table, run, step, across):
                stretches.append((old.start, old.end))
                numbers += bool(_NUMBER.search(raw[old.start : old.end]))
                if (said := raw[new.start : new.end].strip()) != raw[old.start : old.end].strip() and said:
                    moving.append(_of_cell(raw, old, said))
            break
    return YearTables(tuple(heads), tuple(moving), tuple(stretches), numbers)


def _run(raw: str, table: _Table, across: bool, year: int) -> list[Block]:
    """The heads that are years, from the oldest; none where they do not follow one another, or end elsewhere."""
    for line in range(_HEADS_IN):
        cells = [cell for (row, column), cell in sorted(table.items()) if (row if across else column) == line]
        said = [(found, cell) for cell in cells if (found := _HEAD.fullmatch(raw[cell.start : cell.end]))]
        said = [(found, cell) for found, cell in said if found["tail"] or line == 0]  # a bare 2024 further in is a number
        for tail in dict.fromkeys(found["tail"] for found, _ in said):
            run = sorted(((int(found["y"]), cell) for found, cell in said if found["tail"] == tail), key=lambda one: one[0])
            years = [one for one, _ in run]
            spans = {cell.across if across else cell.down for _, cell in run}
            follow = all(later - earlier == 1 for earlier, later in pairwise(years))
            if len(run) > 1 and follow and len(spans) == 1 and years[-1] in (year, year - 1):
                return [cell for _, cell in run]
    return []


def _pairs(table: _Table, run: Sequence[Block], step: int, across: bool) -> Iterator[tuple[Block, Block]]:
    """Each cell below (behind) a head, but for the newest, with the one that its new year stands in now."""
    for head, later in zip(run, run[step:], strict=False):
        for (row, column), cell in sorted(table.items()):
            if across:
                inside = row > (head.row or 0) and 0 <= column - (head.column or 0) < head.across
                place = (row, column - (head.column or 0) + (later.column or 0))
            else:
                inside = column > (head.column or 0) and 0 <= row - (head.row or 0) < head.down
                place = (row - (head.row or 0) + (later.row or 0), column)
            if inside and place in table:
                yield cell, table[place]


def _of_head(raw: str, cell: Block, step: int) -> Swap:
    found = _HEAD.fullmatch(raw[cell.start : cell.end])
    assert found is not None  # noqa: S101 it was found as one
    at = cell.start + found.start("y")
    return Swap(kind="date", start=at, end=at + 4, new=str(int(found["y"]) + step))


def _of_cell(raw: str, cell: Block, said: str) -> Swap:
    own = raw[cell.start : cell.end]
    start = cell.start + len(own) - len(own.lstrip())
    return Swap(kind="figure", start=start, end=start + len(own.strip()), new=said, says="表中后一年的数前移")
