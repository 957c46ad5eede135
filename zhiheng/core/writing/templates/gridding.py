"""Tables of figures: by areas, by the values that a figure is kept apart by, by figures, and rows of a register."""

from collections.abc import Sequence
from typing import Literal

from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.papers import Grid, Line, Printed, Words
from zhiheng.core.writing.templates.asking import Answer, Ask, Rows
from zhiheng.core.writing.templates.blocks import columns_of
from zhiheng.core.writing.templates.calls import AreaTable, FigureTable, PartTable, RowTable, Table
from zhiheng.core.writing.templates.comparing import against_words
from zhiheng.core.writing.templates.finding import Finder
from zhiheng.core.writing.templates.sources import Sources

Align = Literal["left", "center", "right"]


def grid_of(call: Table, sources: Sources, finder: Finder) -> Grid:
    """A table of figures."""
    match call:
        case AreaTable():
            return _by_areas(call, sources, finder)
        case PartTable():
            return _by_parts(call, sources, finder)
        case FigureTable():
            return _by_figures(call, sources, finder)
    raise ValueError(f"no table: {call}")


def grid_of_rows(call: RowTable, rows: Rows) -> Grid:
    """Rows of a register; below stands how many more there are."""
    cells = [(_text(str(at)), *map(_text, row)) for at, row in enumerate(rows.rows, start=1)]
    more = f"另有 {rows.more} 条，没有列出" if rows.more else ""
    note = "；".join(said for said in (call.note, more, "" if rows.rows else "没有记录") if said)
    return _grid(call, ["序号", *rows.heads], cells, ["center"], "left", note)


def _by_areas(call: AreaTable, sources: Sources, finder: Finder) -> Grid:
    asked = [(one, finder.answer(Ask(one, call.period, split="areas"))) for one in call.indicators]
    names = {part.key: part.name for _, answer in asked for part in answer.parts}
    rows = [
        (_text(name), *((_part(sources, indicator, answer, code),) for indicator, answer in asked))
        for code, name in names.items()
    ]
    if call.total:
        rows.append((_text(call.total), *(_whole(sources, one, finder, call.period) for one in call.indicators)))
    heads = ["地区", *(_head(finder.indicator(one)) for one in call.indicators)]
    return _grid(call, heads, rows, ["left"], "right", call.note)


def _by_parts(call: PartTable, sources: Sources, finder: Finder) -> Grid:
    answer = finder.answer(call.asks[0])
    rows = [
        (_text(part.name), (sources.cell(part.measured, call.indicator, answer, part.key),)) for part in answer.parts
    ]
    heads = [call.head, _head(finder.indicator(call.indicator))]
    return _grid(call, heads, rows, ["left"], "right", call.note)


def _by_figures(call: FigureTable, sources: Sources, finder: Finder) -> Grid:
    rows = []
    for at, name in enumerate(call.indicators):
        indicator, answer = finder.indicator(name), finder.answer(Ask(name, call.period))
        row = [_text(indicator.name), _text(indicator.printing.unit), (sources.cell(answer.measured, name, answer, name, "now"),)]
        if call.moves:
            move = call.moves[at]
            before = finder.answer(move.before)
            row += [
                (sources.cell(before.measured, name, before, name, "before"),),
                (sources.moved(move, answer.measured, before.measured, answer.area, name, "moved"),),
            ]
        rows.append(tuple(row))
    heads = ["指标", "单位", "本期"]
    if call.moves:
        heads += [against_words(call.against, finder.answer(call.asks[0]).period), "增减"]
    return _grid(call, heads, rows, ["left", "center"], "right", call.note)


def _part(sources: Sources, indicator: str, answer: Answer, code: str) -> Printed:
    seen = next((part.measured for part in answer.parts if part.key == code), None)
    return sources.cell(seen, indicator, answer, indicator, code, area=code)


def _whole(sources: Sources, indicator: str, finder: Finder, period: str) -> Line:
    answer = finder.answer(Ask(indicator, period))
    return (sources.cell(answer.measured, indicator, answer, indicator, "whole"),)


def _head(indicator: Indicator) -> str:
    return f"{indicator.name}（{indicator.printing.unit}）" if indicator.printing.unit else indicator.name


def _text(said: str) -> Line:
    return (Words(text=said),)


def _grid(
    call: Table, heads: Sequence[str], rows: Sequence[tuple[Line, ...]], first: Sequence[Align], other: Align, note: str
) -> Grid:
    align = [*first, *([other] * (len(heads) - len(first)))]
    columns = columns_of(heads, rows, align)
    return Grid(title=call.title, columns=columns, rows=tuple(rows), note=note, landscape=call.landscape)
