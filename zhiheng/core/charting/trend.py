"""A line over periods: gaps where nothing is known, the target labelled at its end, what is expected with its interval."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from zhiheng.core.charting.hues import LINE, SECOND, TARGET, hue
from zhiheng.core.charting.scales import Scale, tick_decimals, ticks_of
from zhiheng.core.charting.shapes import Area, Dot, Drawing, Line, Mark, Shape, Text, fitted, width_of
from zhiheng.core.charting.words import described
from zhiheng.core.values.charts import Chart, Expected, Point

_TOP, _FOOT, _EDGE = 34.0, 34.0, 14.0
_EXPECTED = "#e8effa"
_MOST_VALUES = 8  # with more points only the first, the last, the highest and the lowest are printed beside the line


def trend(chart: Chart, width: float = 720) -> Drawing:
    """The drawing of a trend."""
    series = chart.series[0]
    height = 300.0 if width > 480 else 240.0
    values = [*chart.known, *(bound for one in chart.expected for bound in (one.low, one.high))]
    marks = ticks_of([*values, *([chart.target.value] if chart.target else [])], finest=chart.decimals)
    decimals = tick_decimals(marks)
    left = max(width_of(f"{mark:.{decimals}f}") for mark in marks) + 18
    label = chart.aim
    right = width - max(width_of(label) + 8 if label else 0, 28)
    up = Scale(marks[0], marks[-1], height - _FOOT, _TOP)
    slots: Sequence[Point | Expected] = [*series.points, *chart.expected]
    across = [left + _EDGE + (right - left - 2 * _EDGE) * (place + 0.5) / max(len(slots), 1) for place in range(len(slots))]
    shapes: list[Shape] = [Text(x=4, y=16, text=f"单位：{chart.unit}", colour=SECOND)]
    if marks[0] > 0 or marks[-1] < 0:
        shapes.append(Text(x=width - 4, y=16, text="纵轴不从 0 起", colour=SECOND, anchor="end"))
    for mark in marks:
        y = up.at(mark)
        shapes += [
            Line(points=((left, y), (right, y)), colour=LINE),
            Text(x=left - 6, y=y + 4, text=f"{mark:.{decimals}f}", colour=SECOND, anchor="end"),
        ]
    shapes += _names(slots, across, height)
    if chart.target:
        y = up.at(chart.target.value)
        shapes += [
            Line(points=((left, y), (right, y)), colour=TARGET, width=1.5, dash=(6, 4)),
            Text(x=right + 6, y=y + 4, text=label, colour=TARGET),
        ]
    shapes += _expected(chart, series.points, across, up)
    shapes += _line(series.points, across, up, hue(series.key))
    shapes += _points(chart, across, up, hue(series.key), height)
    return Drawing(width=width, height=height, title=chart.title, describes=described(chart), shapes=tuple(shapes))


def _names(slots: Sequence[Point | Expected], across: Sequence[float], height: float) -> Iterator[Text]:
    """The names of the periods, as many as there is room for, the last one always."""
    room = across[1] - across[0] if len(across) > 1 else 200.0
    widest = max((width_of(one.name) for one in slots), default=0)
    every = max(1, -int(-(widest + 8) // room))
    for place, (one, x) in enumerate(zip(slots, across, strict=True)):
        if (len(slots) - 1 - place) % every == 0:
            yield Text(x=x, y=height - 12, text=fitted(one.name, max(room * every, 60)), colour=SECOND, anchor="middle")


def _line(points: Sequence[Point], across: Sequence[float], up: Scale, colour: str) -> Iterator[Line]:
    """The pieces of the line between gaps."""
    for piece in known_pieces(points):
        placed = tuple((across[place], up.at(value)) for place, value in piece)
        if len(placed) > 1:
            yield Line(points=placed, colour=colour, width=2)


def known_pieces(points: Sequence[Point]) -> list[list[tuple[int, Decimal]]]:
    """The runs of known points, each as place and value: between two runs is a gap."""
    found = []
    for known, run in groupby(enumerate(points), key=lambda each: each[1].value is not None):
        if known:
            found.append([(place, point.value) for place, point in run if point.value is not None])
    return found


def _points(chart: Chart, across: Sequence[float], up: Scale, colour: str, height: float) -> Iterator[Mark]:
    points = chart.series[0].points
    beside = _with_value(points)
    for place, (point, x) in enumerate(zip(points, across, strict=False)):
        says = chart.told(point)
        if point.value is None:
            gap = Text(x=x, y=height - _FOOT - 6, text="暂无", size=11, colour=SECOND, anchor="middle")
            yield Mark(says=says, shapes=(gap,), link=point.link)
            continue
        y = up.at(point.value)
        shapes: tuple[Dot | Text, ...] = (Dot(x=x, y=y, colour=colour, radius=3.5),)
        if place in beside:
            foot = y + 18 if _is_valley(points, place) else y - 9
            text = Text(x=x, y=foot, text=chart.printed(point.value), anchor="middle", bold=place == beside[-1], halo=True)
            shapes = (*shapes, text)
        yield Mark(says=says, shapes=shapes, link=point.link)


def _is_valley(points: Sequence[Point], place: int) -> bool:
    """Whether what is known beside the point lies higher: its value then stands below."""
    value = points[place].value
    around = [points[other].value for other in (place - 1, place + 1) if 0 <= other < len(points)]
    known = [one for one in around if one is not None]
    return value is not None and bool(known) and min(known) > value


def _with_value(points: Sequence[Point]) -> list[int]:
    """The places of the points whose value is printed beside them, the last one last."""
    known = [(place, point.value) for place, point in enumerate(points) if point.value is not None]
    if len(known) <= _MOST_VALUES:
        return [place for place, _ in known]
    highest, lowest = (how(known, key=lambda each: each[1])[0] for how in (max, min))
    return sorted({known[0][0], highest, lowest, known[-1][0]})


def _expected(chart: Chart, points: Sequence[Point], across: Sequence[float], up: Scale) -> Iterator[Shape]:
    """The interval as a band, and the expected values as a dashed line, from the last known point on."""
    if not chart.expected:
        return
    places = list(zip(chart.expected, across[len(points) :], strict=True))
    last = next(((x, up.at(p.value)) for p, x in reversed(list(zip(points, across, strict=False))) if p.value is not None), None)
    start = (last,) if last else ()
    highs = tuple((x, up.at(one.high)) for one, x in places)
    lows = tuple((x, up.at(one.low)) for one, x in reversed(places))
    yield Area(rings=((*start, *highs, *lows),), fill=_EXPECTED)
    yield Line(points=(*start, *((x, up.at(one.value)) for one, x in places)), colour=SECOND, width=1.5, dash=(3, 3))
    for one, x in places:
        said = f"{one.name}（预测）：{chart.said(one.value)}，区间 {chart.printed(one.low)}～{chart.printed(one.high)}"
        y, words = up.at(one.value), f"预测 {chart.printed(one.value)}"
        text = Text(x=x, y=y - 9, text=words, colour=SECOND, anchor="middle", halo=True)
        yield Mark(says=said, shapes=(Dot(x=x, y=y, colour=SECOND, hollow=True), text))
