"""A grid of tiles, one for each area, where there is no map: its class as colour, its name and value in words."""

import math
from collections.abc import Sequence

from zhiheng.core.charting.classes import Class, classes, colour_of
from zhiheng.core.charting.hues import INK, LINE, PAPER, SECOND, ink_on
from zhiheng.core.charting.shapes import Drawing, Mark, Shape, Text, box, fitted, width_of
from zhiheng.core.charting.words import described
from zhiheng.core.values.charts import Chart, Point

_TOP, _HIGH, _GAP, _LEGEND = 26.0, 52.0, 4.0, 22.0
_WIDEST, _NARROWEST = 108.0, 52.0  # of a tile


def arranged(points: Sequence[Point], columns: int) -> dict[str, tuple[int, int]]:
    """Row and column of each area's tile in the order of the codes, for areas without a place of their own."""
    return {point.key: divmod(place, columns) for place, point in enumerate(sorted(points, key=lambda point: point.key))}


def places_of(chart: Chart, width: float) -> dict[str, tuple[int, int]]:
    """Row and column of each tile: the office's grid, the areas it does not know below it; else by code."""
    points = chart.series[0].points
    given = {point.key: chart.places[point.key] for point in points if point.key in chart.places}
    if not given:
        fitting = max(1, int(width // (_NARROWEST + _GAP)))
        return arranged(points, min(fitting, max(1, math.ceil(math.sqrt(len(points) * 1.5)))))
    first, columns = 1 + max(row for row, _ in given.values()), 1 + max(column for _, column in given.values())
    others = arranged([point for point in points if point.key not in given], columns)
    return given | {key: (first + row, column) for key, (row, column) in others.items()}


def tiles(chart: Chart, width: float = 720) -> Drawing:
    """The drawing of tiles."""
    points, found, places = chart.series[0].points, classes(chart), places_of(chart, width)
    columns = 1 + max((column for _, column in places.values()), default=0)
    rows = 1 + max((row for row, _ in places.values()), default=0)
    wide = min(_WIDEST, (width - _GAP * (columns - 1)) / columns)
    shapes: list[Shape] = [Text(x=4, y=16, text=f"单位：{chart.unit}", colour=SECOND)]
    for point in points:
        row, column = places[point.key]
        shapes.append(_tile(chart, point, found, column * (wide + _GAP), _TOP + row * (_HIGH + _GAP), wide))
    under = _TOP + rows * (_HIGH + _GAP) + 6
    key, height = legend(chart, found, under, width)
    shapes += key
    return Drawing(
        width=width, height=under + height, title=chart.title, describes=described(chart), shapes=tuple(shapes)
    )


def _tile(chart: Chart, point: Point, found: Sequence[Class], left: float, top: float, wide: float) -> Mark:
    says = chart.told(point)
    middle, size = left + wide / 2, 12 if wide >= 64 else 10
    if point.value is None:
        shape, ink, said = box(left, top, wide, _HIGH, PAPER, SECOND, (3, 3)), SECOND, "暂无"
    else:
        colour = colour_of(point.value, found)
        shape, ink, said = box(left, top, wide, _HIGH, colour, LINE), ink_on(colour), chart.printed(point.value)
    name = Text(x=middle, y=top + 21, text=fitted(point.name, wide - 4, size), size=size, colour=ink, anchor="middle")
    value = Text(x=middle, y=top + 41, text=said, size=14 if wide >= 64 else 12, colour=ink, anchor="middle", bold=True)
    return Mark(says=says, shapes=(shape, name, value), link=point.link)


def legend(chart: Chart, found: Sequence[Class], top: float, width: float) -> tuple[list[Shape], float]:
    """What the colours mean, and how high that is."""
    shapes: list[Shape] = []
    x, y = 4.0, top
    for words, fill, edge in meanings(chart, found):
        wide = 18 + width_of(words) + 18
        if x + wide > width and x > 4:
            x, y = 4.0, y + _LEGEND
        shapes.append(box(x, y + 3, 14, 12, fill, edge))
        shapes.append(Text(x=x + 19, y=y + 14, text=words, colour=INK))
        x += wide
    return shapes, y + _LEGEND - top + 4


def meanings(chart: Chart, found: Sequence[Class]) -> list[tuple[str, str, str]]:
    """The classes of colour as a reader is told them: the values in words, fill and edge."""
    entries = []
    for one in found:
        low, high = chart.printed(one.low), chart.printed(one.high)
        entries.append((low if low == high else f"{low}～{high}", one.colour, LINE))
    if any(point.value is None for point in chart.points):
        entries.append(("暂无数据", PAPER, SECOND))
    return entries
