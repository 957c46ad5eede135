"""Where a series will be on a later day, with an interval; or nothing, where too little is known to say.

Source: docs/methods/targets.md
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from zhiheng.core.measuring.targets import Target, gap_to

FEWEST = 4  # points below which nothing is said
LEVEL = 80  # percent: of such intervals four in five hold what comes, where the series keeps its ways
STUDENT = (  # quantiles of Student's distribution at 0.9 for 2, 3, … degrees of freedom
    "1.886", "1.638", "1.533", "1.476", "1.440", "1.415", "1.397", "1.383", "1.372", "1.363", "1.356", "1.350", "1.345",
    "1.341", "1.337", "1.333", "1.330", "1.328", "1.325",
)  # fmt: skip
NORMAL = "1.282"

Outlook = Literal["likely", "unlikely", "open"]
OUTLOOK_WORDS = {"likely": "预计能达到", "unlikely": "预计达不到", "open": "说不准"}


class Forecast(Struct, frozen=True, kw_only=True):
    """The straight line through the known points on a later day, with the interval of one further value.

    Unit: the series'; unrounded. `points` are how many the line goes through.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    points: int


def forecast(
    points: Sequence[tuple[date, Decimal]], on: date, *, least: Decimal | None = None, most: Decimal | None = None
) -> Forecast | None:
    """The value on a day by least squares on exact fractions, with its prediction interval of LEVEL percent.

    Shape: a point is the last day of a period and its value. `least` and `most` are what the value can be: 0 to 100 of a rate.
    None:  fewer than FEWEST points, all of one day, or a day further ahead than the points reach back.
    """
    known = sorted(points)
    count = len(known)
    if count < FEWEST or known[-1][0] == known[0][0] or on - known[-1][0] > known[-1][0] - known[0][0]:
        return None
    days = [Fraction((day - known[0][0]).days) for day, _ in known]
    values = [Fraction(value) for _, value in known]
    middle, mean = _sum(days) / count, _sum(values) / count
    apart = [(day - middle, value - mean) for day, value in zip(days, values, strict=True)]
    spread = _sum([day * day for day, _ in apart])
    slope = _sum([day * value for day, value in apart]) / spread
    ahead = Fraction((on - known[0][0]).days) - middle
    rest = _sum([(value - slope * day) ** 2 for day, value in apart]) / (count - 2)
    width = _decimal(rest * (1 + Fraction(1, count) + ahead**2 / spread)).sqrt() * _quantile(count - 2)
    line = _decimal(mean + slope * ahead)
    bounded = [_within(one, least, most) for one in (line, line - width, line + width)]
    return Forecast(value=bounded[0], low=bounded[1], high=bounded[2], points=count)


def outlook(target: Target, seen: Forecast) -> Outlook:
    """Whether the target will be reached: by the whole interval, by nothing of it, or by a part."""
    if target.low is None:
        return "open"
    reached = [gap_to(target, value) == 0 for value in (seen.low, seen.high)]
    if all(reached):
        return "likely"
    inside = target.high is not None or target.comparator in ("=", "≈")
    if any(reached) or (inside and seen.low <= target.low <= seen.high):
        return "open"
    return "unlikely"


def _quantile(freedom: int) -> Decimal:
    return Decimal(STUDENT[freedom - 2] if freedom - 2 < len(STUDENT) else NORMAL)


def _within(value: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


def _sum(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
