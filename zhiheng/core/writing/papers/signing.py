"""Where the names of those who sign stand, and the day, with room for their seals. Source: GB/T 9704-2012, 7.3.5."""

from typing import NamedTuple

from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.layout import text_width
from zhiheng.core.writing.papers.measures import AREA, CHARACTERS, SEAL
from zhiheng.core.writing.papers.parts import signature

_FROM_EDGE = 4.0  # characters that a day keeps free on its right
_ABOVE = 2  # lines above the first name, so that the head of the seal stays within a line of the text
BETWEEN = 3  # lines between rows of names, so that no seal touches another


class Name(NamedTuple):
    """One who signs; `right` is how many characters are free on the right, None where it stands in the middle of its part."""

    text: str
    right: float | None


class Signed(NamedTuple):
    """Rows of names and the day below the last.

    Unit: `right` in characters free on the right of the day, `above` in lines.
    """

    rows: tuple[tuple[Name, ...], ...]
    day: str
    right: float
    above: int


def signed(paper: Paper) -> Signed:
    """Who signs and when, set as the standard says for documents that are sealed."""
    names, day = signature(paper)
    across = _across(names)
    if across > 1:
        rows = [names[start : start + across] for start in range(0, len(names), across)]
        middle = CHARACTERS / len(rows[-1]) / 2  # of the last name, from the right
        set_rows = tuple(tuple(Name(name, None) for name in row) for row in rows)
        return Signed(set_rows, day, max(middle - _wide(day) / 2, 0), _ABOVE)
    middle = max([_FROM_EDGE + _wide(day) / 2, *(min(_wide(name), CHARACTERS) / 2 for name in names)])
    single = tuple((Name(name, max(middle - _wide(name) / 2, 0)),) for name in names)
    return Signed(single, day, middle - _wide(day) / 2, _ABOVE)


def _across(names: tuple[str, ...]) -> int:
    """How many names stand beside one another: none narrower than its seal."""
    for count in (3, 2):
        if len(names) >= count and AREA[0] / count >= SEAL and all(_wide(name) <= CHARACTERS / count - 1 for name in names):
            return count
    return 1


def _wide(text: str) -> float:
    return text_width(text) / 2
