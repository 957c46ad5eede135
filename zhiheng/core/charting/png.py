"""A drawing as a PNG, painted by Pillow: the same shapes as the SVG, on white."""

import io
import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFont

from zhiheng.core.charting.shapes import Area, Dot, Drawing, Line, Mark, Shape, Text

_FINE = 2  # painted so many times larger and then reduced: smooth edges
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png_of(drawing: Drawing, font: str, scale: int = 2) -> bytes:
    """The drawing, `scale` pixels for each of its own. `font` is the path of a font with Chinese characters."""
    factor = scale * _FINE
    size = (round(drawing.width * factor), round(drawing.height * factor))
    image = Image.new("RGB", size, "#ffffff")
    brush = _Brush(image, factor, font)
    for shape in drawing.shapes:
        brush.paint(shape)
    image = image.resize((size[0] // _FINE, size[1] // _FINE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, dpi=(96 * scale, 96 * scale))
    return out.getvalue()


class _Brush:
    """Paints shapes on an image."""

    def __init__(self, image: Image.Image, factor: int, font: str) -> None:
        self._image, self._factor, self._font = image, factor, font
        self._draw = ImageDraw.Draw(image)

    def paint(self, shape: Shape) -> None:
        match shape:
            case Line():
                self._line(self._placed(shape.points), shape.colour, shape.width, shape.dash)
            case Area():
                self._area(shape)
            case Dot():
                x, y, radius = shape.x * self._factor, shape.y * self._factor, shape.radius * self._factor
                inside = "#ffffff" if shape.hollow else shape.colour
                around = (x - radius, y - radius, x + radius, y + radius)
                self._draw.ellipse(around, fill=inside, outline=shape.colour, width=round(1.5 * self._factor))
            case Text():
                font = _font(self._font, round(shape.size * self._factor))
                place, anchor = (shape.x * self._factor, shape.y * self._factor), _ANCHORS[shape.anchor]
                if shape.halo:
                    self._draw.text(place, shape.text, "#ffffff", font, anchor, stroke_width=round(1.5 * self._factor))
                bold = round(self._factor / 3) if shape.bold else 0
                self._draw.text(place, shape.text, shape.colour, font, anchor, stroke_width=bold)
            case Mark():
                for part in shape.shapes:
                    self.paint(part)

    def _placed(self, points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
        return [(x * self._factor, y * self._factor) for x, y in points]

    def _area(self, shape: Area) -> None:
        if len(shape.rings) == 1:
            self._draw.polygon(self._placed(shape.rings[0]), fill=shape.fill)
        else:
            self._image.paste(shape.fill, (0, 0), self._inside(shape))
        if shape.edge:
            for ring in shape.rings:
                self._line(self._placed((*ring, ring[0])), shape.edge, 1, shape.dash)

    def _inside(self, shape: Area) -> Image.Image:
        """Where the area is: inside an odd number of its rings."""
        mask = Image.new("1", self._image.size)
        for ring in shape.rings:
            one = Image.new("1", self._image.size)
            ImageDraw.Draw(one).polygon(self._placed(ring), fill=1)
            mask = ImageChops.logical_xor(mask, one)
        return mask

    def _line(self, points: list[tuple[float, float]], colour: str, width: float, dash: tuple[int, ...]) -> None:
        thick = max(1, round(width * self._factor))
        if not dash:
            self._draw.line(points, fill=colour, width=thick, joint="curve")
            return
        for piece in _dashes(points, [part * self._factor for part in dash]):
            self._draw.line(piece, fill=colour, width=thick)


def _dashes(points: list[tuple[float, float]], pattern: list[int]) -> Iterator[list[tuple[float, float]]]:
    """The painted pieces of a dashed line."""
    lengths = pattern if len(pattern) % 2 == 0 else pattern * 2
    place, left = 0, float(lengths[0])
    for (x1, y1), (x2, y2) in pairwise(points):
        whole, done = math.hypot(x2 - x1, y2 - y1), 0.0
        while done < whole:
            step = min(left, whole - done)
            if place % 2 == 0:
                start, end = done / whole, (done + step) / whole
                yield [(x1 + (x2 - x1) * start, y1 + (y2 - y1) * start), (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end)]
            done, left = done + step, left - step
            if left <= 0:
                place = (place + 1) % len(lengths)
                left = float(lengths[place])


@lru_cache(maxsize=32)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    """The font; of a collection of several, the one for Simplified Chinese."""
    found = ImageFont.truetype(path, size)
    for index in range(10) if path.lower().endswith("c") else ():
        try:
            one = ImageFont.truetype(path, size, index=index)
        except OSError:
            break
        if (one.getname()[0] or "").endswith((" SC", "YaHei")):
            return one
    return found
