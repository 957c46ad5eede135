"""How a figure moved, in the words that people print: 比上年同期提高0.5个百分点, 增长12.3%, 增加3起, 持平.

Source: docs/methods/templates.md
"""

import re
from decimal import Context, Decimal
from typing import Literal, NamedTuple

from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.writing.templates.printing import plain, rounded

By = Literal["points", "percent", "amount"]
_EXACT = Context(prec=60)
_POINTS = {"%": "个百分点", "‰": "个千分点"}
_VERBS: dict[By, tuple[str, str]] = {"points": ("提高", "下降"), "percent": ("增长", "下降"), "amount": ("增加", "减少")}
_YEAR = re.compile(r"A?\d{4}")
PERCENT_DECIMALS = 1


class Moved(NamedTuple):
    """The change as a sentence part, with the signed exact number in the unit shown; None where the two cannot be compared."""

    text: str
    exact: Decimal | None
    unit: str


def way(indicator: Indicator) -> By:
    """How a change is said where nobody says: of a rate in points, of those who were due as an amount, else in percent."""
    if indicator.change:
        return indicator.change.within
    if indicator.printing.unit in _POINTS:
        return "points"
    return "amount" if indicator.shape == "due" else "percent"


def against_words(against: str, period: str) -> str:
    """What a change is held against: 上年同期; 上年, of a whole year.

    >>> against_words("last-year", "2025H1"), against_words("last-year", "2025"), against_words("2020", "2025")
    ('上年同期', '上年', '2020年')
    """
    whole_year = bool(_YEAR.fullmatch(period))
    match against:
        case "last-year":
            return "上年" if whole_year else "上年同期"
        case "previous":
            return "上年" if whole_year else "上期"
    return f"{against}年" if whole_year else f"{against}年同期"


def moved(indicator: Indicator, now: Measured, before: Measured, by: By, lead: str, other: str, places: int | None) -> Moved:
    """The change between two figures, from their exact values, rounded once.

    Shape: `other` is what it is held against (上年同期), `lead` what the sentence begins with (比上年同期). A percentage from
           zero, or from a number below it, says nothing: the amount is said instead.
    """
    new, old = (seen.exact if seen.exact is not None else seen.value for seen in (now, before))
    if new is None or old is None:
        return Moved(f"{other}暂无可比数据" if old is None else "暂无数据", None, "")
    difference = _EXACT.subtract(new, old)
    if by == "percent" and old > 0:
        share = _EXACT.divide(_EXACT.multiply(difference, Decimal(100)), old)
        return _said(share, by, "%", PERCENT_DECIMALS if places is None else places, lead, other)
    decimals = now.decimals if places is None else places
    if by == "points":
        return _said(difference, by, _POINTS.get(now.unit, now.unit), decimals, lead, other)
    return _said(difference, "amount", now.unit, decimals, lead, other)


def points_of(unit: str) -> str:
    """What a difference of two rates is counted in."""
    return _POINTS.get(unit, unit)


def signed(indicator: Indicator, now: Measured | None, before: Measured | None) -> Moved | None:
    """The change with its sign, as a column of a table has it; None where there is nothing to compare, or it was zero.

    Shape: a rate in points, all else in percent.
    """
    if now is None or before is None:
        return None
    new, old = (seen.exact if seen.exact is not None else seen.value for seen in (now, before))
    if new is None or old is None:
        return None
    difference = _EXACT.subtract(new, old)
    if way(indicator) == "points":
        return _signed(difference, now.decimals, points_of(now.unit))
    return _signed(_EXACT.divide(_EXACT.multiply(difference, Decimal(100)), old), PERCENT_DECIMALS, "%") if old > 0 else None


def _signed(exact: Decimal, decimals: int, unit: str) -> Moved:
    number = rounded(exact, decimals)
    return Moved(f"{'+' if number > 0 else ''}{plain(number, decimals)}", exact, unit)


def moved_by(indicator: Indicator, seen: Measured, lead: str, other: str, places: int | None) -> Moved:
    """The change that an indicator of change has counted itself."""
    exact = seen.exact if seen.exact is not None else seen.value
    if exact is None:
        return Moved(f"{other}暂无可比数据", None, "")
    return _said(exact, way(indicator), seen.unit, seen.decimals if places is None else places, lead, other)


def _said(exact: Decimal, by: By, unit: str, decimals: int, lead: str, other: str) -> Moved:
    size = rounded(abs(exact), decimals)
    if not size:
        level = "持平" if not exact else "基本持平"
        return Moved(f"与{other}{level}" if lead else level, exact, unit)
    verb = _VERBS[by][0 if exact > 0 else 1]
    return Moved(f"{lead}{verb}{plain(size, decimals)}{unit}", exact, unit)
