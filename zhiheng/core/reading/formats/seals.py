"""Red seals on a page image: whether there is one, the page without it, and which lines it lay over."""

from typing import Any

from msgspec import structs

from zhiheng.core.reading.formats.page import Line

_HEAD = 0.35  # of the page's height, within which red words are a letterhead
_LEAST = 0.002  # of the page below it; less red is a speck or an underline
_TOUCHED = 0.02  # of a line's box
_INKED = 0.015  # of a line's box; less black, and the line is printed in red
_SURE = 0.95  # at most, of a line under a seal: what it blurs is read as something else without any doubt of the engine


class Redness:
    """Where an image is red and where it is black."""

    def __init__(self, image: Any) -> None:
        import numpy

        pixels = numpy.asarray(image).astype(numpy.int16)
        red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
        self._light = red
        self._red = (red > 110) & (red - green > 45) & (red - blue > 45)
        self._black = red < 110
        self.is_sealed = float(self._red[int(_HEAD * len(red)) :].mean()) > _LEAST

    def is_letterhead(self, line: Line) -> bool:
        """Whether a line of the page's head is printed in red."""
        top = (line.shown or line.box)[1]
        return top < _HEAD and self._touches(line) and self._share(self._black, line) <= _INKED

    def doubted(self, line: Line) -> Line:
        """The line, no surer than `_SURE` where red lies over it."""
        if line.confidence is None or not self._touches(line):
            return line
        return structs.replace(line, confidence=min(line.confidence, _SURE))

    def _touches(self, line: Line) -> bool:
        return self._share(self._red, line) > _TOUCHED

    def _share(self, where: Any, line: Line) -> float:
        height, width = where.shape
        left, top, right, bottom = line.shown or line.box
        across = slice(int(left * width), int(right * width) + 1)
        down = slice(int(top * height), int(bottom * height) + 1)
        return float(where[down, across].mean())

    def removed(self) -> Any:
        """The image as its red channel alone shows it: red is white, and what is black under red stays black."""
        import numpy
        from PIL import Image

        light = numpy.where(self._red, 255, self._light).astype(numpy.uint8)
        return Image.fromarray(light).convert("RGB")
