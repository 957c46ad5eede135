"""Charts for a document: the same as on the page of the figure, without its frame, as a drawing and as a picture for Word."""

from zhiheng.core import charting
from zhiheng.core.measuring import Period
from zhiheng.core.values.charts import Kind
from zhiheng.core.values.papers import Picture
from zhiheng.core.writing.templates import ChartAsk
from zhiheng.engines.fonts import picture_font
from zhiheng.indicators.charts import asked, chart_of
from zhiheng.indicators.known import known_indicator
from zhiheng.publications.about import About
from zhiheng.registers.queries import areas_round
from zhiheng.registers.selections import Selection

KINDS: dict[str, Kind] = {"areas": "bars", "trend": "trend"}


def drawn(ask: ChartAsk, about: About, period: Period) -> Picture | None:
    """The chart that a template asks for; None where no point of it is known."""
    chosen = Selection(about.area, period, areas_round(about.scope, about.area), [])
    indicator = known_indicator(ask.indicator)
    chart = chart_of(KINDS[ask.kind], asked(indicator, chosen, about.scope, about.today))
    if not any(point.value is not None for series in chart.series for point in series.points):
        return None
    drawing = charting.drawing_of(chart)
    told = f"{indicator.name}，{period.name}。{chart.title}"
    return Picture(title=chart.title, svg=charting.svg_of(drawing), png=charting.png_of(drawing, picture_font()), told=told)
