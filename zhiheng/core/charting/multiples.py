"""Small multiples: one little line for each area, all on one scale, so that they compare."""

from collections.abc import Iterator
from decimal import Decimal

from zhiheng.core.charting.hues import LINE, SECOND, TARGET, dash, hue
from zhiheng.core.charting.scales import Scale, tick_decimals, ticks_of
from zhiheng.core.charting.shapes import Dot, Drawing, Line, Mark, Shape, Text, fitted, width_of
from zhiheng.core.charting.trend import known_pieces
from zhiheng.core.charting.words import described
from zhiheng.core.values.charts import Chart, Series

_HIGH, _TOP, _GAP = 108.0, 26.0, 14.0


def multiples(chart: Chart, width: float = 720) -> Drawing:
    """The drawing of small multiples."""
    columns = 4 if width > 480 else 2
    wide = (width - _GAP * (columns - 1)) / columns
    rows = -(-len(chart.series) // columns)
    marks = ticks_of([*chart.known, *([chart.target.value] if chart.target else [])], 3, chart.decimals)
    shapes: list[Shape] = [Text(x=4, y=16, text=fitted(scale_in_words(chart, marks), width - 8), colour=SECOND)]
    for place, series in enumerate(chart.series):
        left, top = (wide + _GAP) * (place % columns), _TOP + _HIGH * (place // columns)
        up = Scale(marks[0], marks[-1], top + _HIGH - 24, top + 30)
        shapes += _panel(chart, series, left, top, wide, up)
    height = _TOP + _HIGH * rows
    return Drawing(width=width, height=height, title=chart.title, describes=described(chart), shapes=tuple(shapes))


def _panel(chart: Chart, series: Series, left: float, top: float, wide: float, up: Scale) -> Iterator[Shape]:
    said = (chart.printed(series.points[-1].value) if series.points else "") or "暂无数据"
    room = wide - width_of(said) - 12
    yield Text(x=left + 2, y=top + 18, text=fitted(series.name, room), bold=True)
    yield Text(x=left + wide - 4, y=top + 18, text=said, anchor="end")
    yield Line(points=((left, up.start), (left + wide, up.start)), colour=LINE)
    if chart.target:
        y = up.at(chart.target.value)
        yield Line(points=((left, y), (left + wide, y)), colour=TARGET, dash=(4, 3))
    step = wide / max(len(series.points), 1)
    for piece in known_pieces(series.points):
        placed = tuple((left + step * (place + 0.5), up.at(value)) for place, value in piece)
        if len(placed) > 1:
            yield Line(points=placed, colour=hue(series.key), width=1.8, dash=dash(series.key))
    for place, point in enumerate(series.points):
        x, says = left + step * (place + 0.5), f"{series.name} {chart.told(point)}"
        if point.value is None:
            gap = Text(x=x, y=up.start - 3, text="无", size=9, colour=SECOND, anchor="middle")
            yield Mark(says=says, shapes=(gap,), link=point.link)
        else:
            yield Mark(says=says, shapes=(Dot(x=x, y=up.at(point.value), colour=hue(series.key), radius=2),), link=point.link)
    names = [point.name for point in series.points]
    if names:
        yield Text(x=left + 2, y=up.start + 15, text=fitted(names[0], wide / 2, 10), size=10, colour=SECOND)
        yield Text(x=left + wide - 2, y=up.start + 15, text=fitted(names[-1], wide / 2, 10), size=10, colour=SECOND, anchor="end")


def scale_in_words(chart: Chart, marks: tuple[Decimal, ...]) -> str:
    """The one scale of all the little lines, and what marks a gap in them."""
    decimals = tick_decimals(marks)
    target = f"；{chart.aim}（虚线）" if chart.target else ""
    gaps = "；无：暂无数据" if any(point.value is None for point in chart.points) else ""
    return f"单位：{chart.unit}；各图纵轴同为 {marks[0]:.{decimals}f}～{marks[-1]:.{decimals}f}{target}{gaps}"
