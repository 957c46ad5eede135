"""Figures of days without records, whose number is that of the days the draft is about: the period may be written wrong."""

from collections.abc import Iterator, Sequence

from zhiheng.core.auditing.explaining import SHARP
from zhiheng.core.auditing.judging import Records, unit_factor
from zhiheng.core.auditing.rounding import compared
from zhiheng.core.values.auditing import Finding, Judged
from zhiheng.core.values.filling import Days


def period_findings(figures: Sequence[Judged], records: Records, base: Days) -> Iterator[Finding]:
    """Numbers of at least three digits that only the days asked about explain."""
    for one in figures:
        if one.verdict != "unknown" or not one.claim.clear or one.days in (None, base) or one.computed or one.claim.change:
            continue
        number, seen = one.claim.number, records(one.indicator, one.area[0], base)
        by = unit_factor(seen.unit, number.unit)
        if seen.exact is None or by is None or len(f"{number.value:f}".replace(".", "").lstrip("0")) < SHARP:
            continue
        if compared(number, seen.exact * by, seen.decimals) == "agrees" and one.days:
            yield Finding(
                kind="period", start=number.start, end=number.end, evidence=one.days.text,
                says=f"{one.days.text} 没有“{one.name}”的记录，{number.text} 与 {base.text} 的数相同，期间可能写错",
            )  # fmt: skip
