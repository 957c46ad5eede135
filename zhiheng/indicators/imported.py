"""Values of series that others publish, as they were entered in the register of outside series."""

from collections.abc import Sequence
from decimal import Decimal

from zhiheng.core.measuring import Plan, Spot
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.registers.models import Row

SERIES = "statistical-series"
OWN = "本地区"


def imported_values(plan: Plan, areas: Sequence[Area]) -> dict[Spot, Measured]:
    """The values of the plan's outside series that were published for these very areas; none is added up from those below.

    None: nothing was entered for an area and a period: a spot is missing, which is unknown.
    """
    if not plan.imported:
        return {}
    series = {one.indicator.id: one for one in plan.needed if one.indicator.imported}
    rows = Row.objects.unscoped("of areas that the caller may see").filter(
        register=SERIES, status="kept", area__in=areas, data__level=OWN, data__series__in=list(series)
    )
    periods = {period.text for one in series.values() for period in one.periods}
    return {
        Spot(indicator.id, row.area.code, row.data["period"]): _value(indicator, Decimal(row.data["value"]))
        for row in rows.select_related("area").order_by("pk")
        if row.data["period"] in periods
        for indicator in [series[row.data["series"]].indicator]
    }


def _value(indicator: Indicator, said: Decimal) -> Measured:
    places = max(indicator.printing.decimals, -int(said.as_tuple().exponent))
    return Measured(
        indicator=indicator.id, unit=indicator.printing.unit, decimals=places, value=said, exact=said, numerator=None,
        denominator=None, rows=1, empty=0, state="complete",
    )  # fmt: skip
