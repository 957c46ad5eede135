"""Recognised lines held to their ink: edges drawn in to it, and a line parted where the page is white for long.

The engine takes what stands level for one line across narrow gutters, and its boxes reach beyond the ink.
"""

from itertools import pairwise
from typing import Any

from msgspec import Struct

from zhiheng.core.reading.formats.upright import Corners

_DARK = 150  # of 255; darker is ink
_WHITE = 1.5  # heights of the line; a full stop before a bracket leaves less
_BLEED = 0.8  # heights of the line by which its box may reach beyond the ink: so much is blank beside a mark
_SLANT = 0.3  # of its height, by which a line may fall and still be parted


class Found(Struct, frozen=True):
    """A line as the engine gives it, `chars` with the score and the place of each character but spaces."""

    text: str
    score: float
    corners: Corners
    chars: tuple[tuple[float, Corners], ...]


class Ink:
    """Where an image is dark."""

    def __init__(self, image: Any) -> None:
        import numpy

        self._dark = numpy.asarray(image.convert("L")) < _DARK

    def parted(self, found: Found) -> list[Found]:
        """A level line in parts, each as wide as its ink; one that slants as it is."""
        (x0, y0), (x1, y1), _, (_, y3) = found.corners
        left, right = max(int(x0), 0), int(x1) + 1
        height = y3 - y0
        if height < 6 or right - left < height or abs(y1 - y0) > _SLANT * height or "\t" in found.text:
            return [found]
        inset = height / 8
        inked: Any = self._dark[max(int(y0 + inset), 0) : int(y3 - inset) + 1, left:right].any(axis=0)
        stretches = _stretches(inked.nonzero()[0].tolist(), _WHITE * height)
        reach = _BLEED * height
        stretches = [(first if first > reach else 0, last) for first, last in stretches[:1]] + stretches[1:]
        stretches[-1:] = [(first, last if len(inked) - last > reach else len(inked) - 1) for first, last in stretches[-1:]]
        if not stretches or len(found.chars) != len("".join(found.text.split())):
            return [found]
        return _cut(found, [(left + first, left + last + 1) for first, last in stretches])


def _stretches(dark: list[int], white: float) -> list[tuple[int, int]]:
    """First and last of the dark columns between long white ones."""
    found: list[tuple[int, int]] = []
    for column in dark:
        if found and column - found[-1][1] <= white:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


def _cut(found: Found, stretches: list[tuple[int, int]]) -> list[Found]:
    """The characters by the stretch of ink they stand in; as it was where a stretch would stay without any."""
    ends = [(before[1] + after[0]) / 2 for before, after in pairwise(stretches)]
    held: list[list[tuple[float, Corners]]] = [[] for _ in stretches]
    for char in found.chars:
        middle = sum(x for x, _ in char[1]) / len(char[1])
        held[sum(end < middle for end in ends)].append(char)
    narrow = found.corners[3][1] - found.corners[0][1]
    while len(held) > 1 and not held[-1] and stretches[-1][1] - stretches[-1][0] < narrow:
        held, stretches = held[:-1], stretches[:-1]  # the edge of what stands beside it
    if not all(held) or [char for part in held for char in part] != list(found.chars):
        return [found]
    parts, at = [], 0
    for chars, (first, last) in zip(held, stretches, strict=True):
        start = at
        missing = len(chars)
        while missing:
            missing -= not found.text[at].isspace()
            at += 1
        (_, y0), (_, y1), (_, y2), (_, y3) = found.corners
        corners = ((float(first), y0), (float(last), y1), (float(last), y2), (float(first), y3))
        parts.append(Found(found.text[start:at].strip(), found.score, corners, tuple(chars)))
    return parts
