"""Targets and present values out of 指标表."""

import re
from collections.abc import Iterator

from msgspec import Struct

from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.tables import Cell, Column, Table, dash
from zhiheng.core.extracting.words import Words, any_of
from zhiheng.core.values.reading import Comparator, Deadline, Number, Period, Statistic, Target

_UNIT_IN_NAME = re.compile(r"[（(](?P<unit>[^（）()]{1,10})[）)]$")
_NUMBERED = re.compile(r"^\d{1,3}[.、．]?(?=[\u4e00-\u9fff])|^[（(][一二三四五六七八九十\d]+[）)]")


class Entry(Struct, frozen=True, kw_only=True):
    """One number of one cell."""

    scope: str | None
    comparator: Comparator
    value: Number | list[Number]
    unit: str | None
    start: int
    end: int


class IndicatorTables:
    """Reads tables of indicators; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        before, after = any_of(words.before), any_of(words.after)
        self._entry = re.compile(
            rf"(?P<scope>[^\d：]{{0,16}}?)：?(?P<before>{before})?(?P<lo>\d[\d,]*(?:\.\d+)?)(?:[-～—](?P<hi>\d[\d,]*(?:\.\d+)?))?"
            rf"(?P<unit>(?:万|亿)?(?:{any_of(words.units)}))?(?P<after>{after})?(?P<wave>左右)?[、；，\s]*"
        )

    def items(self, layout: Layout, tables: list[Table]) -> tuple[list[Target], list[Statistic], list[tuple[int, int]]]:
        """Targets of the goal columns, statistics of the columns of today, and the cells they were read from."""
        targets: list[Target] = []
        statistics: list[Statistic] = []
        spans: list[tuple[int, int]] = []
        for table in tables:
            if not any(column.role == "goal" for column in table.columns):
                continue
            for row in table.rows:
                for name, unit, column, entry, lone, baseline in self._row(table, row):
                    start = name.start if lone else entry.start
                    spans.append((entry.start, entry.end))
                    if column.role == "goal":
                        targets.append(_target(layout, table, name, unit, column, entry, start, baseline))
                    else:
                        statistics.append(_statistic(layout, table, name, unit, column, entry, start))
        return targets, statistics, spans

    def _row(
        self, table: Table, row: tuple[Cell, ...]
    ) -> Iterator[tuple[Cell, str | None, Column, Entry, bool, Number | None]]:
        pairs = _flat_pairs(table, row) if table.flat else list(zip(table.columns, row, strict=False))
        name = row[0] if table.flat else next((cell for column, cell in pairs if column.role == "name" and cell.text), None)
        if name is None:
            return
        said = next((cell.text for column, cell in pairs if column.role == "unit"), "")
        named = _UNIT_IN_NAME.search(name.text)
        unit = said or (named["unit"] if named and named["unit"] in self.words.units else None)
        baseline: Number | None = None
        for column, cell in pairs:
            if column.role not in ("base", "goal") or dash(cell.text):
                continue
            entries = list(self._entries(cell))
            if column.role == "base" and len(entries) == 1 and not isinstance(entries[0].value, list):
                baseline = entries[0].value
            for entry in entries:
                yield name, unit, column, entry, len(entries) == 1 and not entry.scope, baseline

    def _entries(self, cell: Cell) -> Iterator[Entry]:
        """The numbers of a cell, where the cell holds nothing else."""
        at = 0
        while at < len(cell.text):
            match = self._entry.match(cell.text, at)
            if not match:
                return
            numbers = [_number(match[part]) for part in ("lo", "hi") if match[part]]
            comparator: Comparator = self.words.before[match["before"]].comparator if match["before"] else "="
            if match["after"]:
                comparator = self.words.after[match["after"]].comparator
            end = cell.start + at + len(match[0].rstrip("、；， "))
            yield Entry(
                scope=(match["scope"] or "").strip(" ，、：") or None,
                comparator="range" if len(numbers) == 2 else comparator,
                value=numbers if len(numbers) == 2 else numbers[0],
                unit=match["unit"],
                start=cell.start + at,
                end=end,
            )
            at = match.end()


def _flat_pairs(table: Table, row: tuple[Cell, ...]) -> list[tuple[Column, Cell]]:
    """Values of a flattened row to columns: one each, or as many each; after a dash the rest is the last column's."""
    values = row[1:]
    width = len(table.columns)
    if len(values) % width == 0:
        each = len(values) // width
        return [(table.columns[k // each], cell) for k, cell in enumerate(values)]
    if dash(values[0].text):
        return [(table.columns[-1], cell) for cell in values[1:]]
    return [(table.columns[-1], values[-1])]


def _number(text: str) -> Number:
    plain = text.replace(",", "").rstrip(".")
    return float(plain) if "." in plain else int(plain)


def _indicator(name: Cell) -> str:
    return _NUMBERED.sub("", _UNIT_IN_NAME.sub("", name.text))


def _target(
    layout: Layout, table: Table, name: Cell, unit: str | None, column: Column, entry: Entry, start: int, baseline: Number | None
) -> Target:
    first, last, quote = layout.folded.raw_of_cleaned(start, entry.end)
    year = column.year
    return Target(
        section=layout.section_of_cleaned(start),
        quote=quote,
        start=first,
        end=last,
        confidence=0.8 if table.flat else 0.93,
        flags=["表格已散成单行，请核对行列"] if table.flat else [],
        indicator=_indicator(name),
        scope=entry.scope,
        comparator=entry.comparator,
        value=entry.value,
        unit=entry.unit or unit,
        deadline=Deadline(year=year, text=f"{year}年", inherited=True) if year else None,
        baseline=baseline,
    )


def _statistic(
    layout: Layout, table: Table, name: Cell, unit: str | None, column: Column, entry: Entry, start: int
) -> Statistic:
    first, last, quote = layout.folded.raw_of_cleaned(start, entry.end)
    year = column.year
    return Statistic(
        section=layout.section_of_cleaned(start),
        quote=quote,
        start=first,
        end=last,
        confidence=0.8 if table.flat else 0.93,
        flags=["表格已散成单行，请核对行列"] if table.flat else [],
        measure=_indicator(name),
        subject=entry.scope,
        value=entry.value,
        unit=entry.unit or unit,
        period=Period(text=f"{year}年", from_=f"{year}-01-01", to=f"{year}-12-31") if year else None,
    )
