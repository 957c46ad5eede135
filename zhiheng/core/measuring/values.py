"""One indicator over the rows of an area and a period."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from zhiheng.core.values.indicators import Indicator, Measured, State


def measured(indicator: Indicator, rows: Iterable[Mapping[str, object]]) -> Measured:
    """The value over `rows`; their order is irrelevant.

    Shape:  one mapping a row: the kept values of the register the indicator is from.
    Unit:   the numerator exact, as kept; the value in the printed unit, divided and rounded half up once.
    None:   no row, or no row with the field filled: unknown is not zero.
    Source: docs/methods/measuring.md
    """
    count = empty = total = 0
    for row in rows:
        count += 1
        if indicator.measure.operation == "count":
            total += 1
        elif (value := row.get(indicator.measure.field)) is None:
            empty += 1
        else:
            total += _whole(value)
    known = count > empty
    return Measured(
        indicator=indicator.id,
        unit=indicator.printing.unit,
        decimals=indicator.printing.decimals,
        value=_rounded(total, indicator) if known else None,
        numerator=Decimal(total) if known else None,
        denominator=None,
        rows=count,
        empty=empty,
        state=_state(count, empty),
    )


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a kept quantity is a whole number, not {value!r}")
    return value


def _rounded(total: int, indicator: Indicator) -> Decimal:
    step = Decimal(1).scaleb(-indicator.printing.decimals)
    return indicator.in_unit(Decimal(total)).quantize(step, ROUND_HALF_UP)


def _state(count: int, empty: int) -> State:
    if count == empty:
        return "unknown"
    return "partial" if empty else "complete"
