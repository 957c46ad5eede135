"""One figure over rows that somebody has already chosen: those of an area and a period."""

from collections.abc import Iterable, Mapping
from typing import Any

from zhiheng.core.measuring.gathering import counted
from zhiheng.core.measuring.valuing import valued
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.gathering import Gathered
from zhiheng.core.values.indicators import Indicator, Measured


def measured(indicator: Indicator, rows: Iterable[Mapping[str, Any]]) -> Measured:
    """The value or rate over `rows`, of those that satisfy its condition; their order is irrelevant.

    Shape:  one mapping a row: the usable values of the register the indicator is from.
    Unit:   numerator and denominator exact, as kept; the value in the printed unit, divided and rounded once.
    None:   no row, or no row with the field filled: unknown is not zero.
    Source: docs/methods/measuring.md
    """
    chosen = [row for row in rows if satisfied(indicator.where, row)]
    group = Gathered(area="", period="", **counted(indicator, chosen)._asdict()) if chosen else None
    return valued(indicator, group)
