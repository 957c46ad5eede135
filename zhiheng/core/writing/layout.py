"""How much room text takes on paper: Chinese characters count two, breaks as an office program makes them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from zhiheng.core.values.tables import Column, Table

_TOKENS = re.compile(r"[0-9A-Za-z.,%@:/_+\-]+|\s+|.", re.DOTALL)
_STAYS_WITH_LAST = "、。，；：！？）】》〉”’％%…—"
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
    r"\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"  # unseen, or turning what follows: 12 would read 21
)


class Run(NamedTuple):
    """Cells of one column joined downwards; column and rows from 0, the last row included."""

    column: int
    first: int
    last: int


class Paged(NamedTuple):
    """A table laid out: points of each row, rows that begin a page (but the first), cells joined downwards."""

    heights: list[float]
    starts: list[int]
    runs: list[Run]


def printable(text: str) -> str:
    """The text without characters that no office file may hold or nobody sees; line ends as \\n."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_width(text: str) -> int:
    """Half-width columns that a line of text takes.

    >>> text_width("合格率98%")
    9
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_needed(text: str, width: int) -> int:
    """Lines that `text` fills when wrapped at `width` half-width columns; at least 1.

    >>> lines_needed("省市场监管局、省农业农村厅", 12)
    3
    """
    return sum(_wrapped(paragraph, width) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, width: int) -> int:
    lines, used, last = 1, 0, 0
    for token in _TOKENS.findall(paragraph):
        taken = text_width(token)
        if token in _STAYS_WITH_LAST and used + taken > width:
            lines, used = lines + 1, last + taken  # the character before goes down with it
        elif taken > width:  # a long word is broken where it must be
            over = used + taken
            lines, used = lines + (over - 1) // width, (over - 1) % width + 1
        elif used + taken > width:
            lines, used = lines + 1, taken
        else:
            used += taken
        last = taken
    return lines


def merged_runs(rows: Sequence[dict[str, str]], columns: Sequence[Column]) -> list[Run]:
    """Cells to join downwards in each merging column; a lone row is a run.

    A column joins equal neighbours only inside what the merging columns left of it join; empty cells never join.
    """
    runs = []
    merging = [i for i, column in enumerate(columns) if column.merge]
    for depth, index in enumerate(merging):
        keys = [columns[i].key for i in merging[: depth + 1]]
        first = 0
        for row in range(1, len(rows) + 1):
            may_join = row < len(rows) and rows[first].get(keys[-1], "")
            if may_join and all(rows[row].get(key, "") == rows[first].get(key, "") for key in keys):
                continue
            if rows:
                runs.append(Run(index, first, row - 1))
            first = row
    return runs


def paged(table: Table, height: Callable[[str, int], float], first_page: float, next_pages: float) -> Paged:
    """The table on pages that hold so many points of rows; `height` says what a text needs at a width.

    Cells are joined within a page only, so that every page shows its category; a joined cell has room for its
    text. A page holds one row at least.
    """
    heights: list[float] = []
    starts: list[int] = []
    runs: list[Run] = []
    while len(heights) < len(table.rows):
        start = len(heights)
        tall, joined = _page(table, start, height, next_pages if start else first_page)
        heights += tall
        runs += [Run(run.column, run.first + start, run.last + start) for run in joined]
        starts += [start] if start else []
    return Paged(heights, starts, runs)


def _page(
    table: Table, start: int, height: Callable[[str, int], float], room: float
) -> tuple[list[float], list[Run]]:
    """Heights and runs of the rows from `start` that fit into `room` points."""
    fitting: tuple[list[float], list[Run]] = ([], [])
    for after in range(start + 1, len(table.rows) + 1):
        rows = table.rows[start:after]
        runs = merged_runs(rows, table.columns)
        heights = _heights(rows, table.columns, height, runs)
        if sum(heights) > room and len(rows) > 1:
            break
        fitting = heights, runs
    return fitting


def _heights(
    rows: Sequence[dict[str, str]],
    columns: Sequence[Column],
    height: Callable[[str, int], float],
    runs: Sequence[Run],
) -> list[float]:
    """What each row needs; the last row of a joined cell is made taller where the cell's text needs it."""
    single = [column for column in columns if not column.merge]
    tall = [max((height(row.get(one.key, ""), one.width) for one in single), default=0.0) for row in rows]
    for run in runs:
        column = columns[run.column]
        needed = height(rows[run.first].get(column.key, ""), column.width)
        tall[run.last] += max(needed - sum(tall[run.first : run.last + 1]), 0)
    return tall
