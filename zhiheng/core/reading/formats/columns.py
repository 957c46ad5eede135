"""Text set in columns: which lines of a page stand in which, and the order in which they are read.

Columns are taken for such only where each holds running text: full lines, with marks in them, side by side.
Lists of names, tables and lines for signatures leave gaps, too, and are read row by row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from msgspec import Struct

from zhiheng.core.reading.formats.drafting import Box
from zhiheng.core.reading.formats.page import Grid, Line, ems
from zhiheng.core.reading.formats.rows import Row, character, rows_of

_MARKS = re.compile(r"[，。；：、]")
_LEAST = 4  # lines of each column
_EQUAL = 1.5  # times as wide as the narrowest, the widest column at most
_NARROWEST = 7.0  # characters
_JITTER = 0.5  # characters by which edges of one column may differ
_GUTTER = 0.3  # characters left free at least before a column's edge
_BEGUN = 0.7  # of a column's lines that begin at its edge or indented, at least
_FULL = 0.4  # of a column's lines that reach its right edge, at least
_RAGGED = 2.2  # characters by which a full line may fall short of it
_MARKED = 40  # characters in which running text has a mark at least once
_INDENT = 3.2  # characters by which a paragraph may begin farther in
_MOST_LINES = 1500  # more on a page, and it is a drawing


class Region(Struct, frozen=True, kw_only=True):
    """Rows read from top to bottom before the next region is; `column` from 1, 0 for what stands over all of them."""

    rows: tuple[Row, ...]
    grids: tuple[Grid, ...] = ()
    column: int = 0


class _Span(Struct, frozen=True):
    """Lines set in columns from `top` to `bottom`; `edges` are the left edges of the second column and those after it."""

    top: float
    bottom: float
    edges: tuple[float, ...]


def parted(pages: Iterable[tuple[int, Sequence[Row], Sequence[Grid]]]) -> Iterator[list[Region]]:
    """Each page's regions in reading order; a page's few last lines are set as the page before was."""
    edges: tuple[float, ...] = ()
    for number, rows, grids in pages:
        found = regions(number, rows, grids, edges)
        yield found
        firsts = {region.column: min(row.left for row in region.rows) for region in found if region.column and region.rows}
        edges = tuple(left for column, left in sorted(firsts.items()) if column > 1)


def regions(
    number: int, rows: Sequence[Row], grids: Sequence[Grid], known: tuple[float, ...] = ()
) -> list[Region]:
    """The regions of the page `number` in the order in which they are read; one where nothing is set in columns.

    `known` are the edges of the columns on the page before, by which fewer lines are enough.
    """
    lines = [piece for row in rows for piece in row.pieces]
    span = _span(lines, [grid.box for grid in grids], known) if 2 <= len(lines) <= _MOST_LINES else None
    if span is None:
        return [Region(rows=tuple(rows), grids=tuple(grids))]
    above = [line for line in lines if _middle(line.box) < span.top]
    below = [line for line in lines if _middle(line.box) > span.bottom]
    within = [line for line in lines if span.top <= _middle(line.box) <= span.bottom]
    held = {
        name: [grid for grid in grids if _where(grid.box, span) == name] for name in ("above", "within", "below")
    }
    return [
        *_apart(number, above, held["above"]),
        *_columns(number, within, held["within"], span.edges),
        *_apart(number, below, held["below"]),
    ]


def is_columned(lines: Sequence[Line]) -> bool:
    """Whether some of these lines are running text set in columns."""
    return 2 <= len(lines) <= _MOST_LINES and _span(lines, (), ()) is not None


def _apart(number: int, lines: Sequence[Line], grids: Sequence[Grid]) -> list[Region]:
    return regions(number, rows_of(number, lines), grids) if lines or grids else []


def _where(box: Box, span: _Span) -> str:
    return "above" if _middle(box) < span.top else "below" if _middle(box) > span.bottom else "within"


def _columns(
    number: int, lines: Sequence[Line], grids: Sequence[Grid], edges: Sequence[float]
) -> Iterator[Region]:
    for column in range(len(edges) + 1):
        own = rows_of(number, [line for line in lines if _column(line.box, edges) == column])
        yield Region(
            rows=tuple(Row(page=row.page, pieces=row.pieces, column=column + 1) for row in own),
            grids=tuple(grid for grid in grids if _column(grid.box, edges) == column),
            column=column + 1,
        )


def _column(box: Box, edges: Sequence[float]) -> int:
    middle = (box[0] + box[2]) / 2
    return sum(edge <= middle for edge in edges)


def _span(lines: Sequence[Line], blocks: Sequence[Box], known: tuple[float, ...]) -> _Span | None:
    """The largest stretch of the page that is set in columns."""
    long = [line for line in lines if ems(line.text) >= 4]
    if not long:
        return None
    wide = median(character(line) for line in long)
    edges = _edges(lines, wide)
    best: list[Line] = []
    found: _Span | None = None
    for edge in edges:
        for stretch in _uncrossed(lines, blocks, edge, wide):
            if len(stretch) > len(best) and (span := _judged(stretch, edges, wide)):
                best, found = stretch, span
    return found or (_short_span(lines, blocks, known, wide) if known else None)


def _short_span(
    lines: Sequence[Line], blocks: Sequence[Box], known: tuple[float, ...], wide: float
) -> _Span | None:
    """The few lines with which text in columns ends on a new page: they begin where its columns do."""
    for stretch in _uncrossed(lines, blocks, known[0], wide):
        if any(_crosses(line.box, edge, wide) for line in stretch for edge in known):
            continue
        columns = [[line for line in stretch if _column(line.box, known) == k] for k in range(len(known) + 1)]
        begun = [column for column in columns if column]
        tops = [min(line.box[1] for line in column) for column in begun]
        level = max(tops, default=0) - min(tops, default=0) < stretch[0].height if stretch else False
        first = [abs(column[0].box[0] - edge) < _INDENT * wide for column, edge in zip(columns[1:], known, strict=True) if column]
        if len(begun) > 1 and level and all(first) and _MARKS.search("".join(line.text for line in stretch)):
            return _Span(min(line.box[1] for line in stretch), max(line.box[3] for line in stretch), known)
    return None


def _edges(lines: Sequence[Line], wide: float) -> list[float]:
    """Left edges that lines share, but those near the page's own."""
    lefts = sorted(line.box[0] for line in lines)
    edges: list[float] = []
    for left in lefts:
        if left < lefts[0] + _NARROWEST * wide or (edges and left < edges[-1] + wide):
            continue
        if sum(left <= other <= left + _JITTER * wide for other in lefts) >= _LEAST - 1:
            edges.append(left)
    return edges


def _uncrossed(lines: Sequence[Line], blocks: Sequence[Box], edge: float, wide: float) -> Iterator[list[Line]]:
    """Stretches of lines between those that run across the gap before `edge`."""
    crossing = [box for box in (*(line.box for line in lines), *blocks) if _crosses(box, edge, wide)]
    bounds = [0.0, *sorted(_middle(box) for box in crossing), 1.0]
    rest = sorted((line for line in lines if not _crosses(line.box, edge, wide)), key=lambda line: _middle(line.box))
    stretch: list[Line] = []
    at = 1
    for line in rest:
        while at < len(bounds) - 1 and _middle(line.box) > bounds[at]:
            yield stretch
            stretch, at = [], at + 1
        stretch.append(line)
    yield stretch


def _crosses(box: Box, edge: float, wide: float) -> bool:
    return box[0] < edge - _GUTTER * wide < box[2]


def _judged(stretch: Sequence[Line], edges: Sequence[float], wide: float) -> _Span | None:
    """The columns of a stretch that no line crosses, if each of them is running text beside the others."""
    held = tuple(
        edge
        for edge in edges
        if not any(_crosses(line.box, edge, wide) for line in stretch)
        and sum(abs(line.box[0] - edge) < _JITTER * wide for line in stretch) >= _LEAST - 1
    )
    columns = [[line for line in stretch if _column(line.box, held) == k] for k in range(len(held) + 1)]
    if len(columns) < 2 or not all(len(column) >= _LEAST for column in columns):
        return None
    tops = sorted(min(line.box[1] for line in column) for column in columns)
    top, height = tops[1], median(line.height for line in stretch)
    columns = [[line for line in column if line.box[1] > top - height] for column in columns]
    lowest = min(max(line.box[3] for line in column) if column else 0.0 for column in columns)
    if lowest - tops[-1] < _LEAST * height or not all(_is_running(column, wide) for column in columns):
        return None
    widths = [max(line.box[2] for line in column) - min(line.box[0] for line in column) for column in columns]
    if max(widths) > _EQUAL * min(widths):
        return None
    kept = [line for column in columns for line in column]
    return _Span(min(line.box[1] for line in kept), max(line.box[3] for line in kept), held)


def _is_running(column: Sequence[Line], wide: float) -> bool:
    """Whether lines are paragraphs set to one width."""
    left, right = min(line.box[0] for line in column), max(line.box[2] for line in column)
    begun = sum(line.box[0] < left + _INDENT * wide for line in column)
    full = sum(line.box[2] > right - _RAGGED * wide for line in column)
    text = "".join(line.text for line in column)
    return (
        right - left > _NARROWEST * wide
        and begun >= _BEGUN * len(column)
        and full >= max(_FULL * len(column), 2)
        and len(_MARKS.findall(text)) * _MARKED >= len(text)
    )


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
