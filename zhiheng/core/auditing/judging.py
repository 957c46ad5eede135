"""The verdict on each claim, beside what the records say, and why a printed number may differ from the computed one."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.auditing.rounding import compared, half_up
from zhiheng.core.values.auditing import Claim, Judged, Number, Recorded, Verdict
from zhiheng.core.values.filling import Days
from zhiheng.core.values.scales import factor, is_money, parts_of

Records = Callable[[str, str, Days], Recorded]  # indicator, area code, days
_TIMES = re.compile("[人批场家户件台车班架]?次$")
_NOTHING = Recorded(exact=None, unit="", why="没有测算")


class Spot(NamedTuple):
    """One value that a claim may be about."""

    indicator: str
    area: tuple[str, str]
    days: Days


def spots(claim: Claim) -> list[Spot]:
    """Every value that a claim may be about, the likeliest first."""
    options = claim.options[:3]
    return [Spot(one.indicator, area, days) for one in options for area in claim.areas for days in claim.days]


def verdicts(claims: Iterable[Claim], records: Records, names: Mapping[str, str]) -> list[Judged]:
    """The verdict on each claim; a change is that of the figure before it, where that one's value tells which it is."""
    found: list[Judged] = []
    for claim in claims:
        if claim.change and found and found[-1].verdict in ("agrees", "rounds") and not found[-1].claim.change:
            same = [option for option in claim.options if option.indicator == found[-1].indicator]
            claim = replace(claim, options=tuple(same), clear=not claim.doubt) if same else claim
        found.append(judged(claim, records, names))
    return found


def judged(claim: Claim, records: Records, names: Mapping[str, str]) -> Judged:
    """The verdict on one claim.

    A name that is not clear, or whose figure has no value, is taken for the next one only where that one's value agrees.
    """
    if claim.doubt or not claim.options:
        return Judged(claim=claim, verdict="unknown", says=claim.doubt or "没有与它对应的指标")
    found = [_at(claim, spot, records, names) for spot in spots(claim)]
    first = [one for one in found if one.indicator == claim.options[0].indicator]
    known = any(one.verdict != "unknown" for one in first)
    for verdict in ("agrees", "rounds"):
        if one := next((each for each in (first if claim.clear and known else found) if each.verdict == verdict), None):
            return one
    best = next((each for each in (first if claim.clear and known else found) if each.verdict == "differs"), found[0])
    if best.verdict == "differs" and not (claim.clear and known):
        says = f"可能是“{best.name}”（{best.computed}），拿不准"
        return replace(best, verdict="unknown", says=says)
    return best


def _at(claim: Claim, spot: Spot, records: Records, names: Mapping[str, str]) -> Judged:
    blank = Judged(
        claim=claim, verdict="unknown", indicator=spot.indicator, name=names.get(spot.indicator, spot.indicator),
        area=spot.area, days=spot.days,
    )  # fmt: skip
    now = records(spot.indicator, spot.area[0], spot.days)
    if claim.whole:
        return _shared(blank, claim, now, whole_of(spot, claim.whole), records, names)
    if claim.change:
        then = records(spot.indicator, spot.area[0], claim.against) if claim.against else _NOTHING
        return _changed(blank, claim, now, then)
    if now.exact is None:
        return replace(blank, says=now.why or "暂无数据")
    return _level(blank, claim.number, now)


def whole_of(spot: Spot, whole: tuple[str, tuple[str, str]]) -> Spot:
    """The value that a share is of."""
    indicator, area = whole
    return Spot(indicator or spot.indicator, area, spot.days)


def _shared(
    blank: Judged, claim: Claim, part: Recorded, of: Spot, records: Records, names: Mapping[str, str]
) -> Judged:  # fmt: skip
    """The verdict on 占全省的11.4%: the quotient of two values of the same days."""
    whole = records(of.indicator, of.area[0], of.days)
    name = f"{blank.name}占{of.area[1] if of.area != blank.area else ''}{names.get(of.indicator, of.indicator)}的比重"
    blank = replace(blank, name=name)
    by = unit_factor(part.unit, whole.unit) if part.exact is not None and whole.exact is not None else None
    if by is None or part.exact is None or not whole.exact:
        return replace(blank, says=part.why if part.exact is None else whole.why or "没有可比的总数")
    exact = part.exact * by / whole.exact * 100
    return _level(blank, claim.number, Recorded(exact=exact, unit="%", decimals=max(claim.number.decimals, 1)))


def _level(blank: Judged, number: Number, now: Recorded) -> Judged:
    by = unit_factor(now.unit, number.unit)
    if by is None:
        says = f"单位写“{number.unit}”，指标的单位是“{now.unit}”"
        return replace(blank, verdict="differs", computed=written(now, now.unit), says=says, reasons=(says,))
    exact = (now.exact or Fraction(0)) * by
    if now.values and number.high is not None:
        same = (number.value, number.high) == (min(now.values), max(now.values))
        return _told(blank, "agrees" if same else "differs", "至".join(map(str, now.values)) + now.unit, number)
    verdict = compared(number, exact, now.decimals if by == 1 else number.decimals)
    found = _told(blank, verdict, written(now, number.unit), number)
    return replace(found, value=_amount(now, number.unit))


def _changed(blank: Judged, claim: Claim, now: Recorded, then: Recorded) -> Judged:
    number = claim.number
    if now.exact is None or then.exact is None:
        return replace(blank, says=now.why if now.exact is None else f"比较的期间{then.why or '暂无数据'}")
    rate, points = now.unit == "%", number.unit.endswith("百分点")
    if points and not rate:
        return replace(blank, verdict="differs", says=f"“{blank.name}”不是比率，不用百分点", reasons=("不是比率，不用百分点",))
    relative = number.unit == "%"
    exact = difference(number, now, then)
    if exact is None:
        return replace(blank, says="比较的期间为 0，变化率不可判")
    signed = -exact if claim.falls else exact
    decimals = max(number.decimals, 1) if relative or points else now.decimals
    way = "提高" if exact >= 0 and (points or rate) else "增长" if exact >= 0 else "下降"
    computed = f"{way}{abs(half_up(exact, decimals))}{number.unit}"
    if rate and relative and compared(number, abs(now.exact - then.exact), 1) == "agrees":
        says = "比率之差是百分点，不是百分之几"
        shown = f"{way}{abs(half_up(now.exact - then.exact, 1))}个百分点"
        return replace(blank, verdict="differs", computed=shown, says=says, reasons=(says,))
    verdict = compared(number, signed, decimals)
    if verdict == "differs" and (points or rate) and _same_as_printed_difference(number, now, then, claim.falls):
        verdict = "rounds"
    found = replace(_told(blank, verdict, computed, number), value=half_up(signed, decimals))
    if verdict != "differs":
        return found
    if signed < 0:
        return replace(found, reasons=(f"方向相反：实际{way}",))
    if relative and now.exact and compared(number, abs(exact * then.exact / now.exact), decimals) == "agrees":
        base = f"按本期数作基数得出（{half_up(abs(exact * then.exact / now.exact), 1)}%），应以{written(then, then.unit)}为基数"
        return replace(found, reasons=(base,))
    return replace(found, says=f"{found.says}（{written(then, then.unit)}→{written(now, now.unit)}）")


def difference(number: Number, now: Recorded, then: Recorded) -> Fraction | None:
    """How much more it is than then, in the unit of the printed number; None from 0 in percent."""
    if now.exact is None or then.exact is None or (number.unit == "%" and then.exact == 0):
        return None
    gap = now.exact - then.exact
    if number.unit == "%":
        return gap / abs(then.exact) * 100
    by = None if number.unit.endswith("百分点") else unit_factor(now.unit, number.unit)
    return gap * by if by else gap


def _same_as_printed_difference(number: Number, now: Recorded, then: Recorded, falls: bool) -> bool:
    """Whether it is the difference of the two values as they are printed."""
    gap = half_up(now.exact or Fraction(0), now.decimals) - half_up(then.exact or Fraction(0), then.decimals)
    return number.value == (-gap if falls else gap)


def _told(blank: Judged, verdict: Verdict, computed: str, number: Number) -> Judged:
    says = {
        "agrees": "", "unknown": "", "rounds": f"取舍方式不同，按四舍五入是 {computed}",
        "differs": f"原文 {number.text}，按台账是 {computed}",
    }[verdict]  # fmt: skip
    if verdict == "rounds" and number.after in ("多", "余", "几"):
        says = f"正好是 {computed}，不用写“{number.after}”"
    return replace(blank, verdict=verdict, computed=computed, says=says)


def written(value: Recorded, unit: str) -> str:
    """A value as a document would write it, in a unit of its kind."""
    if value.exact is None:
        return ""
    return f"{_amount(value, unit):f}{unit if unit_factor(value.unit, unit) else value.unit}"


def _amount(value: Recorded, unit: str) -> Decimal:
    """The rounded value in the unit where it can be, else in its own."""
    by, exact = unit_factor(value.unit, unit), value.exact or Fraction(0)
    if by is None or by == 1:
        return half_up(exact, value.decimals)
    return half_up(exact * by, 2 if by > 1 or is_money(unit) else 4)


def unit_factor(kept: str, printed: str) -> Fraction | None:
    """The factor between two units; 1 between words that count things one by one (个, 家, 宗), None between 人 and 人次."""
    printed = printed.removeprefix("个") if len(printed) > 1 and printed != "个百分点" else printed
    if (by := factor(kept, printed)) is not None:
        return by
    (one, many), (other, size) = parts_of(kept), parts_of(printed)
    if _counts(one) and _counts(other):
        return Fraction(many, size)
    return None


def _counts(unit: str) -> bool:
    """Whether a word counts things one by one, and neither people, nor times, nor measures."""
    return unit in set("个家户宗起件例项条篇期类处所种张批份") and not _TIMES.search(unit)
