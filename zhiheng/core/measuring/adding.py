"""What parts come to together: over areas, or over periods that follow one another, and only where that is true.

Source: docs/methods/measuring.md
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import Gathered
from zhiheng.core.values.indicators import Indicator, Measured

WORDS = {"area": "各地", "time": "各期"}


def together(indicator: Indicator, parts: Sequence[Gathered], over: Literal["area", "time"], *, called: str) -> Gathered | None:
    """What the parts come to: sums added, of a rate both halves, of a stock the last period's.

    Shape:  `parts` do not overlap, and periods stand in their order; `called` is the area or the period of the whole.
    None:   there is no part: nothing is known.
    Raises: Fault M135: a distinct count, a least or greatest value and a due set are counted again, never added.
    """
    how = indicator.over_area if over == "area" else indicator.over_time
    if how == "none" or indicator.measure is None:
        raise Fault(
            "M135",
            f"指标“{indicator.name}”不能由{WORDS[over]}的数合成：去重数、比较数和名单相加会重复。请按整个范围重新计算。",
        )
    if not parts:
        return None
    if how == "last":
        return _called(parts[-1], over, called)
    numerator, denominator = _sum([one.numerator for one in parts]), _sum([one.denominator for one in parts])
    if how == "mean":  # of periods, each counting alike
        denominator = Decimal(len(parts)) if denominator is None else denominator
    whole = Gathered(
        area=parts[0].area,
        period=parts[0].period,
        dims=parts[0].dims,
        numerator=numerator,
        denominator=denominator,
        rows=sum(one.rows for one in parts),
        empty=sum(one.empty for one in parts),
        outside=sum(one.outside for one in parts),
    )
    return _called(whole, over, called)


def summed(indicator: Indicator, parts: Mapping[str, Measured | None]) -> Measured | None:
    """The values of a figure that is entered, not counted, added up over areas, by code.

    Shape: the state is "partial" where some have none: `unreported` names them, and the whole is not less than the sum.
    None:  no part has a value.
    """
    known = [one for one in parts.values() if one is not None and one.value is not None]
    if not known:
        return None
    total = sum((one.value for one in known if one.value is not None), Decimal(0))
    lacking = [code for code, one in parts.items() if one is None or one.value is None]
    missing = tuple(dict.fromkeys([*lacking, *(code for one in known for code in one.unreported)]))
    return Measured(
        indicator=indicator.id,
        unit=indicator.printing.unit,
        decimals=max(one.decimals for one in known),
        value=total,
        exact=total,
        numerator=None,
        denominator=None,
        rows=sum(one.rows for one in known),
        empty=0,
        state="partial" if missing else "complete",
        unreported=missing,
    )


def _sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """What is known added up; None where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known else None


def _called(one: Gathered, over: Literal["area", "time"], called: str) -> Gathered:
    return replace(one, area=called) if over == "area" else replace(one, period=called)
