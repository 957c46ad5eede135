"""Why a printed number may differ from the computed one: a slip of the hand, or the value of something else."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.auditing.judging import Spot, unit_factor, written
from zhiheng.core.auditing.rounding import compared, half_up
from zhiheng.core.values.auditing import Judged, Number, Recorded
from zhiheng.core.values.filling import Days
from zhiheng.core.values.stretches import before, days, month_end, so_far, years_on

SHARP = 3  # digits from which equality with another value is no chance
_BESIDE = 4  # values of other days that are told where nothing explains a number
SURE_ENOUGH = 0.6  # of a name that is not clear, for its value to be held against a number


def asks_why(one: Judged) -> bool:
    """Whether it is worth asking why a number differs: there is a value, and it is another one."""
    if not one.computed or one.claim.change:
        return False
    return one.verdict == "differs" or (one.verdict == "unknown" and not one.claim.doubt)


class Other(NamedTuple):
    """Another value that a wrong number may have been taken from, and how a clerk would say it."""

    spot: Spot
    says: str

    @property
    def label(self) -> str:
        """Which value it is: 上年同期, 上半年."""
        return self.says.removeprefix("与").partition("的数")[0]


def others_of(one: Judged, base: Days, areas: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[Other]:
    """The values that a number may have been taken from: of other days, other areas, other figures that its words may mean."""
    if one.days is None:
        return []
    here, now = Spot(one.indicator, one.area, one.days), one.days
    spans = {
        "与上年同期的数相同": years_on(now, -1),
        "与上年全年的数相同": _year(now.end.year - 1),
        "与全年的数相同": _year(now.end.year),
        "与年初累计的数相同，截止日或累计、当期不同": so_far(now), "与所选期间的数相同，期间不同": base,
        "与本月的数相同，累计、当期不同": days(now.end.replace(day=1), now.end),
        "与上半年的数相同，截止日不同": days(date(now.end.year, 1, 1), date(now.end.year, 6, 30)),
        "与截至月底的数相同，截止日不同": days(date(now.end.year, 1, 1), month_end(now.end.year, now.end.month)),
    }
    if earlier := before(now):
        spans["与上期的数相同"] = earlier
    found = [Other(here._replace(days=span), says) for says, span in spans.items() if span != now]
    found += [Other(here._replace(area=area), f"与{area[1]}的数相同") for area in areas if area != one.area]
    found += [
        Other(here._replace(indicator=option.indicator), f"与“{names[option.indicator]}”的数相同")
        for option in one.claim.options if option.indicator != one.indicator
    ]  # fmt: skip
    return found


def _year(year: int) -> Days:
    return days(date(year, 1, 1), date(year, 12, 31))


def held_against(one: Judged) -> Judged:
    """A number whose name was not clear, but whose difference explains itself."""
    return replace(one, verdict="differs", says=f"原文 {one.claim.number.text}，按“{one.name}”是 {one.computed}")


def explained(one: Judged, truth: Recorded, others: list[tuple[Other, Recorded]]) -> Judged:
    """The same with the reasons for which it may differ, the likeliest first."""
    number = one.claim.number
    found = list(one.reasons)
    beside: list[str] = []
    by = unit_factor(truth.unit, number.unit) if truth.exact is not None else None
    if by is not None and truth.exact is not None and not one.claim.change:
        found += _slips(number, truth.exact * by, truth.decimals if by == 1 else number.decimals)
    for other, value in others:
        by = unit_factor(value.unit, number.unit)
        if value.exact is None or by is None or value.exact == 0:
            continue
        if compared(replace(number, before="", after=""), value.exact * by, value.decimals) == "agrees":
            found.append(f"{other.says}（{written(value, number.unit)}）")
        elif other.spot.indicator == one.indicator and other.spot.area == one.area:
            beside.append(f"{other.label} {written(value, number.unit)}")
    told = f"；另算：{'，'.join(dict.fromkeys(beside[:_BESIDE]))}" if beside and not found and one.verdict == "differs" else ""
    return replace(one, reasons=tuple(dict.fromkeys(found))[:3], says=one.says + told)


def telling(one: Judged) -> bool:
    """Whether the reasons are so good that the number is held against a name that is not clear."""
    digits = len(re.sub(r"\D", "", str(one.claim.number.value)).lstrip("0"))
    score = next((option.score for option in one.claim.options if option.indicator == one.indicator), 0.0)
    return bool(one.reasons) and digits >= SHARP and score >= SURE_ENOUGH


def _slips(number: Number, exact: Fraction, decimals: int) -> list[str]:
    """Slips of the hand that lead from the exact value to the printed one."""
    right = half_up(exact, max(number.decimals, decimals))
    said, meant = _digits(number.value), _digits(right)
    found = []
    if said == meant:
        found.append("小数点错位或漏写" if "." in f"{right:f}" else "差了十倍百倍，单位可能写错（万、亿、元）")
    elif _shifted(number, exact):
        found.append("数量级不同，单位可能写错（万、亿、元）")
    if len(said) == len(meant) and said != meant:
        wrong = [k for k, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
        if len(wrong) == 2 and said[wrong[0]] == meant[wrong[1]] and said[wrong[1]] == meant[wrong[0]]:
            found.append("有两位数字颠倒")
        elif len(wrong) == 1:
            found.append("有一位数字不同")
    elif sorted(said) != sorted(meant) and abs(len(said) - len(meant)) == 1 and _one_more(said, meant):
        found.append("多写或漏写了一位数字")
    return found


def _shifted(number: Number, exact: Fraction) -> bool:
    plain = replace(number, before="", after="")
    return any(compared(plain, exact * Fraction(10) ** power, 4) == "agrees" for power in (-8, -4, -2, -1, 1, 2, 4, 8))


def _digits(value: Decimal) -> str:
    return re.sub(r"\D", "", f"{value.normalize():f}").strip("0")


def _one_more(one: str, other: str) -> bool:
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
