"""The tables of a draft as rows and columns of numbers with their heads."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block

_FULL = str.maketrans("０１２３４５６７８９．－％，", "0123456789.-%,")
_NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|‰|[\u4e00-\u9fff]{1,3})?")
_BLANKS = re.compile(r"\s")
_MARK = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]?$")


class Cell(NamedTuple):
    """A number in a table; `start:end` are of the raw text."""

    value: Decimal
    decimals: int
    text: str
    start: int
    end: int


class Table(NamedTuple):
    """A table: numbers by row and column, the label of each row, the heads above each column joined."""

    cells: dict[tuple[int, int], Cell]
    labels: dict[int, str]
    heads: dict[int, str]

    def column(self, column: int) -> dict[int, Cell]:
        """The numbers of a column by row."""
        return {row: cell for (row, at), cell in self.cells.items() if at == column}

    @property
    def rows(self) -> list[int]:
        """The rows that hold numbers, in order."""
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        """The columns that hold numbers, in order."""
        return sorted({column for _, column in self.cells})


def tables(cleaned: Cleaned) -> list[Table]:
    """The tables of a draft that hold numbers in two rows at least."""
    found = []
    ordered = sorted((cell for cell in cleaned.cells if cell.table is not None), key=lambda one: one.table or 0)
    for _, cells in groupby(ordered, key=lambda one: one.table):
        table = _table(cleaned.raw, list(cells))
        if len(table.rows) >= 2:
            found.append(table)
    return found


def _table(raw: str, blocks: Sequence[Block]) -> Table:
    said = {(block.row or 0, block.column or 0): _BLANKS.sub("", raw[block.start : block.end]) for block in blocks}
    numbers = {at: cell for block in blocks if (cell := _number(raw, block)) for at in [(block.row or 0, block.column or 0)]}
    first = min((row for row in sorted({row for row, _ in numbers}) if _counts(numbers, row)), default=0)
    ordinal = _ordinals(numbers, first)
    cells = {at: cell for at, cell in numbers.items() if at[0] >= first and at[1] not in ordinal}
    return Table(cells, _labels(said, cells, first), _heads(blocks, said, first))


def _counts(numbers: dict[tuple[int, int], Cell], row: int) -> bool:
    """Whether a row is one of figures: years in a head (2024, 2025) are none."""
    own = [cell for (at, _), cell in numbers.items() if at == row]
    return not all(1990 <= cell.value <= 2100 and not cell.decimals for cell in own)


def _ordinals(numbers: dict[tuple[int, int], Cell], first: int) -> set[int]:
    """The first column where it only counts the rows: 1, 2, 3."""
    leftmost = min((column for _, column in numbers), default=0)
    own = [cell.value for (row, column), cell in sorted(numbers.items()) if column == leftmost and row >= first]
    return {leftmost} if own == [Decimal(k + 1) for k in range(len(own))] and leftmost == 0 else set()


def _number(raw: str, block: Block) -> Cell | None:
    text = raw[block.start : block.end]
    found = _NUMBER.fullmatch(text.strip().translate(_FULL))
    if not found:
        return None
    value = Decimal(found[1] + found[2].replace(",", "") + (found[3] or ""))
    start = block.start + len(text) - len(text.lstrip())
    return Cell(value, len(found[3] or ".") - 1, text.strip(), start, start + len(text.strip()))


def _labels(said: dict[tuple[int, int], str], cells: dict[tuple[int, int], Cell], first: int) -> dict[int, str]:
    """The words of each row before its first number, without its ordinal."""
    found: dict[int, str] = {}
    for (row, column), text in sorted(said.items()):
        before = not any(at[0] == row and at[1] < column for at in cells)
        if row >= first and (row, column) not in cells and before and text and not _MARK.match(text):
            found[row] = found.get(row, "") + text
    return found


def _heads(blocks: Sequence[Block], said: dict[tuple[int, int], str], first: int) -> dict[int, str]:
    """The words above each column, the outer first."""
    found: dict[int, str] = {}
    for block in sorted(blocks, key=lambda one: (one.row or 0, one.column or 0)):
        row, column = block.row or 0, block.column or 0
        if row < first:
            for at in range(column, column + block.across):
                found[at] = found.get(at, "") + said[row, column]
    return found
