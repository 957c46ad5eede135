"""Values in a row, for charts: one indicator over areas, over periods, or over both."""

from collections.abc import Iterable

from zhiheng.core.measuring import Period
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.directory.queries import everywhere
from zhiheng.indicators.queries import figures

# The areas that come in were found within the scope of who asks: their rows need no further one.


def by_area(indicator: Indicator, areas: Iterable[Area], period: Period) -> dict[str, Measured]:
    """The value of each area, with those below it, by its code."""
    return {area.code: _measured(indicator, area, period) for area in areas}


def by_period(indicator: Indicator, area: Area, periods: Iterable[Period]) -> dict[str, Measured]:
    """The value of each period, by its text."""
    return {period.text: _measured(indicator, area, period) for period in periods}


def by_area_and_period(
    indicator: Indicator, areas: Iterable[Area], periods: Iterable[Period]
) -> dict[tuple[str, str], Measured]:
    """The value of each area in each period, by code and text."""
    asked = list(periods)
    return {(area.code, period.text): _measured(indicator, area, period) for area in areas for period in asked}


def _measured(indicator: Indicator, area: Area, period: Period) -> Measured:
    return figures(everywhere(), area, period, [indicator])[indicator.id].measured
