"""Notes in small type at the foot of pages: no part of the sentences that go on over them."""

import re
from collections.abc import Sequence
from statistics import median

from zhiheng.core.reading.formats.rows import Row, character

_SMALL = 0.87  # of the type of most rows; notes are set smaller
_UPPER = 0.4  # of the page, above which nothing is a foot
_MARK = re.compile(r"[①-⑳⑴-⒇]|[\[［〔]\d{1,2}[\]］〕]|[*＊]|\d{1,2}(?![\d.．、%年月日])|注\s*\d*[:：]")


def without_footnotes(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Each page's rows without the notes at its foot, and the notes, a row each."""
    sizes = [_size(row) for rows in pages for row in rows]
    if not sizes:
        return [list(rows) for rows in pages], []
    usual = median(sizes)
    kept, notes = [], []
    for rows in pages:
        first = _first_of_notes(rows, usual)
        kept.append(list(rows[:first]))
        notes += [row.text for row in rows[first:]]
    return kept, notes


def _size(row: Row) -> float:
    """The width of a character of its longest piece, whatever its first mark is set in."""
    return character(max(row.pieces, key=lambda piece: piece.width))


def _first_of_notes(rows: Sequence[Row], usual: float) -> int:
    """The place of the first row of the notes; behind the last row where there are none."""
    first = len(rows)
    while first and _size(rows[first - 1]) < _SMALL * usual and rows[first - 1].top > _UPPER:
        first -= 1
    begun = next((k for k in range(first, len(rows)) if _MARK.match(rows[k].text.lstrip())), len(rows))
    return begun if begun == first and first > 0 else len(rows)
