"""Draws charts: one noun becomes a picture, a table, a workbook and what ECharts is told, so that all say the same figures.

Enters: a `Chart` of `core/values/charts`. Leaves: `Drawing` (svg.py, png.py), `Table`, a workbook, an option. Open first:
trend.py for a layout; words.py computes the sentence that is the title.
"""

from collections.abc import Callable, Mapping

from zhiheng.core.charting.bars import bars
from zhiheng.core.charting.books import book_of
from zhiheng.core.charting.framing import framed
from zhiheng.core.charting.maps import drawn_map
from zhiheng.core.charting.multiples import multiples
from zhiheng.core.charting.options import option_of
from zhiheng.core.charting.png import png_of
from zhiheng.core.charting.projecting import outline_from
from zhiheng.core.charting.shapes import Drawing
from zhiheng.core.charting.strips import strips
from zhiheng.core.charting.svg import svg_of
from zhiheng.core.charting.tables import Table, table_of
from zhiheng.core.charting.tiles import tiles
from zhiheng.core.charting.trend import trend
from zhiheng.core.charting.words import compared, finding_over_areas, finding_over_both, finding_over_time
from zhiheng.core.values.charts import Chart, Kind

_LAYOUTS: Mapping[Kind, Callable[[Chart, float], Drawing]] = {
    "trend": trend, "bars": bars, "multiples": multiples, "tiles": tiles, "map": drawn_map,
}  # fmt: skip
_FINDINGS: Mapping[Kind, Callable[[Chart], str]] = {
    "trend": finding_over_time, "bars": finding_over_areas, "multiples": finding_over_both,
    "tiles": finding_over_areas, "map": finding_over_areas,
}  # fmt: skip

__all__ = [
    "Drawing", "Table", "book_of", "compared", "drawing_of", "finding", "framed", "option_of", "outline_from", "png_of", "strips",
    "svg_of", "table_of",
]  # fmt: skip


def drawing_of(chart: Chart, width: float = 720) -> Drawing:
    """The chart laid out at a width: 720 for a desk and paper, 340 for a telephone. Raises: Fault M501."""
    return _LAYOUTS[chart.kind](chart, width)


def finding(chart: Chart) -> str:
    """The sentence that is its title.

    Source: docs/methods/charts.md
    """
    return _FINDINGS[chart.kind](chart)
