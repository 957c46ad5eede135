"""A figure over its parts: the share that each has of the whole, the least and the greatest of each.

Source: docs/methods/measuring.md
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from msgspec.structs import replace

from zhiheng.core.measuring.valuing import ZERO, quotient, rounded, shown, valued, without
from zhiheng.core.values.gathering import Gathered
from zhiheng.core.values.indicators import Each, Indicator, Measured

Dims = tuple[str | None, ...]


def shares(indicator: Indicator, groups: Sequence[Gathered], whole: Gathered | None) -> dict[Dims, Measured]:
    """What part of the whole each group is (占比).

    Shape: `whole` is gathered without the dims, so that nothing is counted twice in it. Where the printed shares do not add up
           to 100, each says so.
    None:  the whole is 0 or unknown.
    """
    base = whole.numerator if whole else None
    found = {group.dims: _share(indicator, group, base) for group in groups}
    said = _sum_note(indicator, list(found.values()))
    return {dims: replace(one, notes=(*one.notes, said)) if said else one for dims, one in found.items()}


def eached(indicator: Indicator, each: Each, groups: Sequence[Gathered]) -> Measured:
    """The least, greatest or mean value of the groups, or the names of those who have it; a group that is unknown is left out.

    Shape: the last of a group's dims is what `each` keeps apart; rows that have it empty belong to nobody.
    """
    named = {group.dims[-1]: valued(indicator, group).exact for group in groups}
    known = {str(name): exact for name, exact in named.items() if name is not None and exact is not None}
    rows = sum(group.rows for group in groups)
    if not known:
        return without(indicator, "unknown", "没有一项有数" if groups else "这个地区和期间没有记录", rows=rows)
    values = [_taken(how, list(known.values())) for how in each.take or (_picked(each),)]
    found = shown(
        indicator,
        values[0],
        numerator=None,
        rows=rows,
        empty=sum(group.empty for group in groups),
        names=tuple(sorted(name for name, exact in known.items() if exact == values[0])) if each.pick else (),
        values=tuple(rounded(value, indicator.printing)[0] for value in values) if len(values) > 1 else (),
    )
    left = len(groups) - len(known)
    return replace(found, notes=(f"另有 {left} 项没有数，或没有填“{each.by}”，没有算进来",)) if left else found


def by_dims(groups: Sequence[Gathered], count: int) -> Mapping[Dims, list[Gathered]]:
    """The groups that are alike in the first `count` dims."""
    found: dict[Dims, list[Gathered]] = {}
    for group in groups:
        found.setdefault(group.dims[:count], []).append(group)
    return found


def _share(indicator: Indicator, group: Gathered, base: Decimal | None) -> Measured:
    halves: dict[str, Any] = {"numerator": group.numerator, "denominator": base}
    if group.numerator is None or base is None:
        why = f"有 {group.rows} 行记录，但都没有填要算的字段"
        return without(indicator, "unknown", why, rows=group.rows, empty=group.empty, **halves)
    if base == 0:
        return without(indicator, "undecidable", "总数为 0，不可判", rows=group.rows, empty=group.empty, **halves)
    exact = quotient(group.numerator, base, indicator.per)
    return shown(indicator, exact, rows=group.rows, empty=group.empty, **halves)


def _sum_note(indicator: Indicator, found: Sequence[Measured]) -> str:
    """What is said of shares that do not add up as printed; "" where they do, or one is not known."""
    if any(one.exact is None or one.value is None or one.denominator is None for one in found) or not found:
        return ""
    unit = indicator.printing.unit
    exact = sum((one.numerator or ZERO for one in found), ZERO)
    if exact > (found[0].denominator or ZERO):
        return "一行可以算进几项，各项相加超过总数"
    printed = sum((one.value or ZERO for one in found), ZERO)
    if exact == found[0].denominator and printed != indicator.per:
        return f"各项印出的数相加是 {printed:f}{unit}：每项各自四舍五入，没有凑成 {indicator.per}"
    return ""


def _taken(how: Literal["min", "max", "mean"], values: list[Decimal]) -> Decimal:
    match how:
        case "min":
            return min(values)
        case "max":
            return max(values)
    return quotient(sum(values, ZERO), Decimal(len(values)))


def _picked(each: Each) -> Literal["min", "max"]:
    return "min" if each.pick == "lowest" else "max"
