"""One figure from what was gathered: divided and rounded once, at the end, in Decimal.

Source: docs/methods/measuring.md
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from zhiheng.core.values.gathering import Gathered
from zhiheng.core.values.indicators import Indicator, Measured, Printing, State

EXACT = Context(prec=60)  # digits of a quotient before it is rounded to what is printed
MORE = ("多", "余")  # strictly more than the number they follow
ZERO = Decimal(0)


def valued(indicator: Indicator, gathered: Gathered | None, *, filed: bool = False) -> Measured:
    """A value or a rate. `filed`: returns are in, or the whole was counted, so that no row means that there was nothing.

    None:   no row, no row with the field filled, or nothing known of a part: unknown; a base of 0, or rows of the numerator that
            the denominator leaves out: undecidable.
    """
    if gathered is None:
        return _of_nothing(indicator, filed)
    if gathered.outside:
        why = f"有 {gathered.outside} 行算进了分子却不在分母里，请核对这些行，或改定义里分子、分母的条件"
        return without(indicator, "undecidable", why, rows=gathered.rows, empty=gathered.empty)
    if indicator.shape == "rate" or gathered.denominator is not None:
        return _rate(indicator, gathered)
    if gathered.numerator is None:
        return without(indicator, "unknown", _why_empty(gathered), rows=gathered.rows, empty=gathered.empty)
    return shown(
        indicator,
        _in_unit(indicator, gathered.numerator),
        numerator=gathered.numerator,
        rows=gathered.rows,
        empty=gathered.empty,
    )


def shown(
    indicator: Indicator,
    exact: Decimal,
    *,
    numerator: Decimal | None,
    denominator: Decimal | None = None,
    rows: int,
    empty: int = 0,
    **more: Any,
) -> Measured:
    """A known value, rounded as the definition prints it."""
    value, qualifier = rounded(exact, indicator.printing)
    unit, qualifier = said_between(indicator.printing.unit, qualifier)
    state: State = more.pop("state", "partial" if empty else "complete")
    return Measured(
        indicator=indicator.id,
        unit=unit,
        decimals=indicator.printing.decimals,
        value=value,
        exact=exact,
        numerator=numerator,
        denominator=denominator,
        rows=rows,
        empty=empty,
        state=state,
        qualifier=qualifier,
        **more,
    )


def said_between(unit: str, qualifier: str) -> tuple[str, str]:
    """The unit and the word behind the number as people say them: 3个多月, but 2746余万元.

    >>> said_between("个月", "多"), said_between("万元", "余"), said_between("个", "多")
    (('个多月', ''), ('万元', '余'), ('个', '多'))
    """
    if qualifier in MORE and unit.startswith("个") and len(unit) > 1:
        return f"个{qualifier}{unit[1:]}", ""
    return unit, qualifier


def without(indicator: Indicator, state: State, why: str, *, rows: int = 0, empty: int = 0, **more: Any) -> Measured:
    """No value, and why."""
    return Measured(
        indicator=indicator.id,
        unit=indicator.printing.unit,
        decimals=indicator.printing.decimals,
        value=None,
        numerator=more.pop("numerator", None),
        denominator=more.pop("denominator", None),
        rows=rows,
        empty=empty,
        state=state,
        why=why,
        **more,
    )


def rounded(exact: Decimal, printing: Printing) -> tuple[Decimal, str]:
    """The value to the decimals that are printed, with the word behind it: half up, away from zero, or down where 多 or 余
    may follow; they stand only where the exact value is strictly more."""
    down = printing.round == "down" or printing.qualifier in MORE
    step = Decimal(1).scaleb(-printing.decimals)
    value = abs(exact).quantize(step, ROUND_DOWN if down else ROUND_HALF_UP, EXACT)
    value = -value if exact < 0 and value else value
    more = printing.qualifier not in MORE or exact > value
    return value, printing.qualifier if more else ""


def _rate(indicator: Indicator, gathered: Gathered) -> Measured:
    halves: dict[str, Any] = {"numerator": gathered.numerator, "denominator": gathered.denominator}
    counts: dict[str, Any] = {"rows": gathered.rows, "empty": gathered.empty}
    if gathered.numerator is None or gathered.denominator is None:
        return without(indicator, "unknown", _why_empty(gathered), **halves, **counts)
    if gathered.denominator == 0:
        return without(indicator, "undecidable", "分母为 0，不可判", **halves, **counts)
    exact = quotient(_in_unit(indicator, gathered.numerator), gathered.denominator, indicator.per)
    return shown(indicator, exact, **halves, **counts)


def quotient(part: Decimal, base: Decimal, per: int = 1) -> Decimal:
    """Part by base, times `per`, to sixty digits: no rounding of what is printed can notice."""
    return EXACT.divide(EXACT.multiply(part, Decimal(per)), base)


def exact_of(indicator: Indicator, seen: Measured) -> Decimal | None:
    """The value before rounding, also of one that was kept: from its halves where it has them."""
    if seen.exact is not None or seen.value is None or seen.numerator is None:
        return seen.exact if seen.exact is not None else seen.value
    if indicator.shape not in ("value", "rate") or indicator.each:
        return seen.value
    part = _in_unit(indicator, seen.numerator)
    return part if seen.denominator is None else quotient(part, seen.denominator, indicator.per)


def _in_unit(indicator: Indicator, kept: Decimal) -> Decimal:
    """A kept amount in the printed unit: 分 as 万元."""
    return quotient(kept, Decimal(indicator.scale.numerator), indicator.scale.denominator)


def _of_nothing(indicator: Indicator, filed: bool) -> Measured:
    zero = indicator.empty == "zero" or (indicator.empty in ("zero if filed", "zero if whole") and filed)
    if zero and indicator.shape == "rate":
        return without(indicator, "undecidable", "分母为 0，不可判", numerator=ZERO, denominator=ZERO)
    if zero and indicator.measure and indicator.measure.operation in ("count", "sum", "distinct"):
        return shown(indicator, ZERO, numerator=ZERO, rows=0)
    return without(indicator, "unknown", "这个地区和期间没有记录")


def _why_empty(gathered: Gathered) -> str:
    return f"有 {gathered.rows} 行记录，但都没有填要算的字段" if gathered.rows else "没有符合条件的记录"
