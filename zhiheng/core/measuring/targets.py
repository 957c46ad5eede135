"""Targets against actuals: reached, on the way, behind, or not to be said.

Source: docs/methods/targets.md
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.days import day_in_words

Comparator = Literal[">=", ">", "<=", "<", "=", "≈", "range"]
Status = Literal["met", "on-way", "behind", "undecidable"]
STATUS_WORDS: Mapping[Status, str] = {"met": "已达到", "on-way": "按进度", "behind": "落后", "undecidable": "不可判"}
NEARLY = Decimal("0.05")  # 左右: within a twentieth of the value, unless a tolerance is said


class Target(Struct, frozen=True, kw_only=True):
    """What is to be reached by when.

    Shape: `low` is the value, of a range its lower end. `hold`: in every period, not only by the last. `grows`: a count that
           grows from 0 within its year; then the way to the target begins at 0 on `start`. Otherwise it begins at `baseline` on
           `start`. `tolerance` in the target's unit; None: none, of ≈ a twentieth.
    None:  `low`: there is no number to compare with. `baseline`: not known. `due`: no day is said: it must hold now.
    """

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None = None
    due: date | None = None
    start: date | None = None
    baseline: Decimal | None = None
    tolerance: Decimal | None = None
    hold: bool = False
    grows: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """How an actual value stands to its target.

    Unit: the target's. `gap` is how far there is to go, or by how much a ceiling is broken: 0 when reached; `expected` is where
          the straight way from baseline to target lies on that day.
    None: `gap` of what cannot be compared; `expected` where there is no way to speak of.
    """

    status: Status
    why: str
    gap: Decimal | None = None
    expected: Decimal | None = None


def standing(target: Target, actual: Decimal | None, on: date) -> Standing:
    """Where the actual value, known up to a day, stands on that day."""
    if target.low is None:
        return Standing(status="undecidable", why="目标没有可比的数值或基准")
    if actual is None:
        return Standing(status="undecidable", why="没有数据")
    gap = gap_to(target, actual)
    open_still = target.due is not None and on < target.due
    if gap and not open_still:
        return Standing(status="behind", why="期限已到，没有达到" if target.due else "没有写期限，现在没有达到", gap=gap)
    if gap and (target.hold or (target.grows and _is_ceiling(target))):
        return Standing(status="behind", why="每期都要保持，这一期没有达到" if target.hold else "已经超过上限", gap=gap)
    if gap == 0 and not (open_still and target.grows and target.comparator not in (">=", ">")):
        return Standing(status="met", why="现在达到；要保持到期限" if open_still and target.hold else "达到", gap=gap)
    return _on_the_way(target, actual, on, gap)


def gap_to(target: Target, actual: Decimal) -> Decimal:
    """How far the value is from what the target asks, give or take the tolerance; 0 when it is reached."""
    if target.low is None:
        raise ValueError("a target without a number has no gap")
    low, high = target.low, target.high if target.high is not None else target.low
    slack = target.tolerance if target.tolerance is not None else abs(low) * NEARLY if target.comparator == "≈" else Decimal(0)
    below, above = max(low - slack - actual, Decimal(0)), max(actual - high - slack, Decimal(0))
    match target.comparator:
        case ">=":
            return below
        case "<=":
            return max(actual - low - slack, Decimal(0))
        case ">":
            return below if actual != low - slack else _least(low)
        case "<":
            return max(actual - low - slack, Decimal(0)) if actual != low + slack else _least(low)
    return max(below, above)


def expected_on(target: Target, on: date) -> Decimal | None:
    """Where the straight way to the target lies on a day; None where its beginning or its end is not known."""
    begin = Decimal(0) if target.grows else target.baseline
    if begin is None or target.low is None or target.start is None or target.due is None or target.due <= target.start:
        return None
    gone = Fraction((min(max(on, target.start), target.due) - target.start).days, (target.due - target.start).days)
    goal = Fraction(_aim(target, begin))
    exact = Fraction(begin) + (goal - Fraction(begin)) * gone
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _on_the_way(target: Target, actual: Decimal, on: date, gap: Decimal) -> Standing:
    expected = expected_on(target, on)
    if expected is None:
        return Standing(status="undecidable", why="没有基数，看不出进度", gap=gap)
    begin = Decimal(0) if target.grows else target.baseline or Decimal(0)
    rising = _aim(target, begin) >= begin and not (target.grows and _is_ceiling(target))
    well = actual >= expected if rising else actual <= expected
    why = f"{day_in_words(on)}按直线应到"
    return Standing(status="on-way" if well else "behind", why=why, gap=gap, expected=expected)


def _aim(target: Target, begin: Decimal) -> Decimal:
    """The end of the way: the nearest value that reaches the target."""
    low = target.low if target.low is not None else begin
    if target.comparator == "range" and target.high is not None and begin > target.high:
        return target.high
    return low


def _is_ceiling(target: Target) -> bool:
    return target.comparator in ("<=", "<")


def _least(low: Decimal) -> Decimal:
    """The last place of the number: what is short where 大于 asks for more and there is just as much."""
    return Decimal(1).scaleb(min(int(low.as_tuple().exponent), 0))
