"""Page numbers and running heads: what is printed on pages but belongs to none of their paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence

from zhiheng.core.reading.formats.rows import Row

_EDGE = 0.12  # of the page, at the top and at the bottom
_DASH = r"[-–—―_~·•.\s一]"
_NUMBER = re.compile(rf"{_DASH}*\d{{1,4}}{_DASH}*|\d{{1,4}}\s*[/／]\s*\d{{1,4}}")
_DECORATED = re.compile(
    rf"{_DASH}+\d{{1,4}}{_DASH}+|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]+\s*页.{0,20})?"
)


def without_furniture(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Each page's rows without page numbers and running heads, and what was left out."""
    repeated = _repeated(pages)
    kept, dropped = [], []
    for rows in pages:
        body = []
        for place, row in enumerate(rows):
            if _is_furniture(row, place, rows, repeated):
                dropped.append(row.text)
            else:
                body.append(row)
        kept.append(body)
    return kept, dropped


def _is_furniture(row: Row, place: int, rows: list[Row], repeated: set[tuple[str, str]]) -> bool:
    where = _edge(row)
    if where is None:
        return False
    if (where, _shape(row.text)) in repeated:
        return True
    outermost = place == 0 if where == "top" else place == len(rows) - 1
    if not outermost:
        return False
    text = row.text.strip()
    return bool(_DECORATED.fullmatch(text) or (_NUMBER.fullmatch(text) and _stands_alone(place, rows)))


def _stands_alone(place: int, rows: list[Row]) -> bool:
    """Whether a row is farther from its neighbour than rows of a paragraph are."""
    row, other = rows[place], rows[1] if place == 0 else rows[place - 1]
    if len(rows) == 1:
        return False
    gap = other.top - row.bottom if place == 0 else row.top - other.bottom
    return gap > 1.2 * row.height


def _repeated(pages: Sequence[list[Row]]) -> set[tuple[str, str]]:
    """Rows that stand at the same edge of many pages, whatever numbers they hold."""
    seen: Counter[tuple[str, str]] = Counter()
    for rows in pages:
        edges = {(where, _shape(row.text)) for row in rows[:2] + rows[-2:] if (where := _edge(row))}
        seen.update(held for held in edges if len(held[1]) > 1)
    enough = max(3, len(pages) // 3) if len(pages) > 2 else 2
    return {held for held, count in seen.items() if count >= enough}


def _edge(row: Row) -> str | None:
    middle = (row.top + row.bottom) / 2
    return "top" if middle < _EDGE else "bottom" if middle > 1 - _EDGE else None


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))
