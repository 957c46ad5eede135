"""Tables of indicators flattened to a cell a line, whose rows and columns are put together again: names and their values."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.extracting.folding import one_width
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.tables.goals import Goals
from zhiheng.core.extracting.tables.heads import Column, Heads
from zhiheng.core.extracting.tables.naming import is_nothing
from zhiheng.core.extracting.tables.values import Value
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Deadline, Number, Period, Statistic, Target

_LINE = re.compile(r"[^\n]+")
_CELL_AT_MOST = 40  # characters
_PROSE = re.compile("[。，；！]")
_AT_LEAST = 8  # lines
_KINDS_AT_LEAST = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_VALUE = re.compile(r"[^\d\n]{0,16}\d[\d.,]*(?:[-～—]\d[\d.,]*)?[^\d\n]{0,8}$")
_FLAG = "表格已散成单行，请核对行列"
_SURE = 0.8


class _Cell(NamedTuple):
    start: int  # in the cleaned text
    end: int
    text: str


class _Row(NamedTuple):
    columns: list[Column]
    name: _Cell
    values: list[_Cell]


class Flattened:
    """Reads flattened tables; compiled for one set of words."""

    def __init__(self, words: Words, heads: Heads, goals: Goals) -> None:
        self._kinds = words.senses["indicator_kind"]
        self.heads, self.goals = heads, goals

    def items(
        self, layout: Layout, taken: list[tuple[int, int]]
    ) -> tuple[list[Target], list[Statistic], list[tuple[int, int]]]:
        """Targets, statistics, and the spans of the cleaned text they were read from; `taken` is what was read before."""
        targets: list[Target] = []
        statistics: list[Statistic] = []
        spans: list[tuple[int, int]] = []
        for row in self._rows(layout.folded.cleaned.text, taken):
            name, unit = self.goals.name(row.name.text)
            baseline: Number | None = None
            for column, cell in _pairs(row):
                values = [] if is_nothing(cell.text) else self.goals.values.of(cell.text)
                if column.field != "goal" and len(values) == 1 and not isinstance(values[0].value, list):
                    baseline = values[0].value
                for value in values:
                    lone = len(values) == 1 and not value.scope
                    start, end = cell.start + value.start, cell.start + value.end
                    spans.append((start, end))
                    start = row.name.start if lone else start
                    if column.field == "goal":
                        targets.append(_target(layout, name, unit, column, value, (start, end), baseline))
                    else:
                        statistics.append(_statistic(layout, name, unit, column, value, (start, end)))
        return targets, statistics, spans

    def _rows(self, text: str, taken: list[tuple[int, int]]) -> Iterator[_Row]:
        block: list[_Cell] = []
        if sum(map(text.count, self._kinds)) < _KINDS_AT_LEAST:
            return
        for line in _LINE.finditer(one_width(text)):
            bare = line[0].strip()
            if bare and len(bare) <= _CELL_AT_MOST and not _PROSE.search(bare) and "\t" not in bare:
                start = line.start() + line[0].find(bare)
                if not any(a <= start < b for a, b in taken):
                    block.append(_Cell(start, start + len(bare), bare))
                    continue
            yield from self._together(block)
            block = []
        yield from self._together(block)

    def _together(self, block: list[_Cell]) -> Iterator[_Row]:
        """Names with their values, where the lines hold heads of a table and kinds of indicator (约束性)."""
        if len(block) < _AT_LEAST or sum(cell.text in self._kinds for cell in block) < _KINDS_AT_LEAST:
            return
        columns = [column for cell in block if _YEAR.search(cell.text) and (column := self._column(cell.text))]
        columns = columns or self._undated(block)
        if not columns:
            return
        name: _Cell | None = None
        values: list[_Cell] = []
        for cell in [*block, _Cell(0, 0, next(iter(self._kinds)))]:
            if name and (is_nothing(cell.text) or (_VALUE.match(cell.text) and not _YEAR.search(cell.text))):
                values.append(cell)
            else:
                if name and values:
                    yield _Row(columns, name, values)
                values = []
                named = len(cell.text) >= 4 and cell.text not in self._kinds and not _VALUE.match(cell.text)
                name = cell if named else None

    def _undated(self, block: list[_Cell]) -> list[Column]:
        """A column of goals without a year over it (预期值): it is due when the plan named above the table ends."""
        heads = [column for cell in block if (column := self.heads.column((cell.text,))).field == "goal" and column.sure]
        years = [year for cell in block if (year := self.heads.column((cell.text,)).year)]
        return [Column("goal", year=years[0] if years else None)] if len(heads) == 1 else []

    def _column(self, text: str) -> Column | None:
        column = self.heads.column((text,))
        if column.field == "year" and len(text) <= 8:
            return Column("goal", year=column.year)
        return column if column.field in ("base", "goal") else None


def _pairs(row: _Row) -> list[tuple[Column, _Cell]]:
    """Values to columns: one each, or as many each; after a dash the rest is the last column's."""
    width = len(row.columns)
    if len(row.values) % width == 0:
        each = len(row.values) // width
        return [(row.columns[k // each], cell) for k, cell in enumerate(row.values)]
    if is_nothing(row.values[0].text):
        return [(row.columns[-1], cell) for cell in row.values[1:]]
    return [(row.columns[-1], row.values[-1])]


def _target(
    layout: Layout,
    name: str,
    unit: str | None,
    column: Column,
    value: Value,
    span: tuple[int, int],
    baseline: Number | None,
) -> Target:
    first, last, quote = layout.folded.raw_of_cleaned(*span)
    year = column.year
    return Target(
        section=layout.section_of_cleaned(span[0]),
        quote=quote,
        start=first,
        end=last,
        confidence=_SURE,
        flags=[_FLAG],
        indicator=name,
        scope=value.scope,
        comparator=value.comparator,
        value=value.value,
        unit=value.unit or unit,
        deadline=Deadline(year=year, text=f"{year}年", inherited=True) if year else None,
        baseline=baseline,
    )


def _statistic(
    layout: Layout, name: str, unit: str | None, column: Column, value: Value, span: tuple[int, int]
) -> Statistic:
    first, last, quote = layout.folded.raw_of_cleaned(*span)
    year = column.year
    return Statistic(
        section=layout.section_of_cleaned(span[0]),
        quote=quote,
        start=first,
        end=last,
        confidence=_SURE,
        flags=[_FLAG],
        measure=name,
        subject=value.scope,
        value=value.value,
        unit=value.unit or unit,
        period=Period(text=f"{year}年", from_=f"{year}-01-01", to=f"{year}-12-31") if year else None,
    )
