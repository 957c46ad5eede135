"""How much room text takes on paper: Chinese characters count two, breaks as an office program makes them."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from zhiheng.core.values.tables import Column

_TOKENS = re.compile(r"[0-9A-Za-z.,%@:/_+\-]+|\s+|.", re.DOTALL)
_STAYS_WITH_LAST = "、。，；：！？）】》〉”’％%…—"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without characters that no office file may hold; line ends as \\n."""
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


def merged_runs(
    rows: Sequence[dict[str, str]], columns: Sequence[Column], page_starts: Collection[int] = ()
) -> list[tuple[int, int, int]]:
    """Cells to join downwards in each merging column: column, first row, last row, from 0.

    A column joins equal neighbours only inside what the merging columns left of it join; empty cells never
    join, and none across a page, so that every page shows its category. A lone row is a run.
    """
    runs = []
    merging = [i for i, column in enumerate(columns) if column.merge]
    for depth, index in enumerate(merging):
        keys = [columns[i].key for i in merging[: depth + 1]]
        first = 0
        for row in range(1, len(rows) + 1):
            may_join = row < len(rows) and row not in page_starts and rows[first].get(keys[-1], "")
            if may_join and all(rows[row].get(key, "") == rows[first].get(key, "") for key in keys):
                continue
            if rows:
                runs.append((index, first, row - 1))
            first = row
    return runs


def page_starts(heights: Sequence[float], first_page: float, next_pages: float) -> list[int]:
    """Indices of the rows that begin a page, the first page's left out; pages hold so many points of rows.

    >>> page_starts([40, 40, 40], first_page=80, next_pages=100)
    [2]
    """
    starts, left = [], first_page
    for index, height in enumerate(heights):
        if height > left and index:
            starts.append(index)
            left = next_pages
        left -= height
    return starts
