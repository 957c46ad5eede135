"""Tables that break figures down by areas or parts: the figures, their shares, what they were before, what is most."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.papers import Inline, Line, Printed, Words
from zhiheng.core.writing.templates.asking import Answer, Ask, Part
from zhiheng.core.writing.templates.comparing import against_words, points_of, signed, way
from zhiheng.core.writing.templates.finding import Finder
from zhiheng.core.writing.templates.judging import exact
from zhiheng.core.writing.templates.naming import ranked
from zhiheng.core.writing.templates.printing import UNKNOWN, plain, rounded
from zhiheng.core.writing.templates.sources import Sources
from zhiheng.core.writing.templates.tables import AreaTable, Broken, PartTable

SHARE_DECIMALS = 1
_HUNDRED = Decimal(100)
WHOLE = "whole"  # the row of the figures of the whole


class Breakdown(NamedTuple):
    """What a table holds: heads, rows, and what is said below it."""

    heads: list[str]
    rows: list[tuple[Line, ...]]
    notes: list[str]


class _Row(NamedTuple):
    key: str  # WHOLE for the last one
    name: str


def broken_down(call: Broken, sources: Sources, finder: Finder) -> Breakdown:
    """The heads, rows and notes of such a table."""
    table = _Table(call, sources, finder)
    return Breakdown(table.heads(), table.lines(), table.notes())


class _Table:
    def __init__(self, call: Broken, sources: Sources, finder: Finder) -> None:
        self._call, self._sources, self._finder = call, sources, finder
        self._now = {one: finder.answer(call.broken(one, call.period)) for one in call.figures}
        self._before = {one: finder.answer(call.broken(one, call.before)) for one in call.compared}
        self._all = self._named()
        limit = call.first if isinstance(call, PartTable) else None
        self._rows = self._all[:limit]

    def _named(self) -> list[_Row]:
        """The rows there are, in the order of their own, or the largest of the first figure first; 未填 last, if any."""
        every = [part for answer in self._now.values() for part in answer.parts]
        filled = {part.key for part in every if part.dims != ("",) or part.measured.value}
        rows = list({part.key: part for part in every if part.key in filled}.values())
        if not all(answer.listed for answer in self._now.values()):
            first = {part.key: part.measured.value for part in next(iter(self._now.values())).parts}
            rows.sort(key=lambda part: (-(first.get(part.key) or Decimal(0)), part.key))
        rows.sort(key=lambda part: part.dims == ("",))
        return [_Row(part.key, part.name) for part in rows]

    def heads(self) -> list[str]:
        call, finder = self._call, self._finder
        heads = [call.head if isinstance(call, PartTable) else "地区"]
        for at, one in enumerate(call.figures):
            indicator = finder.indicator(one)
            called = call.heads[at] if call.heads else indicator.name
            unit = indicator.printing.unit
            heads.append(headed(called, unit))
            if one in call.share:
                heads.append(f"占{called}（%）" if len(call.share) > 1 else "占比（%）")
            if one in call.compared:
                period = self._now[one].period
                moves = points_of(unit).removeprefix("个") if way(indicator) == "points" else "%"
                heads += [against_words(call.against, period), f"±{moves}"]
        if isinstance(call, PartTable) and call.top:
            heads.append(call.top_head or "其中主要")
        return heads

    def lines(self) -> list[tuple[Line, ...]]:
        rows = [*self._rows, *([_Row(WHOLE, self._call.total)] if self._call.total else [])]
        return [self._line(row) for row in rows]

    def _line(self, row: _Row) -> tuple[Line, ...]:
        cells: list[Line] = [(Words(text=row.name),)]
        for one in self._call.figures:
            now = self._seen(one, row, self._now)
            area, part = self._of(row)
            cells.append((self._sources.cell(now, one, self._now[one], one, row.key, area=area, part=part),))
            if one in self._call.share:
                cells.append((self._share(one, row, now),))
            if one in self._call.compared:
                before = self._seen(one, row, self._before)
                at = self._before[one]
                cells.append((self._sources.cell(before, one, at, one, row.key, "before", area=area, part=part),))
                cells.append((self._change(one, row, now, before),))
        if isinstance(self._call, PartTable) and self._call.top:
            cells.append(self._top(self._call, row))
        return tuple(cells)

    def _of(self, row: _Row) -> tuple[str, str]:
        """The area or the part that a printed figure of a row speaks of."""
        if row.key == WHOLE:
            return "", ""
        return (row.key, "") if isinstance(self._call, AreaTable) else ("", row.key)

    def _seen(self, one: str, row: _Row, answers: dict[str, Answer]) -> Measured | None:
        if row.key == WHOLE:
            period = self._call.period if answers is self._now else self._call.before
            return self._finder.answer(Ask(one, period)).measured
        return next((part.measured for part in answers[one].parts if part.key == row.key), None)

    def _share(self, one: str, row: _Row, now: Measured | None) -> Printed:
        share = self._share_of(one, now)
        text = UNKNOWN if share is None else plain(rounded(share, SHARE_DECIMALS), SHARE_DECIMALS)
        return self._sources.other(text, share, "%", one, self._now[one], row.key, "share", part=f"{row.key}占比")

    def _share_of(self, one: str, now: Measured | None) -> Decimal | None:
        part, whole = exact(now), exact(self._finder.answer(Ask(one, self._call.period)).measured)
        return None if part is None or not whole else part * _HUNDRED / whole

    def _change(self, one: str, row: _Row, now: Measured | None, before: Measured | None) -> Printed:
        indicator = self._finder.indicator(one)
        moved = signed(indicator, now, before)
        text = UNKNOWN if moved is None else moved.text
        unit = moved.unit if moved else ""
        return self._sources.other(
            text, moved and moved.exact, unit, one, self._now[one], row.key, "moved", part=f"{row.key}增减"
        )

    def _top(self, call: PartTable, row: _Row) -> Line:
        within, whole = (self._finder.answer(ask) for ask in call.tops)
        parts = whole.parts if row.key == WHOLE else [one for one in within.parts if self._is_of(one, row)]
        most = ranked([one for one in parts if one.dims[-1]], call.top_first, highest=True)
        line: list[Inline] = []
        for one in most:
            name = one.dims[-1]
            value = self._sources.cell(one.measured, call.top, whole, row.key, name, part=f"{row.key}／{name}", with_unit=True)
            line += [Words(text=f"{'、' if line else ''}{name}（"), value, Words(text="）")]
        return tuple(line) or (Words(text="—"),)

    def _is_of(self, part: Part, row: _Row) -> bool:
        return (part.dims[0] or "未填") == row.key

    def notes(self) -> list[str]:
        """What is left out, and sums that are not what a reader would expect."""
        left = len(self._all) - len(self._rows)
        said = [self._call.note, f"另有 {left} 类没有列出" if left else ""]
        if not left:
            said += [self._sum_of_shares(one) for one in self._call.share]
            said += [self._sum_of_distinct(one, at) for at, one in enumerate(self._call.figures)]
        return [one for one in said if one]

    def _exacts(self, one: str) -> list[Decimal] | None:
        found = [exact(self._seen(one, row, self._now)) for row in self._rows]
        return None if None in found or not found else [value for value in found if value is not None]

    def _sum_of_shares(self, one: str) -> str:
        parts, whole = self._exacts(one), exact(self._finder.answer(Ask(one, self._call.period)).measured)
        if not parts or not whole:
            return ""
        if sum(parts) > whole:
            return "一条记录可以算进几项，占比相加超过 100%"
        printed = sum((rounded(part * _HUNDRED / whole, SHARE_DECIMALS) for part in parts), Decimal(0))
        if sum(parts) == whole and printed != _HUNDRED:
            return f"占比各自四舍五入，相加为 {plain(printed, SHARE_DECIMALS)}%"
        return ""

    def _sum_of_distinct(self, one: str, at: int) -> str:
        """A firm of two kinds stands in two rows and once in the whole."""
        measure = self._finder.indicator(one).measure
        parts = self._exacts(one)
        if not (measure and measure.operation == "distinct" and self._call.total and parts) or one in self._call.share:
            return ""
        whole = exact(self._finder.answer(Ask(one, self._call.period)).measured)
        called = self._call.heads[at] if self._call.heads else self._finder.indicator(one).name
        return f"{called}去重计数，各行相加不等于{self._call.total}" if whole is not None and sum(parts) != whole else ""


def headed(called: str, unit: str) -> str:
    """The head of a column with its unit, where the name does not end with it.

    >>> headed("企业数", "家"), headed("不合格批次", "批次")
    ('企业数（家）', '不合格批次')
    """
    return called if not unit or called.endswith(("）", unit)) else f"{called}（{unit}）"


def by_years(periods: Sequence[str], indicators: Sequence[str], sources: Sources, finder: Finder) -> list[tuple[Line, ...]]:
    """One row for each period, the figures in it."""
    rows = []
    for period in periods:
        answers = [finder.answer(Ask(one, period)) for one in indicators]
        found = zip(indicators, answers, strict=True)
        cells: list[Line] = [(sources.cell(answer.measured, one, answer, one, period or "now"),) for one, answer in found]
        rows.append(((Words(text=answers[0].called),), *cells))
    return rows
