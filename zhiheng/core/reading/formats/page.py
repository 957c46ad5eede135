"""A page before its lines are paragraphs: what stands where. All places are shares 0–1 of the page, top left first."""

import re

from msgspec import Struct

from zhiheng.core.reading.formats.drafting import Box

_WORD = re.compile(r"[\w.%‰,/()\-]+", re.ASCII)
WIDE_GAP = 1.2  # characters; wider, and two pieces of a row were set apart on purpose
_CLOSING = tuple("，。、；：？！）》」』”’,.;:?!)")


class Line(Struct, frozen=True, kw_only=True):
    """Characters printed side by side. `confidence` only where they were recognised from an image."""

    text: str
    box: Box
    confidence: float | None = None
    shown: Box | None = None  # where it is seen on the page, if `box` is where it would stand on a straight one

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


class GridCell(Struct, frozen=True, kw_only=True):
    """One cell of a ruled table; a merged one stands at its first row and column."""

    text: str
    row: int
    column: int
    box: Box
    confidence: float | None = None
    down: int = 1
    across: int = 1


class Grid(Struct, frozen=True, kw_only=True):
    """A ruled table; `lefts` are its columns' left edges."""

    box: Box
    lefts: tuple[float, ...]
    cells: tuple[GridCell, ...]


class Page(Struct, frozen=True, kw_only=True):
    """One page, `number` from 1."""

    number: int
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()


def ems(text: str) -> float:
    """The width of a text in full-width characters."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in text)


def first_width(text: str) -> float:
    """The width of what begins a text and could not be split from it: a character, a number, with closing marks."""
    word = _WORD.match(text)
    first = word[0] if word else text[:1]
    return max(ems(first), 1.0) + (1.0 if text[len(first) :].startswith(_CLOSING) else 0.0)
