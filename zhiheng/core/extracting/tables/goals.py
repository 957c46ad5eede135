"""Targets and present values out of 指标表: one a number, one a cell of words."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.tables.duties import UNSURE, closed, due
from zhiheng.core.extracting.tables.grids import Cell
from zhiheng.core.extracting.tables.heads import Column, Head, is_measure_unit
from zhiheng.core.extracting.tables.naming import is_nothing
from zhiheng.core.extracting.tables.rows import Line
from zhiheng.core.extracting.tables.values import Value, Values, benchmark
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Deadline, Number, Period, QualitativeTarget, Statistic, Target

_IN_NAME = re.compile(r"（(?:单位：)?(?P<unit>[^（）]{1,10})）$")
_NUMBERED = re.compile(
    r"^(?:\d{1,3}[.、．]?(?=[\u4e00-\u9fff])|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])\s*"
)
NO_TIME = "未写明时限"
_UNREAD = "数值未能识别，请核对"
_SURE, _LESS_SURE = 0.93, 0.7


class RowItems(Struct, kw_only=True):
    """What one row gives."""

    targets: list[Target] = field(default_factory=list)
    worded: list[QualitativeTarget] = field(default_factory=list)
    statistics: list[Statistic] = field(default_factory=list)


class Goals:
    """Reads rows of indicators; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words, self.values = words, Values(words)

    def items(
        self, cleaned: Cleaned, deadlines: Deadlines, head: Head, line: Line, section: str | None, caption_unit: str | None
    ) -> RowItems:
        """Targets of the goal columns, statistics of the base columns of one row."""
        found = RowItems()
        name_at = next((k for k in reversed(head.names) if line.places[k] is not None), None)
        if name_at is None:
            return found
        name = line.places[name_at]
        if name is None or not re.search("[\u4e00-\u9fff]", name.text):
            return found
        indicator, named = self.name(line.text(name_at))
        unit = self._unit(head, line, named) or caption_unit or head.unit
        baseline = self._baseline(head, line)
        row = _Row(cleaned, head, line, section, indicator, name, name_at in line.own)
        for k in head.places("base", "goal"):
            cell, column = line.places[k], head.columns[k]
            if cell is None or is_nothing(cell.text):
                continue
            values = self.values.of(cell.text)
            by = _by(column) or (due(head, line, deadlines) or deadlines.title_deadline if column.field == "goal" else None)
            for value in values:
                if column.field == "goal":
                    found.targets.append(row.target(column, cell, value, unit, by, baseline, len(values) == 1))
                else:
                    found.statistics.append(row.statistic(column, cell, value, unit, len(values) == 1))
            if not values and column.field == "goal":
                found.worded.append(row.worded(column, cell, by))
        return found

    def name(self, text: str) -> tuple[str, str | None]:
        """The name of an indicator, and the unit of measure that stands in it."""
        bare = _NUMBERED.sub("", closed(text))
        unit = _IN_NAME.search(bare)
        if unit and is_measure_unit(self.words, unit["unit"]):
            return bare[: unit.start()], unit["unit"]
        return bare, None

    def _unit(self, head: Head, line: Line, named: str | None) -> str | None:
        said = next((text for k in head.places("unit") if (text := line.text(k)) and not is_nothing(text)), None)
        return said.strip("（）").replace(" ", "") if said else named

    def _baseline(self, head: Head, line: Line) -> Number | None:
        """The number of the last base column before the goals, where it is one number."""
        found: Number | None = None
        for k in head.places("base"):
            cell = line.places[k]
            values = self.values.of(cell.text) if cell and not is_nothing(cell.text) else []
            if len(values) == 1 and not isinstance(values[0].value, list):
                found = values[0].value
        return found


class _Row(Struct, frozen=True):
    """What all items of a row share."""

    cleaned: Cleaned
    head: Head
    line: Line
    section: str | None
    indicator: str
    name: Cell
    named_here: bool

    def target(
        self, column: Column, cell: Cell, value: Value, unit: str | None, by: Deadline | None, baseline: Number | None, lone: bool
    ) -> Target:
        start, end = self._span(cell, value, lone)
        measured = _unit_of(value, column, unit)
        return Target(
            section=self.section,
            quote=self.cleaned.raw[start:end],
            start=start,
            end=end,
            confidence=self._confidence(column),
            flags=[*self._flags(column), *([] if by else [NO_TIME])],
            indicator=self.indicator,
            scope=value.scope,
            comparator=value.comparator,
            hold=value.hold,
            value=value.value,
            unit=measured,
            qualifier=value.qualifier,
            kind="change" if measured == "个百分点" else value.kind,
            basis=value.basis,
            deadline=by,
            baseline=baseline,
        )

    def statistic(self, column: Column, cell: Cell, value: Value, unit: str | None, lone: bool) -> Statistic:
        start, end = self._span(cell, value, lone)
        year = column.year
        return Statistic(
            section=self.section,
            quote=self.cleaned.raw[start:end],
            start=start,
            end=end,
            confidence=self._confidence(column),
            flags=list(self._flags(column)),
            measure=self.indicator,
            subject=value.scope,
            value=value.value,
            unit=_unit_of(value, column, unit),
            qualifier=value.qualifier,
            kind=value.kind,
            basis=value.basis,
            period=Period(text=f"{year}年", from_=f"{year}-01-01", to=f"{year}-12-31") if year else None,
        )

    def worded(self, column: Column, cell: Cell, by: Deadline | None) -> QualitativeTarget:
        unread = [_UNREAD] if re.search(r"\d", cell.text) else []
        start, end = self._whole(cell)
        return QualitativeTarget(
            section=self.section,
            quote=self.cleaned.raw[start:end],
            start=start,
            end=end,
            confidence=0.5 if unread else min(0.88, self._confidence(column)),
            flags=[*unread, *self._flags(column), *([] if by else [NO_TIME])],
            text=self.indicator + closed(cell.text),
            benchmark=benchmark(closed(cell.text)),
            deadline=by,
        )

    def _span(self, cell: Cell, value: Value, lone: bool) -> tuple[int, int]:
        """From the name to the number; of several numbers in a cell each for itself."""
        if lone or cell.end - cell.start != len(cell.text):
            return self._whole(cell)
        return cell.start + value.start, cell.start + value.end

    def _whole(self, cell: Cell) -> tuple[int, int]:
        before = self.named_here and self.name.start < cell.start
        return (self.name.start if before else cell.start), cell.end

    def _confidence(self, column: Column) -> float:
        return _SURE if column.sure and self._name_is_sure() else _LESS_SURE

    def _flags(self, column: Column) -> Iterator[str]:
        if not column.sure or not self._name_is_sure():
            yield UNSURE

    def _name_is_sure(self) -> bool:
        return all(self.head.columns[k].sure for k in self.head.names)


def _by(column: Column) -> Deadline | None:
    return Deadline(year=column.year, text=f"{column.year}年", inherited=True) if column.year else None


def _unit_of(value: Value, column: Column, unit: str | None) -> str | None:
    """The unit of the cell, else of its column's head, else of the row; a scale alone (10万) goes before the row's."""
    said = value.unit
    if said in ("万", "亿"):
        said += unit or ""
    found = said or column.unit or unit
    return "%" if found in ("％", "百分比") else found

