"""Which lines of a table without rules make one row: those that begin level, or those that are level in their middles."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

_COUNT = re.compile(r"[（(]?(\d{1,3})[）)]?[.．、]?")
_FULL = 1.6  # heights by which a line that goes on below may fall short of its column
_BODY = 0.36  # of a line's height above and below its middle
_WIDER = 1.5  # times wider than space between lines, and space parts rows
_NEXT = 2.4  # heights from one line of a cell to the next, at most

Column = Sequence[tuple[str, "Place"]]


class Place(Struct, frozen=True):
    """Where something stands, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def row_edges(columns: Sequence[Column]) -> list[float] | None:
    """The edges between rows, from the top of the first to the foot of the last; None where they cannot be told."""
    by_space = _by_space(columns)
    if by_space is not None:
        return _edges(by_space)
    counted = next((column for column in columns[:2] if _counts(column)), None)
    starts = [place.middle for _, place in counted] if counted else _common(columns)
    if len(starts) < 2:
        return None
    first = min(place.middle for column in columns for _, place in column)
    height = max(place.height for column in columns for _, place in column)
    head = [] if starts[0] - first < 0.4 * height else [first]
    return _top_level([*head, *starts], columns) or (_middle_level(starts, columns) if counted and not head else None)


def _by_space(columns: Sequence[Column]) -> list[list[Place]] | None:
    """Rows parted by more space than the lines of a cell, or each a line; None where space does not tell."""
    blocks = _blocks([place for column in columns for _, place in column])
    spaces = [_ink(below)[0] - _ink(above)[1] for above, below in pairwise(blocks)]
    if len(blocks) < 2:
        return None
    height = max(place.height for block in blocks for place in block)
    spaces = [max(space, 0.1 * height) for space in spaces]
    ordered = sorted(spaces)
    wider = [b for a, b in pairwise(ordered) if b >= _WIDER * a]
    for least in (*reversed(wider), 0.0):
        rows = [list(blocks[0])]
        for space, block in zip(spaces, blocks[1:], strict=True):
            if space >= least:
                rows.append(list(block))
            else:
                rows[-1] += block
        if _are_rows(rows, columns):
            return rows
    return None


def _are_rows(rows: Sequence[Sequence[Place]], columns: Sequence[Column]) -> bool:
    full = not any(_is_sparse(row, columns) for row in rows[2:])
    return full and all(_is_row(row, columns) for row in rows) and not _hangs(rows, columns)


def _is_sparse(row: Sequence[Place], columns: Sequence[Column]) -> bool:
    """Whether lines fill less than half of the columns and are no name of a group."""
    held = set(map(id, row))
    filled = [k for k, column in enumerate(columns) if any(id(place) in held for _, place in column)]
    grouped = filled == [] or (filled == [0] and not _COUNT.fullmatch(next(t for t, p in columns[0] if id(p) in held)))
    return 2 * len(filled) < len(columns) and not (grouped and len(row) == 1)


def _ink(block: Sequence[Place]) -> tuple[float, float]:
    """The upper and lower edge of lines, whatever marks reach beyond the body of a character."""
    return min(p.middle - _BODY * p.height for p in block), max(p.middle + _BODY * p.height for p in block)


def _blocks(places: Sequence[Place]) -> list[list[Place]]:
    """Lines that overlap in height, from top to bottom."""
    blocks: list[list[Place]] = []
    for place in sorted(places, key=lambda held: held.middle - _BODY * held.height):
        if blocks and place.middle - _BODY * place.height < _ink(blocks[-1])[1]:
            blocks[-1].append(place)
        else:
            blocks.append([place])
    return blocks


def _is_row(row: Sequence[Place], columns: Sequence[Column]) -> bool:
    """Whether lines can be one row: no two numbers, and below its first line fewer columns than half of those in it."""
    held = set(map(id, row))
    counted = sum(bool(_COUNT.fullmatch(text)) for text, place in columns[0] if id(place) in held)
    lines = [sum(id(place) in held for _, place in column) for column in columns]
    filled = sum(count > 0 for count in lines)
    one_line = max(lines) <= 1 or 2 * sum(count > 1 for count in lines) <= len(columns)
    return counted <= 1 and (filled > 0 or len(row) == 1) and one_line


def _hangs(rows: Sequence[Sequence[Place]], columns: Sequence[Column]) -> bool:
    """Whether cells are set about a middle while some of the first column cover several rows: then whose they are is not told."""
    first = {id(place) for _, place in columns[0]}
    open_rows = sum(not any(id(place) in first for place in row) for row in rows)
    centred = 0
    for row in rows:
        blocks = _blocks(row)
        top = min(place.middle for place in row)
        centred += len(blocks) > 1 and any(id(place) in first and place.middle > top + 0.4 * place.height for place in row)
    return bool(open_rows and centred)


def _counts(column: Column) -> bool:
    """Whether a column numbers the rows, with or without a head over the numbers."""
    numbers = [int(found[1]) if (found := _COUNT.fullmatch(text)) else None for text, _ in column]
    return len(numbers) > 1 and None not in numbers and all((b or 0) - (a or 0) == 1 for a, b in pairwise(numbers))


def _common(columns: Sequence[Column]) -> list[float]:
    """Heights at which more than half of the columns have a line."""
    lines = sorted((place.middle, place.height, k) for k, column in enumerate(columns) for _, place in column)
    levels: list[tuple[float, set[int]]] = []
    for middle, height, k in lines:
        if levels and middle - levels[-1][0] < 0.4 * height:
            levels[-1][1].add(k)
        else:
            levels.append((middle, {k}))
    return [middle for middle, held in levels if 2 * len(held) > len(columns)]


def _top_level(starts: Sequence[float], columns: Sequence[Column]) -> list[float] | None:
    """Rows that begin at `starts`: what stands lower goes on with a full line right above it."""
    rows: list[list[Place]] = [[] for _ in starts]
    for column in columns:
        right = max((place.right for _, place in column), default=0.0)
        before: Place | None = None
        for _, place in column:
            row = max((k for k, start in enumerate(starts) if start < place.middle + 0.4 * place.height), default=-1)
            begins = row >= 0 and abs(starts[row] - place.middle) < 0.4 * place.height
            if row < 0 or not (begins or (before is not None and _goes_on(before, place, right) and before in rows[row])):
                return None
            rows[row].append(place)
            before = place
    return _edges(rows)


def _goes_on(before: Place, place: Place, right: float) -> bool:
    near = place.middle - before.middle < _NEXT * place.height
    return near and before.right > right - _FULL * place.height


def _middle_level(centres: Sequence[float], columns: Sequence[Column]) -> list[float] | None:
    """Rows whose cells are set about one middle."""
    rows: list[list[Place]] = [[] for _ in centres]
    for column in columns:
        for row, places in _grouped([place for _, place in column], centres):
            if row < 0:
                return None
            rows[row] += places
    return _edges(rows)


def _grouped(places: Sequence[Place], centres: Sequence[float]) -> Iterator[tuple[int, list[Place]]]:
    """Lines of a column in groups about the middles of rows; (-1, []) where they fit none."""
    at = row = 0
    while at < len(places):
        while row < len(centres) and centres[row] < places[at].middle - 0.4 * places[at].height:
            row += 1
        if row == len(centres):
            yield -1, []
            return
        wanted = 2 * centres[row] - places[at].middle
        end = next((k for k in range(at, len(places)) if abs(places[k].middle - wanted) < 0.6 * places[k].height), -1)
        if end < 0 or any(b.middle - a.middle > _NEXT * a.height for a, b in pairwise(places[at : end + 1])):
            yield -1, []
            return
        yield row, list(places[at : end + 1])
        at, row = end + 1, row + 1


def _edges(rows: Sequence[Sequence[Place]]) -> list[float] | None:
    """Between the foot of each row and the top of the next; None where two rows overlap."""
    if not all(rows):
        return None
    tops, feet = [min(p.top for p in row) for row in rows], [max(p.bottom for p in row) for row in rows]
    height = max(place.height for row in rows for place in row)
    if any(foot - top > 0.5 * height for foot, top in zip(feet, tops[1:], strict=False)):
        return None
    return [tops[0] - 1, *((foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)), feet[-1] + 1]
