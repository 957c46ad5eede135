"""The figures of an old document as a template asks for them: those that the template would print again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from zhiheng.core.auditing import as_printed
from zhiheng.core.values.auditing import Judged
from zhiheng.core.values.filling import Days
from zhiheng.core.values.renewing import Hole
from zhiheng.core.values.scales import factor
from zhiheng.core.values.stretches import before, years_on
from zhiheng.core.writing.renewing.numerals import digits_of, to_places
from zhiheng.publications.auditing import Measures

_LEAD = re.compile(r"(?P<lead>比上年同期|比上年|同比|环比)(?P<verb>提高|增长|增加|下降|减少)$")
_VERBS = {"points": ("提高", "下降"), "percent": ("增长", "下降"), "amount": ("增加", "减少")}
_MORE = ("余", "多")
_ROUND = 4  # digits from which a loosened number says its first two


def holes_of(
    text: str, figures: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]], base: Days, measures: Measures
) -> Iterator[Hole]:
    """A hole for each figure that only one reading, of a clear name, agrees with, and that a template prints as it stands.

    Shape: of a change the hole covers the words too: 比上年同期提高0.5个百分点; of a loosened number the 余.
    """
    whole = next(iter(measures.areas))
    for figure in figures:
        readings = candidates[id(figure)]
        if len(readings) != 1 or not readings[0].claim.clear:
            continue
        number, one = figure.claim.number, readings[0]
        if figure.claim.change:
            if found := _change(text, one, base, whole, measures):
                yield Hole(start=found[0], end=figure.end, asked=found[1])
        elif asked := _loose(one, base, whole, measures) if number.after in _MORE else _asked(one, base, whole, measures):
            loose = len(number.after) if number.after in _MORE else 0
            yield Hole(start=number.at, end=number.at + len(digits_of(number)) + loose, asked=asked)


def _asked(one: Judged, base: Days, whole: str, measures: Measures) -> str:
    """The call that prints the digits again; "" where none does."""
    number = one.claim.number
    if number.loose or number.high is not None or number.written or one.claim.whole:
        return ""
    exact, said = _said(one, base, whole, measures, number.decimals)
    if exact is None or f"{to_places(exact, number.decimals):f}" != digits_of(number):
        return ""
    return f"number({', '.join(said)})"


def _loose(one: Judged, base: Days, whole: str, measures: Measures) -> str:
    """The call that prints 37000余 again: rounded down, as round as it was."""
    number = one.claim.number
    digits = digits_of(number)
    exact, said = _said(one, base, whole, measures, 0)
    if exact is None or not digits.isdecimal() or number.high is not None or number.before or number.written:
        return ""
    if number.text[number.at - number.start + len(digits) :][:1] != number.after:
        return ""  # 3万余人: the word stands behind the size
    zeros = len(digits) - len(digits.rstrip("0"))
    for places in (len(digits) - 2 if len(digits) >= _ROUND else zeros, zeros):
        step = 10**places
        if exact // step * step == int(digits) < exact:
            return f'number({", ".join(said)}, step={step}, more="{number.after}")'
    return ""


def _change(text: str, one: Judged, base: Days, whole: str, measures: Measures) -> tuple[int, str] | None:
    """Where the words of a change begin, and the call that prints them again."""
    claim, number = one.claim, one.claim.number
    lead = _LEAD.search(text, max(0, number.start - 12), number.start)
    if lead is None or number.loose or number.high is not None or number.written or not claim.against or one.days != base:
        return None
    now, then = (measures.records(one.indicator, one.area[0], days) for days in (base, claim.against))
    exact, _ = as_printed(number, now, then)
    by = "points" if number.unit.endswith("点") else "percent" if number.unit == "%" else "amount"
    previous = lead["lead"] == "环比"
    if exact is None or claim.against != (before(base) if previous else years_on(base, -1)):
        return None
    printed = f"{_VERBS[by][exact < 0]}{to_places(abs(exact), number.decimals):f}{number.unit}"
    if text[lead.start("verb") : number.end] != printed or (by == "amount" and now.unit != number.unit):
        return None
    said = [f'"{one.indicator}"', f'by="{by}"', f"decimals={number.decimals}", f'lead="{lead["lead"]}"']
    said += ['against="previous"'] if previous else []
    said += [f'area="{one.area[0]}"'] if one.area[0] != whole else []
    return lead.start(), f"change({', '.join(said)})"


def _said(one: Judged, base: Days, whole: str, measures: Measures, decimals: int) -> tuple[Fraction | None, list[str]]:
    """The exact value in the printed unit, and the arguments of a call for it; None where no template asks for those days."""
    number = one.claim.number
    periods = {base: "", years_on(base, -1): "last-year"} | ({earlier: "previous"} if (earlier := before(base)) else {})
    if one.days is None or one.days not in periods:
        return None, []
    now = measures.records(one.indicator, one.area[0], one.days)
    exact, _ = as_printed(number, now)
    said = [f'"{one.indicator}"', f"decimals={decimals}"]
    said += [f'period="{periods[one.days]}"'] if periods[one.days] else []
    said += [f'area="{one.area[0]}"'] if one.area[0] != whole else []
    said += [f'unit="{number.unit}"'] if factor(now.unit, number.unit) not in (None, 1) else []
    return exact, said
