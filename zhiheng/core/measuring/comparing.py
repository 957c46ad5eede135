"""A figure from other figures: changed, divided, added, taken away. From unrounded values; rounded once, at the end.

Source: docs/methods/measuring.md
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from zhiheng.core.measuring.valuing import EXACT, quotient, shown, without
from zhiheng.core.values.indicators import Change, Formula, Indicator, Measured

AGAINST = {"last-year": "上年同期", "previous": "上期"}


def changed(indicator: Indicator, change: Change, now: Measured, before: Measured) -> Measured:
    """How much more it is than before: of rates in points, relative in percent, or as an amount.

    None:  one of the two has no value: as unknown as they are. A relative change from 0: undecidable. From a number below 0:
           undecidable too, for 增长 and 下降 would say the opposite of what happened.
    Shape: a note says where the difference of the printed values is another than the one printed here.
    """
    against = AGAINST.get(change.against, f"{change.against} 年")
    if now.exact is None:
        return without(indicator, now.state, f"本期：{now.why}", rows=now.rows)
    if before.exact is None:
        return without(indicator, "undecidable", f"{against}没有可比的数：{before.why}", rows=now.rows)
    exact = now.exact - before.exact
    if change.within == "percent":
        if before.exact <= 0:
            why = f"{against}为 0，不能算增减百分比" if before.exact == 0 else f"{against}是负数，不能算增减百分比"
            return without(indicator, "undecidable", why, rows=now.rows)
        exact = quotient(exact, before.exact, 100)
    found = shown(
        indicator,
        exact,
        numerator=now.exact,
        denominator=before.exact,
        rows=now.rows,
        state="partial" if "partial" in (now.state, before.state) else "complete",
    )
    return _with_note(found, change, now, before)


def combined(indicator: Indicator, formula: Formula, first: Measured, second: Measured, names: Sequence[str]) -> Measured:
    """Two figures of one area and period divided, added, or one taken from the other; `names` is what people call the two.

    None: one of the two has no value; a ratio to 0 is undecidable.
    """
    for part, name in zip((first, second), names, strict=True):
        if part.exact is None:
            return without(indicator, part.state, f"“{name}”没有数：{part.why}")
    one, other = first.exact or Decimal(0), second.exact or Decimal(0)
    match formula.op:
        case "plus":
            exact = EXACT.add(one, other)
        case "minus":
            exact = EXACT.subtract(one, other)
        case "ratio":
            if other == 0:
                return without(indicator, "undecidable", "分母为 0，不可判", numerator=one, denominator=other)
            exact = quotient(one, other, formula.per)
    return shown(
        indicator,
        exact,
        numerator=one if formula.op == "ratio" else exact,
        denominator=other if formula.op == "ratio" else None,
        rows=first.rows + second.rows,
        state="partial" if "partial" in (first.state, second.state) else "complete",
    )


def _with_note(found: Measured, change: Change, now: Measured, before: Measured) -> Measured:
    if change.within == "percent" or now.value is None or before.value is None or found.value is None:
        return found
    printed = now.value - before.value
    if printed == found.value or max(now.decimals, before.decimals) > found.decimals:
        return found
    said = f"按印出的数相减是 {printed}（{now.printed} 减 {before.printed}），这里按未舍入的数相减"
    return replace(found, notes=(*found.notes, said))
