"""A chart as a table: the same figures, with the unit in the head."""

from decimal import Decimal

from msgspec import Struct

from zhiheng.core.charting.bars import ranked
from zhiheng.core.values.charts import Chart, Point, plain


class Cell(Struct, frozen=True):
    """One cell: a figure with the words it is printed in, or words alone."""

    text: str
    value: Decimal | None = None
    link: str = ""
    why: str = ""


class Table(Struct, frozen=True):
    """Heads, and rows whose first cell names the row; the other columns are figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(chart: Chart) -> Table:
    """The table beneath a chart: a row for each period or area; small multiples have a column for each period."""
    unit = f"（{chart.unit}）" if chart.unit else ""
    if chart.kind == "multiples":
        periods = [point.name for point in chart.series[0].points] if chart.series else []
        heads = (chart.over, *(f"{name}{unit}" for name in periods))
        return Table(heads, tuple((Cell(one.name), *(_cell(chart, p) for p in one.points)) for one in chart.series))
    points = chart.series[0].points if chart.kind == "trend" else ranked(chart.series[0].points)
    target = [Cell(plain(chart.target.value), chart.target.value)] if chart.target else []
    heads = (chart.over, f"{chart.subject}{unit}", *([f"{chart.target.name}{unit}"] if chart.target else []))
    rows = [(Cell(point.name), _cell(chart, point), *target) for point in points]
    if chart.expected:
        heads = (*heads, f"预测区间{unit}")
        rows = [(*row, Cell("")) for row in rows]
        for one in chart.expected:
            between = Cell(f"{chart.printed(one.low)}～{chart.printed(one.high)}")
            rows.append((Cell(f"{one.name}（预测）"), Cell(chart.printed(one.value), one.value), *target, between))
    return Table(heads, tuple(rows))


def _cell(chart: Chart, point: Point) -> Cell:
    if point.value is None:
        return Cell("暂无数据", link=point.link, why=point.why)
    return Cell(chart.printed(point.value), point.value, point.link, point.note)
