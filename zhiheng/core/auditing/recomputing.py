"""A figure that is recognised, taken to other days: what it may be, and its exact value there in the printed unit."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from zhiheng.core.auditing.judging import Records, difference, judged, spots, unit_factor
from zhiheng.core.values.auditing import Judged, Number, Recorded


def agreements(one: Judged, records: Records, names: Mapping[str, str]) -> list[Judged]:
    """Every reading of a figure that its old value agrees with; of a clear one that has a value, those of its own indicator."""
    found = []
    for spot in spots(one.claim):
        option = next(each for each in one.claim.options if each.indicator == spot.indicator)
        narrow = replace(one.claim, options=(option,), clear=True, areas=(spot.area,), days=(spot.days,))
        said = judged(narrow, records, names)
        found.append(replace(said, claim=replace(narrow, clear=one.claim.clear)))
    own = [each for each in found if each.indicator == one.claim.options[0].indicator] if found else []
    known = one.claim.clear and any(each.verdict != "unknown" for each in own)
    return [each for each in (own if known else found) if each.verdict in ("agrees", "rounds")]


def as_printed(number: Number, now: Recorded, then: Recorded | None = None) -> tuple[Fraction | None, str]:
    """The exact value in the unit of a printed number, or why there is none. With `then` it is the change, signed."""
    if now.exact is None:
        return None, now.why or "暂无数据"
    if then is not None:
        if then.exact is None:
            return None, f"比较的期间{then.why or '暂无数据'}"
        change = difference(number, now, then)
        return change, "" if change is not None else "比较的期间为 0，变化率不可判"
    by = unit_factor(now.unit, number.unit)
    return (now.exact * by, "") if by is not None else (None, f"指标的单位是“{now.unit}”")
