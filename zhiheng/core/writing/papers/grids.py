"""A table on paper: columns as wide as they need, in smaller type where that helps, turned or parted where a page is narrow."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from zhiheng.core.values.papers import Block, Grid, Inline, Line, Words, text_of
from zhiheng.core.writing.layout import lines_needed, printable, text_width
from zhiheng.core.writing.papers.measures import AREA, POINT

PADDING = 8.0  # points left and right in a cell, together
LEADING = 1.4  # height of a line of a table, of its type
_SIZES, _TURNED_SIZES = (12.0, 10.5, 9.0), (12.0, 10.5, 9.0, 7.5)  # points: 小四, 五号, 小五, 六号
_SQUEEZED = 0.6  # how much of the width that was wished a column may lose before smaller type is tried
_TOKENS = re.compile(r"[0-9A-Za-z.,%@:/_+\-]+|.", re.DOTALL)  # what no line end parts
_WHOLE = AREA[1] / POINT / 2  # points up to which a table is kept on one page
_FLOWING = 18  # lines of a cell from which its row may be parted by the end of a page


class Cells(NamedTuple):
    """One row: its lines of inlines, and whether it may go on over a page's end."""

    lines: tuple[Line, ...]
    flows: bool


class Set(NamedTuple):
    """A table, or a part of one that is too wide, as it is set.

    Unit: `widths` and `size` in points.
    """

    title: str
    heads: tuple[str, ...]
    aligns: tuple[Literal["left", "center", "right"], ...]
    widths: tuple[float, ...]
    size: float
    rows: tuple[Cells, ...]
    note: str
    landscape: bool
    whole: bool  # small enough to be kept on one page


def parts_of(grid: Grid) -> tuple[Set, ...]:
    """The table in one part, or, where even a turned page is too narrow, in several that repeat the first column."""
    if not grid.columns:
        return ()
    wished, least = _wishes(grid)
    columns = range(len(grid.columns))
    for size in () if grid.landscape else _SIZES:
        if widths := _fitted(wished, least, size, AREA[0] / POINT):
            return (_set(grid, columns, widths, size, landscape=False),)
    for size in _TURNED_SIZES:
        if widths := _fitted(wished, least, size, AREA[1] / POINT):
            return (_set(grid, columns, widths, size, landscape=True),)
    return _parted(grid, wished, least)


def begins_turned(blocks: Sequence[Block]) -> bool:
    """Whether what begins an attachment is a table on a turned page: its label and title stand there too."""
    return bool(blocks) and isinstance(blocks[0], Grid) and any(part.landscape for part in parts_of(blocks[0])[:1])


def _wishes(grid: Grid) -> tuple[list[int], list[int]]:
    """Half-width columns that each column would like, and those below which a number or its head would be torn."""
    wished, least = [], []
    for place, column in enumerate(grid.columns):
        texts = [text_of(row[place]) for row in grid.rows if place < len(row)]
        whole = max((text_width(token) for text in [*texts, column.name] for token in _TOKENS.findall(text)), default=2)
        least.append(max(min(whole, 60), 2))
        wished.append(max(column.width, least[-1]))
    return wished, least


def _fitted(wished: Sequence[int], least: Sequence[int], size: float, room: float) -> tuple[float, ...] | None:
    """Points of each column at a size of type; None where the room is too small for it."""
    unit, padding = size / 2, PADDING + 1
    wide = [width * unit + padding for width in wished]
    narrow = [max(low * unit, width * unit * _SQUEEZED) + padding for low, width in zip(least, wished, strict=True)]
    if sum(narrow) > room:
        return None
    if sum(wide) <= room:
        return tuple(width * room / sum(wide) for width in wide)
    share = (room - sum(narrow)) / (sum(wide) - sum(narrow))
    return tuple(low + (width - low) * share for low, width in zip(narrow, wide, strict=True))


def _parted(grid: Grid, wished: Sequence[int], least: Sequence[int]) -> tuple[Set, ...]:
    """As many columns a part as a turned page holds at 小五, the first column in every part."""
    room, size = AREA[1] / POINT, 9.0
    groups: list[list[int]] = [[0]]
    for place in range(1, len(grid.columns)):
        tried = [*groups[-1], place]
        if len(groups[-1]) > 1 and not _fitted([wished[n] for n in tried], [least[n] for n in tried], size, room):
            groups.append([0, place])
        else:
            groups[-1] = tried
    parts = []
    for place, group in enumerate(groups):
        widths = _fitted([wished[n] for n in group], [least[n] for n in group], size, room)
        widths = widths or tuple(room / len(group) for _ in group)
        part = _set(grid, group, widths, size, landscape=True)
        title = f"{part.title}（续{place}）" if place else part.title
        note = part.note if place == len(groups) - 1 else ""
        parts.append(part._replace(title=title, note=note, rows=_unmarked(part.rows) if place else part.rows))
    return tuple(parts)


def _unmarked(rows: tuple[Cells, ...]) -> tuple[Cells, ...]:
    """The rows of a later part: the figures of the repeated column keep their marks in the first part alone."""
    return tuple(row._replace(lines=(tuple(map(_words, row.lines[0])), *row.lines[1:])) for row in rows)


def _words(inline: Inline) -> Words:
    return Words(text=inline.text, strong=inline.strong)


def _set(grid: Grid, columns: Sequence[int], widths: tuple[float, ...], size: float, *, landscape: bool) -> Set:
    chosen = [grid.columns[place] for place in columns]
    fits = [max(int((width - PADDING) / (size / 2)), 2) for width in widths]
    rows, height = [], 3 * size * LEADING
    for row in grid.rows:
        lines = tuple(row[place] if place < len(row) else () for place in columns)
        tall = max(lines_needed(text_of(line), fit) for line, fit in zip(lines, fits, strict=True))
        rows.append(Cells(lines, tall > _FLOWING))
        height += tall * size * LEADING + PADDING
    return Set(
        title=printable(grid.title),
        heads=tuple(printable(column.name) for column in chosen),
        aligns=tuple(column.align for column in chosen),
        widths=widths,
        size=size,
        rows=tuple(rows),
        note=printable(grid.note),
        landscape=landscape,
        whole=height < _WHOLE,
    )
