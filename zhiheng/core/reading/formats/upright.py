"""Where recognised lines would stand if their page lay straight, and where they are seen."""

import math
from collections.abc import Sequence
from statistics import median

from zhiheng.core.reading.formats.drafting import Box

Corners = tuple[tuple[float, float], ...]  # of a line, in pixels, from its own top left, clockwise as seen


class Upright:
    """A page's quarter turn and its slant, undone for ordering; highlights keep what is seen."""

    def __init__(self, size: tuple[int, int], quarter: int, slant: float) -> None:
        self._across, self._down = size
        self._quarter = quarter
        self._slant = slant

    @classmethod
    def of(cls, size: tuple[int, int], boxes: Sequence[Corners], texts: Sequence[str], turned: float) -> "Upright":
        """Judged by the lines themselves: tall ones lie on their side; `turned` is the share that stood on its head."""
        long = [box for box, text in zip(boxes, texts, strict=True) if len(text) >= 4]
        tall = sum(_is_tall(box) for box in long) > 0.6 * len(long) if long else False
        on_head = turned > 0.6
        quarter = (3 if on_head else 1) if tall else (2 if on_head else 0)
        straight = cls(size, quarter, 0.0)
        slants = [straight._slant_of(box) for box, text in zip(boxes, texts, strict=True) if len(text) >= 8]
        slant = median(slants) if len(slants) >= 3 else 0.0
        return cls(size, quarter, slant if 0.002 < abs(slant) < 0.3 else 0.0)

    def box(self, corners: Corners) -> Box:
        """As shares of the straightened page."""
        width, height = (self._down, self._across) if self._quarter % 2 else (self._across, self._down)
        return _box([self._straight(x, y) for x, y in corners], width, height)

    def shown(self, corners: Corners) -> Box:
        """As shares of the image as it is seen."""
        return _box(corners, self._across, self._down)

    def _straight(self, x: float, y: float) -> tuple[float, float]:
        x, y = self._turned(x, y)
        width, height = (self._down, self._across) if self._quarter % 2 else (self._across, self._down)
        dx, dy = x - width / 2, y - height / 2
        cos, sin = math.cos(-self._slant), math.sin(-self._slant)
        return width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        match self._quarter:
            case 1:
                return y, self._across - x
            case 2:
                return self._across - x, self._down - y
            case 3:
                return self._down - y, x
            case _:
                return x, y

    def _slant_of(self, corners: Corners) -> float:
        """The angle of a line's longer side to the horizontal, once turned."""
        points = [self._turned(x, y) for x, y in corners]
        sides = [(points[0], points[1]), (points[1], points[2])]
        (a, b), (c, d) = max(sides, key=lambda side: math.dist(*side))
        angle = math.atan2(d - b, c - a)
        return angle - math.pi * round(angle / math.pi)


def _is_tall(corners: Corners) -> bool:
    width = math.dist(corners[0], corners[1])
    height = math.dist(corners[1], corners[2])
    return height > 1.5 * width


def _box(points: Sequence[tuple[float, float]], width: float, height: float) -> Box:
    across = [min(max(x / width, 0.0), 1.0) for x, _ in points]
    down = [min(max(y / height, 0.0), 1.0) for _, y in points]
    return round(min(across), 5), round(min(down), 5), round(max(across), 5), round(max(down), 5)
