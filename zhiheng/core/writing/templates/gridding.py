"""Tables of figures: by areas, by the values that a figure is kept apart by, by figures, and rows of a register."""

from collections.abc import Sequence
from typing import Literal

from zhiheng.core.values.papers import Grid, Line, Words
from zhiheng.core.writing.templates.asking import Ask, Rows
from zhiheng.core.writing.templates.blocks import columns_of
from zhiheng.core.writing.templates.breakdowns import broken_down, by_years, headed
from zhiheng.core.writing.templates.calls import Change
from zhiheng.core.writing.templates.comparing import against_words
from zhiheng.core.writing.templates.finding import Finder
from zhiheng.core.writing.templates.sources import Sources
from zhiheng.core.writing.templates.tables import Broken, FigureTable, PartTable, RowTable, Table, YearTable

Align = Literal["left", "center", "right"]


def grid_of(call: Table, sources: Sources, finder: Finder) -> Grid:
    """A table of figures."""
    match call:
        case Broken():
            return _broken_down(call, sources, finder)
        case YearTable():
            return _by_years(call, sources, finder)
        case FigureTable():
            return _by_figures(call, sources, finder)
    raise ValueError(f"no table: {call}")


def grid_of_rows(call: RowTable, rows: Rows) -> Grid:
    """Rows of a register; below stands how many more there are."""
    cells = [(_text(str(at)), *map(_text, row)) for at, row in enumerate(rows.rows, start=1)]
    more = f"另有 {rows.more} 条，没有列出" if rows.more else ""
    note = "；".join(said for said in (call.note, more, "" if rows.rows else "没有记录") if said)
    return framed(call, ["序号", *rows.heads], cells, ["center"], "left", note)


def _broken_down(call: Broken, sources: Sources, finder: Finder) -> Grid:
    found = broken_down(call, sources, finder)
    align: list[Align] = ["left"]
    align += ["right"] * (len(found.heads) - 1)
    if isinstance(call, PartTable) and call.top:
        align[-1] = "left"
    return framed(call, found.heads, found.rows, align, "right", "；".join(found.notes))


def _by_years(call: YearTable, sources: Sources, finder: Finder) -> Grid:
    rows = by_years(call.periods, call.indicators, sources, finder)
    named = call.heads or tuple(finder.indicator(one).name for one in call.indicators)
    units = (finder.indicator(one).printing.unit for one in call.indicators)
    heads = ["期间", *map(headed, named, units)]
    return framed(call, heads, rows, ["left"], "right", call.note)


def _by_figures(call: FigureTable, sources: Sources, finder: Finder) -> Grid:
    rows = []
    for name in call.indicators:
        indicator, answer = finder.indicator(name), finder.answer(Ask(name, call.period))
        row = [_text(indicator.name), _text(indicator.printing.unit), (sources.cell(answer.measured, name, answer, name, "now"),)]
        if call.against:
            move = Change(indicator=name, period=call.period, against=call.against, lead="")
            before = finder.answer(move.before)
            row += [
                (sources.cell(before.measured, name, before, name, "before"),),
                (sources.moved(move, answer.measured, before.measured, answer.area, name, "moved"),),
            ]
        rows.append(tuple(row))
    heads = ["指标", "单位", "本期"]
    if call.against:
        heads += [against_words(call.against, finder.answer(call.asks[0]).period), "增减"]
    return framed(call, heads, rows, ["left", "center"], "right", call.note)


def _text(said: str) -> Line:
    return (Words(text=said),)


def framed(
    call: Table, heads: Sequence[str], rows: Sequence[tuple[Line, ...]], first: Sequence[Align], other: Align, note: str
) -> Grid:
    """The table with its columns as wide as they need; `other` aligns the columns after `first`."""
    align = [*first, *([other] * (len(heads) - len(first)))]
    columns = columns_of(heads, rows, align)
    return Grid(title=call.title, columns=columns, rows=tuple(rows), note=note, landscape=call.landscape)
