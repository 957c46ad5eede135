"""Where recognised lines would stand if their page lay straight, and where they are seen."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from zhiheng.core.reading.formats.drafting import Box

_DOUBT = 2.0  # pixels by which the ends of a line's box may be off: short lines cannot tell a slight slant
Corners = tuple[tuple[float, float], ...]  # of a line, in pixels, from its own top left, clockwise as seen


class Upright:
    """A page's quarter turn and its slant, undone for ordering; highlights keep what is seen.

    `quarter` turns anticlockwise would set the image upright; `slant` radians, clockwise, remain then.
    `before` quarter turns were made already: what is seen is the image before them.
    """

    def __init__(self, size: tuple[int, int], quarter: int, slant: float, before: int = 0) -> None:
        self._image, self.before = size, before
        self.quarter, self.slant = quarter, slant
        self.size = _swapped(size, quarter)

    @classmethod
    def of(
        cls, size: tuple[int, int], boxes: Sequence[Corners], texts: Sequence[str], turned: float, before: int = 0
    ) -> "Upright":
        """Judged by the lines themselves: tall ones lie on their side; `turned` is the share that stood on its head."""
        long = [box for box, text in zip(boxes, texts, strict=True) if len(text) >= 4]
        tall = sum(_is_tall(box) for box in long) > 0.6 * len(long) if long else False
        on_head = turned > 0.6
        quarter = (3 if on_head else 1) if tall else (2 if on_head else 0)
        if before:
            quarter = 0  # once set upright it stays: a page is not turned for ever
        lines = [box for box, text in zip(boxes, texts, strict=True) if len(text) >= 8]
        slant = median(_slant(box, size, quarter) for box in lines) if len(lines) >= 3 else 0.0
        told = max(0.002, _DOUBT / median(_length(box) for box in lines)) if lines else 0.0
        return cls(size, quarter, slant if told < abs(slant) < 0.3 else 0.0, before)

    def box(self, corners: Corners) -> Box:
        """As shares of the straightened page."""
        return _box([self._straight(x, y) for x, y in corners], self.size)

    def shown(self, corners: Corners) -> Box:
        """As shares of the image as it is seen."""
        back = (4 - self.before) % 4
        return _box([_turned(x, y, self._image, back) for x, y in corners], _swapped(self._image, back))

    def _straight(self, x: float, y: float) -> tuple[float, float]:
        x, y = _turned(x, y, self._image, self.quarter)
        width, height = self.size
        dx, dy = x - width / 2, y - height / 2
        cos, sin = math.cos(-self.slant), math.sin(-self.slant)
        return width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos


def _length(corners: Corners) -> float:
    return max(1.0, *(math.dist(a, b) for a, b in pairwise(corners)))


def _swapped(size: tuple[int, int], quarter: int) -> tuple[int, int]:
    return (size[1], size[0]) if quarter % 2 else size


def _turned(x: float, y: float, size: tuple[int, int], quarter: int) -> tuple[float, float]:
    """A point of an image after `quarter` quarter turns anticlockwise."""
    across, down = size
    match quarter:
        case 1:
            return y, across - x
        case 2:
            return across - x, down - y
        case 3:
            return down - y, x
        case _:
            return x, y


def _slant(corners: Corners, size: tuple[int, int], quarter: int) -> float:
    """The angle of a line's longer side to the horizontal, once turned."""
    points = [_turned(x, y, size, quarter) for x, y in corners]
    (a, b), (c, d) = max(pairwise(points[:3]), key=lambda side: math.dist(*side))
    angle = math.atan2(d - b, c - a)
    return angle - math.pi * round(angle / math.pi)


def _is_tall(corners: Corners) -> bool:
    width = math.dist(corners[0], corners[1])
    height = math.dist(corners[1], corners[2])
    return height > 1.5 * width


def _box(points: Sequence[tuple[float, float]], size: tuple[int, int]) -> Box:
    across = [min(max(x / size[0], 0.0), 1.0) for x, _ in points]
    down = [min(max(y / size[1], 0.0), 1.0) for _, y in points]
    return round(min(across), 5), round(min(down), 5), round(max(across), 5), round(max(down), 5)
