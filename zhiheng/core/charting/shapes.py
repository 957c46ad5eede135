"""What a drawing is made of. Layouts make shapes; svg.py writes them and png.py paints them, so that both show the same.

Unit: all lengths in pixels of a screen at 100 %; y grows downwards.
"""

import unicodedata
from typing import Literal

from msgspec import Struct

Anchor = Literal["start", "middle", "end"]


class Line(Struct, frozen=True, kw_only=True):
    """A line through points; `dash` empty is a whole line."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1
    dash: tuple[int, ...] = ()


class Area(Struct, frozen=True, kw_only=True):
    """A filled shape: what an odd number of its rings surrounds. `edge` "" has none."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str
    edge: str = ""
    dash: tuple[int, ...] = ()


class Dot(Struct, frozen=True, kw_only=True):
    """A point on a line; hollow for what is expected."""

    x: float
    y: float
    colour: str
    radius: float = 3
    hollow: bool = False


class Text(Struct, frozen=True, kw_only=True):
    """Words; `y` is their foot."""

    x: float
    y: float
    text: str
    size: float = 12
    colour: str = "#1f2733"
    anchor: Anchor = "start"
    bold: bool = False
    halo: bool = False  # white around it, where lines run behind


class Mark(Struct, frozen=True, kw_only=True):
    """The shapes of one point, what they say in words, and where they lead."""

    says: str
    shapes: tuple["Line | Area | Dot | Text", ...]
    link: str = ""


Shape = Line | Area | Dot | Text | Mark


class Drawing(Struct, frozen=True, kw_only=True):
    """A laid-out chart. `describes` says in words what a person who does not see it must know."""

    width: float
    height: float
    title: str
    describes: str
    shapes: tuple[Shape, ...]


def box(x: float, y: float, width: float, height: float, fill: str, edge: str = "", dash: tuple[int, ...] = ()) -> Area:
    """A rectangle."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Area(rings=(corners,), fill=fill, edge=edge, dash=dash)


def width_of(text: str, size: float = 12) -> float:
    """About how wide a text is: a Chinese character as wide as high, others somewhat more than half."""
    return sum(size if unicodedata.east_asian_width(sign) in "WF" else size * 0.58 for sign in text)


def fitted(text: str, room: float, size: float = 12) -> str:
    """The text, cut with … where it is wider than `room`."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text + "…" if text else ""
