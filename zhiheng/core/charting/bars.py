"""Bars by area, the greatest first, unknown ones last without a bar; the target is a line across, labelled at its top."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiheng.core.charting.hues import INK, LINE, SECOND, TARGET, hue
from zhiheng.core.charting.scales import Scale, tick_decimals, ticks_of
from zhiheng.core.charting.shapes import Drawing, Line, Mark, Shape, Text, box, fitted, width_of
from zhiheng.core.charting.words import described
from zhiheng.core.values.charts import Chart, Point

_ROW, _THICK, _TOP, _FOOT = 26.0, 14.0, 42.0, 28.0


def ranked(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points from the greatest down, equals in the order of their keys, unknown ones last."""
    known = sorted((p for p in points if p.value is not None), key=lambda p: (-(p.value or Decimal(0)), p.key))
    return (*known, *(point for point in points if point.value is None))


def bars(chart: Chart, width: float = 720) -> Drawing:
    """The drawing of bars."""
    points = ranked(chart.series[0].points)
    height = _TOP + _ROW * len(points) + _FOOT
    values = [*chart.known, *([chart.target.value] if chart.target else [])]
    marks = ticks_of(values, 5 if width > 480 else 3, chart.decimals, from_zero=True)
    left = min(max((width_of(point.name) for point in points), default=0), width * 0.34) + 12
    right = width - max((width_of(chart.printed(value)) for value in chart.known), default=0) - 16
    across = Scale(marks[0], marks[-1], left, right)
    decimals = tick_decimals(marks)
    shapes: list[Shape] = [Text(x=4, y=16, text=f"单位：{chart.unit}", colour=SECOND)]
    for mark in marks:
        x = across.at(mark)
        shapes += [
            Line(points=((x, _TOP - 4), (x, height - _FOOT)), colour=LINE),
            Text(x=x, y=height - 10, text=f"{mark:.{decimals}f}", colour=SECOND, anchor="middle"),
        ]
    shapes += _target(chart, across, height, width)
    shapes += [_bar(chart, point, _TOP + _ROW * place, left, across) for place, point in enumerate(points)]
    return Drawing(width=width, height=height, title=chart.title, describes=described(chart), shapes=tuple(shapes))


def _bar(chart: Chart, point: Point, top: float, left: float, across: Scale) -> Mark:
    says = chart.told(point)
    name = Text(x=left - 6, y=top + 15, text=fitted(point.name, left - 8), anchor="end", colour=INK)
    zero = across.at(Decimal(0))
    if point.value is None:
        return Mark(says=says, shapes=(name, Text(x=zero + 6, y=top + 15, text="暂无数据", colour=SECOND)), link=point.link)
    end = across.at(point.value)
    bar = box(min(zero, end), top + 4, max(abs(end - zero), 0.5), _THICK, hue(point.key))
    value = Text(x=max(zero, end) + 6, y=top + 15, text=chart.printed(point.value), halo=True)
    return Mark(says=says, shapes=(name, bar, value), link=point.link)


def _target(chart: Chart, across: Scale, height: float, width: float) -> Iterator[Shape]:
    if not chart.target:
        return
    x, label = across.at(chart.target.value), chart.aim
    half = width_of(label) / 2
    yield Line(points=((x, _TOP - 8), (x, height - _FOOT)), colour=TARGET, width=1.5, dash=(6, 4))
    yield Text(x=min(max(x, half + 4), width - half - 4), y=_TOP - 12, text=label, colour=TARGET, anchor="middle")
