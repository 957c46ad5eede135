"""A strip plot: one line an aspect, a small ring for each of the others, a full dot for the one meant, a bar at the median."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiheng.core.charting.hues import HUES, INK, LINE, SECOND
from zhiheng.core.charting.scales import Scale
from zhiheng.core.charting.shapes import Dot, Drawing, Line, Mark, Shape, Text, box, fitted, width_of
from zhiheng.core.values.charts import Point, Strip

_ROW, _TOP, _FOOT, _ROOM = 26.0, 26.0, 20.0, 46.0
_OWN, _OTHER = HUES[0], "#8a94a3"


def strips(lines: Sequence[Strip], title: str, describes: str, width: float = 720) -> Drawing:
    """The drawing. Unit: percent, from 0 to 100."""
    left = min(max((width_of(line.name) for line in lines), default=0), width * 0.36) + 14
    across = Scale(Decimal(0), Decimal(100), left, width - _ROOM)
    height = _TOP + _ROW * len(lines) + _FOOT
    shapes: list[Shape] = [*_key(left)]
    for mark in (0, 25, 50, 75, 100):
        x = across.at(Decimal(mark))
        shapes += [
            Line(points=((x, _TOP - 2), (x, height - _FOOT)), colour=LINE),
            Text(x=x, y=height - 5, text=f"{mark}%", size=11, colour=SECOND, anchor="middle"),
        ]
    for place, line in enumerate(lines):
        shapes += _line(line, _TOP + _ROW * (place + 0.5), left, across)
    return Drawing(width=width, height=height, title=title, describes=describes, shapes=tuple(shapes))


def _key(left: float) -> Iterator[Shape]:
    y = 10.0
    yield Dot(x=left + 6, y=y, colour=_OWN, radius=5.5)
    yield Text(x=left + 16, y=y + 4, text="本对象", size=11, colour=SECOND)
    yield Dot(x=left + 66, y=y, colour=_OTHER, radius=3.5, hollow=True)
    yield Text(x=left + 74, y=y + 4, text="同组其他", size=11, colour=SECOND)
    yield box(left + 130, y - 7, 2.5, 14, INK)
    yield Text(x=left + 138, y=y + 4, text="中位数", size=11, colour=SECOND)


def _line(line: Strip, y: float, left: float, across: Scale) -> Iterator[Shape]:
    name = Text(x=left - 8, y=y + 4, text=fitted(line.name, left - 10), anchor="end", colour=INK)
    yield Mark(says=line.name, shapes=(name,), link=line.link)
    yield Line(points=((across.start, y), (across.end, y)), colour=LINE)
    for point in line.others:
        if point.value is not None:
            yield _dot(point, across.at(point.value), y, own=False)
    if line.median is not None:
        x = across.at(line.median)
        yield Mark(says=f"{line.name}中位数 {line.median}%", shapes=(box(x - 1.25, y - 9, 2.5, 18, INK),))
    if line.own is not None and line.own.value is not None:
        yield _dot(line.own, across.at(line.own.value), y, own=True)
        yield Text(x=across.end + 8, y=y + 4, text=f"{line.own.value}%", bold=True)
    else:
        yield Text(x=across.end + 8, y=y + 4, text="无", colour=SECOND)


def _dot(point: Point, x: float, y: float, *, own: bool) -> Mark:
    dot = Dot(x=x, y=y, colour=_OWN if own else _OTHER, radius=5.5 if own else 3.5, hollow=not own)
    return Mark(says=f"{point.name} {point.value}%", shapes=(dot,), link=point.link)
