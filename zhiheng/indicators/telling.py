"""Values in a row as programs read them."""

from decimal import Decimal
from typing import Any

from zhiheng.core.values.indicators import Measured
from zhiheng.indicators.charts import Asked, why
from zhiheng.indicators.stretches import stretch_up_to
from zhiheng.indicators.values import by_area, by_period


def told_series(about: Asked, over: str) -> dict[str, Any]:
    """One indicator over the areas below (`over` "areas") or over periods ("periods"), with what each value rests on.

    Unit: `value` as the definition prints it; numerator and denominator exact, as kept (money in 分). None: unknown.
    """
    area, indicator = about.chosen.area, about.indicator
    if over == "periods":
        periods = stretch_up_to(about.period)
        found = by_period(indicator, area, periods, about.by)
        points = [{"period": one.text, "name": one.name} | _told(found.get(one.text)) for one in periods]
    else:
        found = by_area(indicator, about.below, about.period, about.by)
        points = [{"area": one.code, "name": one.name} | _told(found.get(one.code)) for one in about.below]
    printing = {"unit": indicator.printing.unit, "decimals": indicator.printing.decimals}
    asked = {"area": area.code, "period": about.period.text, "over": over}
    return {"indicator": indicator.id, "name": indicator.name} | printing | asked | {"points": points}


def _told(value: Measured | None) -> dict[str, Any]:
    if value is None:
        nothing = dict.fromkeys(("value", "numerator", "denominator"))
        return nothing | {"printed": "", "rows": 0, "state": "unknown", "why": why(value)}
    numbers = {"value": value.value, "numerator": value.numerator, "denominator": value.denominator}
    told = {name: _number(number) for name, number in numbers.items()}
    return told | {"printed": value.printed, "rows": value.rows, "state": value.state, "why": why(value)}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
