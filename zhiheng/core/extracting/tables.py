"""Tables in the cleaned text: rows whose cells are parted by tabs, and tables flattened to a cell a line."""

import re

from msgspec import Struct

from zhiheng.core.extracting.folding import FORMS
from zhiheng.core.extracting.words import Words

_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE = re.compile(r"[^\n]+")
_CELL_AT_MOST = 40  # characters of a cell in a flattened table
_PROSE = re.compile("[。，；！]")
_FLAT_AT_LEAST = 8  # lines
_DASH = re.compile(r"[-—–/－]+$|无$|空$")
_VALUE = re.compile(r"[^\d\n]{0,16}\d[\d.,]*(?:[-～—]\d[\d.,]*)?[^\d\n]{0,8}$")


class Cell(Struct, frozen=True):
    """One cell; `start:end` in the cleaned text, `text` in one width."""

    start: int
    end: int
    text: str


class Column(Struct, frozen=True):
    """What a column holds, by its head: name, unit, base, goal, task, lead, responsible, deadline or other."""

    role: str
    year: int | None = None


class Table(Struct, frozen=True, kw_only=True):
    """A table with the roles of its columns and the rows under the head."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    flat: bool = False


class TableFinder:
    """Finds tables and reads their heads; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self._roles = [(role.removeprefix("column_"), words.senses[role]) for role in words.senses if role.startswith("column_")]
        self._kinds = words.senses["indicator_kind"]
        self.words = words

    def tables(self, text: str) -> list[Table]:
        """Every table with a head that is understood, in order."""
        plain = text.translate(FORMS)
        return [*self._with_tabs(plain), *self._flattened(plain)]

    def column(self, head: str) -> Column:
        """The role of a column, from the words of its head; a head with a year and nothing else is a goal."""
        year = _YEAR.search(head)
        for role, heads in self._roles:
            if any(word in head for word in heads):
                return Column(role, int(year[0]) if year else None)
        return Column("goal", int(year[0])) if year and len(head) <= 8 else Column("other")

    def _with_tabs(self, text: str) -> list[Table]:
        tables: list[Table] = []
        block: list[tuple[Cell, ...]] = []
        reached = -1
        for line in _LINE.finditer(text):
            cells = _cells(line[0], line.start()) if "\t" in line[0] else ()
            if block and (not cells or line.start() != reached + 1):
                tables.extend(self._headed(block))
                block = []
            if cells:
                block.append(cells)
            reached = line.end()
        return tables + self._headed(block)

    def _headed(self, block: list[tuple[Cell, ...]]) -> list[Table]:
        """The tables of a block of rows; a new head begins a new one, a head over two rows is joined."""
        tables: list[Table] = []
        columns: tuple[Column, ...] = ()
        rows: list[tuple[Cell, ...]] = []
        for cells in block:
            heads = tuple(self.column(cell.text) for cell in cells)
            if _is_head(heads) and not any(_VALUE.match(cell.text) and not _YEAR.search(cell.text) for cell in cells):
                if rows:
                    tables.append(Table(columns=columns, rows=tuple(rows)))
                    rows, columns = [], ()
                columns = _joined(columns, heads)
            elif columns:
                rows.append(cells)
        return [*tables, Table(columns=columns, rows=tuple(rows))] if rows else tables

    def _flattened(self, text: str) -> list[Table]:
        tables: list[Table] = []
        block: list[Cell] = []
        for line in _LINE.finditer(text):
            bare = line[0].strip()
            if bare and len(bare) <= _CELL_AT_MOST and not _PROSE.search(bare) and "\t" not in bare:
                start = line.start() + line[0].find(bare)
                block.append(Cell(start, start + len(bare), bare))
                continue
            tables.extend(self._from_flat(block))
            block = []
        return tables + self._from_flat(block)

    def _from_flat(self, block: list[Cell]) -> list[Table]:
        """Names with their values, where the lines hold heads of a table and kinds of indicator (约束性)."""
        if len(block) < _FLAT_AT_LEAST or sum(cell.text in self._kinds for cell in block) < 2:
            return []
        columns = tuple(
            column for cell in block if (column := self.column(cell.text)).role in ("base", "goal") and _YEAR.search(cell.text)
        )
        if not columns:
            return []
        rows: list[tuple[Cell, ...]] = []
        name: Cell | None = None
        values: list[Cell] = []
        for cell in [*block, Cell(0, 0, next(iter(self._kinds)))]:
            if name and (_DASH.match(cell.text) or (_VALUE.match(cell.text) and not _YEAR.search(cell.text))):
                values.append(cell)
            else:
                if name and values:
                    rows.append((name, *values))
                values = []
                named = len(cell.text) >= 4 and cell.text not in self._kinds and not _VALUE.match(cell.text)
                name = cell if named else None
        return [Table(columns=columns, rows=tuple(rows), flat=True)] if rows else []


def _cells(line: str, offset: int) -> tuple[Cell, ...]:
    cells, at = [], 0
    for part in line.split("\t"):
        bare = part.strip()
        start = offset + at + (part.find(bare) if bare else 0)
        cells.append(Cell(start, start + len(bare), bare))
        at += len(part) + 1
    return tuple(cells)


def _is_head(columns: tuple[Column, ...]) -> bool:
    roles = {column.role for column in columns} - {"other"}
    return len(roles) >= 2 or (bool(roles) and sum(column.role == "goal" for column in columns) >= 2)


def _joined(above: tuple[Column, ...], below: tuple[Column, ...]) -> tuple[Column, ...]:
    """A head over two rows: the lower one says more, unless it is silent."""
    if len(above) != len(below):
        return below
    return tuple(b if b.role != "other" else a for a, b in zip(above, below, strict=True))


def dash(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return not text or bool(_DASH.match(text))
