"""A chart as ECharts is told it: plain data, no function. What is printed comes along, so that nobody formats it again.

Shape: docs/methods/charts.md says what the page's script adds: tips from `said`, a click on `link`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zhiheng.core.charting.bars import ranked
from zhiheng.core.charting.classes import Class, classes, colour_of
from zhiheng.core.charting.hues import INK, LINE, SECOND, TARGET, dash, hue, ink_on
from zhiheng.core.charting.multiples import scale_in_words
from zhiheng.core.charting.scales import ticks_of
from zhiheng.core.charting.shapes import width_of
from zhiheng.core.charting.tiles import meanings, places_of
from zhiheng.core.values.charts import Chart, Point, Series

_TEXT = {"color": SECOND, "fontSize": 12}
_CORNER = {"left": 4, "top": 2}
_NO_EDGE = {"containLabel": True, "left": 12, "right": 24, "top": 36, "bottom": 12}


def option_of(chart: Chart) -> dict[str, Any]:
    """The option of ECharts 5 or 6. Unknown points are null: gaps."""
    made = {"trend": _trend, "bars": _bars, "multiples": _multiples, "tiles": _tiles, "map": _map}[chart.kind](chart)
    tips = {"trigger": "item", "renderMode": "richText", "confine": True}
    return {"animation": False, "aria": {"enabled": True, "label": {"description": chart.title}}, "tooltip": tips} | made


def _item(chart: Chart, point: Point, **more: Any) -> dict[str, Any]:
    """One point: the number for the picture, and the words for the reader."""
    value = None if point.value is None else float(point.value)
    said = chart.told(point)
    return {"value": value, "name": point.name, "printed": chart.printed(point.value), "said": said, "link": point.link} | more


def _words(text: str, **place: Any) -> dict[str, Any]:
    """Words that stand beside the picture."""
    return {"type": "text", "silent": True, "style": {"text": text, "fill": SECOND, "fontSize": 12}} | (place or _CORNER)


def _marks(chart: Chart, wanted: int = 5, *, from_zero: bool = False) -> tuple[Decimal, ...]:
    """The ticks of the drawing."""
    bounds = [bound for one in chart.expected for bound in (one.low, one.high)]
    values = [*chart.known, *bounds, *([chart.target.value] if chart.target else [])]
    return ticks_of(values, wanted, chart.decimals, from_zero=from_zero)


def _axis(marks: Sequence[Decimal]) -> dict[str, Any]:
    """A value axis with these ticks."""
    about = {"type": "value", "min": float(marks[0]), "max": float(marks[-1]), "interval": float(marks[1] - marks[0])}
    return about | {"axisLabel": _TEXT, "splitLine": {"lineStyle": {"color": LINE}}}


def _target(chart: Chart, axis: str, where: str = "end") -> dict[str, Any]:
    if not chart.target:
        return {}
    label = {"formatter": chart.aim, "color": TARGET, "position": where, "show": bool(where)}
    line = {"symbol": "none", "silent": True, "lineStyle": {"color": TARGET, "type": "dashed"}, "label": label}
    return {"markLine": line | {"data": [{axis: float(chart.target.value)}]}}


def _trend(chart: Chart) -> dict[str, Any]:
    series = chart.series[0]
    names = [point.name for point in series.points] + [one.name for one in chart.expected]
    line: dict[str, Any] = {
        "type": "line",
        "name": series.name or chart.subject,
        "connectNulls": False,
        "symbolSize": 7,
        "data": [None if point.value is None else _item(chart, point) for point in series.points],
        "lineStyle": {"color": hue(series.key), "width": 2},
        "itemStyle": {"color": hue(series.key)},
        "label": {"show": True, "color": INK, "position": "top"},
    }
    marks, right = _marks(chart), {"right": 120} if chart.target else {}
    zoom = [{"type": "inside"}, {"type": "slider", "height": 16, "bottom": 4}] if len(names) > 8 else []
    return {
        "grid": _NO_EDGE | right | ({"bottom": 36} if zoom else {}),
        "xAxis": {"type": "category", "data": names, "axisLabel": _TEXT},
        "yAxis": _axis(marks),
        "graphic": [_words(f"单位：{chart.unit}{'；纵轴不从 0 起' if marks[0] > 0 or marks[-1] < 0 else ''}")],
        "dataZoom": zoom,
        "series": [line | _target(chart, "yAxis"), _gaps(chart, marks[0]), *_expected(chart, len(series.points))],
    }


def _gaps(chart: Chart, foot: Decimal) -> dict[str, Any]:
    """暂无 at the foot of each period of which nothing is known, with the reason as its tip."""
    unknown = [(place, point) for place, point in enumerate(chart.series[0].points) if point.value is None]
    items = [_item(chart, point, value=[place, float(foot)], printed="暂无") for place, point in unknown]
    label = {"show": True, "position": "top", "color": SECOND, "fontSize": 11}
    return {"type": "scatter", "name": "暂无数据", "symbolSize": 1, "data": items, "label": label}


def _expected(chart: Chart, known: int) -> list[dict[str, Any]]:
    """The forecast: a dashed line, and the interval as a band stacked on its lower bound."""
    if not chart.expected:
        return []
    before: list[None] = [None] * known
    band = {"type": "line", "stack": "区间", "symbol": "none", "silent": True, "lineStyle": {"opacity": 0}}
    values = []
    for one in chart.expected:
        said = f"{one.name}（预测）：{chart.said(one.value)}，区间 {chart.printed(one.low)}～{chart.printed(one.high)}"
        values.append({"value": float(one.value), "name": one.name, "printed": f"预测 {chart.printed(one.value)}", "said": said})
    lows = [float(one.low) for one in chart.expected]
    gaps = [float(one.high - one.low) for one in chart.expected]
    shown = {"label": {"show": True, "color": SECOND, "position": "top"}, "itemStyle": {"color": SECOND}}
    dashed = {"type": "line", "name": "预测", "symbol": "emptyCircle", "lineStyle": {"type": "dashed", "color": SECOND}}
    return [
        band | {"data": [*before, *lows]},
        band | {"data": [*before, *gaps], "areaStyle": {"color": "#e8effa"}},
        dashed | shown | {"data": [*before, *values]},
    ]


def _bars(chart: Chart) -> dict[str, Any]:
    points = ranked(chart.series[0].points)
    items = [_item(chart, point, itemStyle={"color": hue(point.key)}) for point in points]
    label = {"show": True, "position": "right", "color": INK}
    return {
        "grid": _NO_EDGE,
        "xAxis": _axis(_marks(chart, from_zero=True)),
        "graphic": [_words(f"单位：{chart.unit}")],
        "yAxis": {"type": "category", "inverse": True, "data": [p.name for p in points], "axisLabel": {"color": INK}},
        "series": [{"type": "bar", "barWidth": 14, "data": items, "label": label} | _target(chart, "xAxis", "start")],
    }


def _multiples(chart: Chart) -> dict[str, Any]:
    columns, rows, marks = 4, max(1, -(-len(chart.series) // 4)), _marks(chart, 3)
    value = _axis(marks) | {"show": False}
    grids, across, up, lines, titles = [], [], [], [], []
    for place, series in enumerate(chart.series):
        row, column = divmod(place, columns)
        left, top = f"{column * 100 / columns + 0.5:.2f}%", f"{3 + row * 97 / rows + 18 / rows:.2f}%"
        grids.append({"left": left, "top": top, "width": f"{100 / columns - 2:.2f}%", "height": f"{97 / rows * 0.6:.2f}%"})
        names = [point.name for point in series.points]
        across.append({"type": "category", "data": names, "gridIndex": place, "axisLabel": {"show": False}})
        up.append(value | {"gridIndex": place})
        title = {"text": _last(chart, series), "left": left, "top": f"{3 + row * 97 / rows:.2f}%"}
        titles.append(title | {"textStyle": {"fontSize": 12, "color": INK}})
        lines.append(_panel(chart, series, place))
    words = [_words(scale_in_words(chart, marks))]
    return {"title": titles, "grid": grids, "xAxis": across, "yAxis": up, "series": lines, "graphic": words, "rows": rows}


def _last(chart: Chart, series: Series) -> str:
    return f"{series.name}  {(chart.printed(series.points[-1].value) if series.points else '') or '暂无数据'}"


def _panel(chart: Chart, series: Series, place: int) -> dict[str, Any]:
    items = [_item(chart, point, said=f"{series.name} {chart.told(point)}") for point in series.points]
    style = {"color": hue(series.key), "width": 2, "type": list(dash(series.key)) or "solid"}
    line = {"type": "line", "name": series.name, "xAxisIndex": place, "yAxisIndex": place, "symbolSize": 5}
    return line | {"data": items, "lineStyle": style, "itemStyle": {"color": hue(series.key)}} | _target(chart, "yAxis", "")


def _legend(chart: Chart, found: Sequence[Class]) -> list[dict[str, Any]]:
    """What the colours mean, below the picture."""
    shapes, left = [_words(f"单位：{chart.unit}")], 4.0
    for words, fill, edge in meanings(chart, found):
        look = {"fill": fill, "stroke": edge}
        box = {"type": "rect", "left": left, "bottom": 6, "silent": True, "shape": {"width": 14, "height": 12}, "style": look}
        shapes += [box, _words(words, left=left + 19, bottom=5)]
        left += width_of(words) + 36
    return shapes


def _tiles(chart: Chart) -> dict[str, Any]:
    places, found = places_of(chart, 720), classes(chart)
    columns = 1 + max((column for _, column in places.values()), default=0)
    rows = 1 + max((row for row, _ in places.values()), default=0)
    items = []
    for point in chart.series[0].points:
        row, column = places[point.key]
        colour = "#ffffff" if point.value is None else colour_of(point.value, found)
        label = {"color": SECOND if point.value is None else ink_on(colour)}
        look = {"color": colour, "borderColor": "#ffffff", "borderWidth": 3}
        if point.value is None:
            look = {"color": colour, "borderColor": SECOND, "borderWidth": 1, "borderType": "dashed"}
        words = f"{point.name}\n{chart.printed(point.value) or '暂无'}"
        items.append(_item(chart, point, value=[column, row, 0], printed=words, itemStyle=look, label=label))
    hidden = {"type": "category", "show": False}
    return {
        "grid": {"left": 4, "right": 4, "top": 26, "bottom": 30},
        "xAxis": hidden | {"data": list(range(columns))},
        "yAxis": hidden | {"data": list(range(rows)), "inverse": True},
        "series": [{"type": "heatmap", "data": items, "label": {"show": True}}],
        "visualMap": {"show": False, "min": 0, "max": 1, "seriesIndex": [9]},  # a heatmap asks for one; each tile has its colour
        "graphic": _legend(chart, found),
        "rows": rows,
    }


def _map(chart: Chart) -> dict[str, Any]:
    found = classes(chart)
    rings: Mapping[str, Sequence[Any]] = chart.outline.rings if chart.outline else {}
    shapes, items = [], []
    for point in chart.series[0].points:
        if point.key in rings:
            each = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings[point.key]]}
            shapes.append({"type": "Feature", "properties": {"name": point.name}, "geometry": each})
        colour = "#ffffff" if point.value is None else colour_of(point.value, found)
        items.append(_item(chart, point, itemStyle={"areaColor": colour, "borderColor": SECOND}))
    approval = f"审图号：{chart.outline.approval}" if chart.outline else ""
    return {
        "series": [{"type": "map", "map": "office", "roam": True, "data": items, "label": {"show": True, "fontSize": 11}}],
        "graphic": [*_legend(chart, found), _words(approval, right=8, bottom=5)],
        "shapes": {"type": "FeatureCollection", "features": shapes},
    }
