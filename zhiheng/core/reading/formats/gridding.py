"""Characters into the cells of ruled tables: what stands in a cell, and what stands in none."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zhiheng.core.reading.formats.columns import is_columned
from zhiheng.core.reading.formats.drafting import Box, clean
from zhiheng.core.reading.formats.glyphs import Glyph, apart, bounds, text_of
from zhiheng.core.reading.formats.page import Grid, GridCell, Line, ems, first_width
from zhiheng.core.reading.formats.ruling import Ruled, Stroke, ruled_tables
from zhiheng.core.reading.formats.unruled import opened

_NEAR = 3.0  # points within which two edges are one
_UNIT_ENDS = (*"局厅委办部院会室处所队社站", "政府", "公司", "中心")
_UNIT_BEGINS = tuple("省市县区州镇乡各")
UNSURE = "第{number}页有像表格而没有框线的内容，行列不能确定，按行读出，请对照原件核对。"


def tabled(
    strokes: Sequence[Stroke], runs: Sequence[Sequence[Glyph]], share: Callable[[Box], Box]
) -> tuple[list[Grid], list[list[Glyph]], int]:
    """The tables of a page with their text, ruled ones and others, what stands outside them, and unsure places."""
    grids, rest = gridded(ruled_tables(strokes), runs, share)
    found = opened(rest, strokes, is_columned(list(_placed(rest, share))))
    more, rest = gridded(found.tables, rest, share)
    return sorted([*grids, *more], key=lambda grid: grid.box[1]), rest, found.unsure


def _placed(runs: Sequence[Sequence[Glyph]], share: Callable[[Box], Box]) -> Iterator[Line]:
    for run in runs:
        for part in apart(run):
            solid = [glyph for glyph in part if not glyph.char.isspace()]
            if solid:
                yield Line(text=text_of(part), box=share(bounds(solid)))


def gridded(
    tables: Sequence[Ruled], runs: Sequence[Sequence[Glyph]], share: Callable[[Box], Box]
) -> tuple[list[Grid], list[list[Glyph]]]:
    """Tables with their text, and the characters outside them. `share` turns points into shares of the page.

    A table with fewer than two filled cells is a frame or an ornament: its characters are given back.
    """
    places = [(table, cell) for table in tables for cell in table.cells]
    held: dict[int, list[list[Glyph]]] = {}
    rest: list[list[Glyph]] = []
    for run in runs:
        for place, part in _parted(run, places).items():
            (rest if place < 0 else held.setdefault(place, [])).append(part)
    grids = []
    for table in tables:
        own = {place: cell for place, (owner, cell) in enumerate(places) if owner is table}
        if sum(place in held for place in own) < 2:
            rest += [part for place in own for part in held.get(place, [])]
            continue
        grids.append(_grid(table, own, held, share))
    return grids, rest


def _parted(run: Sequence[Glyph], places: Sequence[tuple[Ruled, Any]]) -> dict[int, list[Glyph]]:
    """A run's characters by the place of their cell, -1 outside; spaces go with the character before."""
    parts: dict[int, list[Glyph]] = {}
    last = -1
    for glyph in run:
        if not glyph.char.isspace():
            last = _cell_at(places, *glyph.middle)
        parts.setdefault(last, []).append(glyph)
    return {place: part for place, part in parts.items() if any(not glyph.char.isspace() for glyph in part)}


def _cell_at(places: Sequence[tuple[Ruled, Any]], x: float, y: float) -> int:
    for place, (_, (_, _, (left, top, right, bottom))) in enumerate(places):
        if left <= x <= right and top <= y <= bottom:
            return place
    return -1


def _grid(table: Ruled, own: dict[int, Any], held: dict[int, list[list[Glyph]]], share: Callable[[Box], Box]) -> Grid:
    rects = [rect for _, _, rect in own.values()]
    tops = sorted({row: rect[1] for row, _, rect in own.values()}.values())
    outline = (
        min(rect[0] for rect in rects), min(rect[1] for rect in rects),
        max(rect[2] for rect in rects), max(rect[3] for rect in rects),
    )  # fmt: skip
    return Grid(
        box=share(outline),
        lefts=tuple(share((left, 0.0, left, 0.0))[0] for left in table.lefts),
        cells=tuple(
            GridCell(
                text=cell_text(held.get(place, []), across=_width(table, column, rect)), row=row, column=column, box=share(rect),
                down=_covered(tops, rect[1], rect[3]), across=_covered(table.lefts, rect[0], rect[2]),
            )
            for place, (row, column, rect) in own.items()
        ),
    )


def _width(table: Ruled, column: int, rect: Box) -> float:
    across = rect[2] - rect[0]
    return min(across, table.widths[column]) if table.widths and across < 2 * table.widths[column] else across


def _covered(edges: Sequence[float], first: float, last: float) -> int:
    """How many rows or columns that begin at `edges` a cell from `first` to `last` covers."""
    return max(1, sum(first - _NEAR < edge < last - _NEAR for edge in edges))


def cell_text(lines: Sequence[Sequence[Glyph]], across: float) -> str:
    """The text of a cell. A line that left room for what follows ended there on purpose."""
    text, room = "", 0.0
    for run in _in_order(lines):
        said = clean(text_of(run)).strip()
        left, _, right, _ = bounds([glyph for glyph in run if not glyph.char.isspace()])
        character = (right - left) / max(ems(said), 1.0)
        apart = room > character * (first_width(said) + 0.8) or _lists_units(text, said)
        text += ("\n" if text and apart else "") + said
        room = across - (right - left)
    return text


def _lists_units(before: str, after: str) -> bool:
    """Whether one unit's name ends and another's begins: units in a cell often stand a line each."""
    return before.endswith(_UNIT_ENDS) and after.startswith(_UNIT_BEGINS)


def _in_order(lines: Sequence[Sequence[Glyph]]) -> list[list[Glyph]]:
    """Lines from top to bottom; pieces of one line put together from left to right."""
    rows: list[list[Glyph]] = []
    for run in sorted(lines, key=lambda held: (held[0].middle[1], held[0].left)):
        level = rows and abs(rows[-1][0].middle[1] - run[0].middle[1]) < 0.5 * (run[0].bottom - run[0].top)
        if level:
            rows[-1].extend(run)
        else:
            rows.append(list(run))
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]
