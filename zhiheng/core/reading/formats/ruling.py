"""Ruled tables on a page, from the strokes drawn on it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from pdfplumber import table as finding

_NEAR = 3.0  # points within which strokes meet
_LONG = 6.0  # points; shorter strokes are dashes, not rules
MOST_STROKES = 6000
_MOST_RULES = 400

Stroke = tuple[float, float, float, float]  # left, top, right, bottom; points from the top left


class Ruled(Struct, frozen=True, kw_only=True):
    """The cells of one table: (row, column) of the first corner and the rectangle, in points.

    `widths` of the text in each column, where no rule says how wide it was set.
    """

    lefts: tuple[float, ...]
    cells: tuple[tuple[int, int, Stroke], ...]
    widths: tuple[float, ...] | None = None


def ruled_tables(strokes: Sequence[Stroke]) -> list[Ruled]:
    """Tables of at least two rows and two columns, from top to bottom.

    None for a page with more strokes than `MOST_STROKES`: that is a drawing.
    """
    strokes = [*strokes, *_sides(strokes)]
    edges = [edge for stroke in strokes if (edge := _edge(stroke)) is not None]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 3 or len(edges) - upright < 3 or len(edges) > MOST_STROKES:
        return []
    merged = finding.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = finding.edges_to_intersections(merged, _NEAR, _NEAR)
    tables = finding.cells_to_tables(finding.intersections_to_cells(crossings))
    found = [_ruled(cells) for cells in tables]
    return [table for table in found if len(table.lefts) > 1 and len({row for row, _, _ in table.cells}) > 1]


def _sides(strokes: Sequence[Stroke]) -> Iterator[Stroke]:
    """The outer edges that a table open at its sides leaves undrawn: where its level rules begin and end together."""
    level = sorted(stroke for stroke in strokes if stroke[2] - stroke[0] > 100 and stroke[3] - stroke[1] < 2.5)
    upright = [stroke for stroke in strokes if stroke[3] - stroke[1] > _LONG and stroke[2] - stroke[0] < 2.5]
    for side in (0, 2) if len(level) <= _MOST_RULES else ():
        for first in _levels([rule[side] for rule in level]):
            rules = [rule for rule in level if abs(rule[side] - first) < _NEAR]
            top, bottom = min(rule[1] for rule in rules), max(rule[3] for rule in rules)
            left, right = min(rule[0] for rule in rules), max(rule[2] for rule in rules)
            inside = [x for x, y, _, z in upright if left + _NEAR < x < right - _NEAR and y < bottom and top < z]
            drawn = any(abs(x - first) < 2 * _NEAR and y < bottom and top < z for x, y, _, z in upright)
            if len(rules) >= 3 and inside and not drawn:
                yield first, top, first, bottom


def _edge(stroke: Stroke) -> dict[str, object] | None:
    left, top, right, bottom = stroke
    if abs(right - left) < 2.5 and abs(bottom - top) > _LONG:
        orientation, right = "v", left
    elif abs(bottom - top) < 2.5 and abs(right - left) > _LONG:
        orientation, bottom = "h", top
    else:
        return None
    return {
        "object_type": "line", "orientation": orientation,
        "x0": min(left, right), "x1": max(left, right), "top": min(top, bottom), "bottom": max(top, bottom),
        "width": abs(right - left), "height": abs(bottom - top),
    }  # fmt: skip


def _ruled(cells: Sequence[Stroke]) -> Ruled:
    lefts, tops = _levels([cell[0] for cell in cells]), _levels([cell[1] for cell in cells])
    return Ruled(
        lefts=tuple(lefts),
        cells=tuple((_nearest(tops, cell[1]), _nearest(lefts, cell[0]), cell) for cell in cells),
    )


def _levels(values: list[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels


def _nearest(levels: list[float], value: float) -> int:
    return min(range(len(levels)), key=lambda place: abs(levels[place] - value))
